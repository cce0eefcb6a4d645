const Together = require('together-ai');
const together = new Together();

async function ask() {
  return together.images.create({ model: 'black-forest-labs/FLUX.1-schnell', seed: 7, prompt: 'a boat' });
}
