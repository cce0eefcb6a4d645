// Written by promptglot migrate --eval. Gives promptfoo the requests as they
// go to the vendor: file requests/NAME.jsonl is the function NAME, line N the
// case N of the tests.
const fs = require('fs');
const path = require('path');

const lines = (...name) => fs.readFileSync(path.join(__dirname, ...name), 'utf8').split('\n');

// Variables are compared without what promptfoo itself puts in.
const plain = (v) => JSON.stringify(v, (_, x) => (typeof x === 'string' && x.includes('{{') ? '' : x));

function request(name, { vars }) {
  const line = lines('requests', name + '.jsonl')[vars.case - 1];
  if (!line) throw new Error(`requests/${name}.jsonl has no case ${vars.case}: run promptglot migrate --eval again`);
  const filled = JSON.parse(lines('cases', vars.prompt + '.jsonl')[vars.case - 1]);
  if (plain(filled) !== plain(vars.variables)) {
    throw new Error(`the variables of case ${vars.case} are not those that the request was filled with: change the data and run promptglot migrate --eval again`);
  }
  // promptfoo fills templates in what a function returns: none is left to fill.
  return '{% raw %}' + line.replaceAll('{%', '{\\u0025') + '{% endraw %}';
}

for (const file of fs.readdirSync(path.join(__dirname, 'requests'))) {
  const name = path.basename(file, '.jsonl');
  exports[name] = (context) => request(name, context);
}
