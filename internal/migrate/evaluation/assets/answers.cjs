// Written by promptglot migrate --eval. Reads vendors' answers by the table
// answers.json: text, calls, why the answer ended, tokens, cost. Each entry of
// the table is a function of its name.
const fs = require('fs');
const path = require('path');

// at returns what stands at a dotted path; * is all elements of a list.
function at(value, dotted) {
  const steps = dotted.split('.');
  for (let i = 0; i < steps.length; i++) {
    if (value === undefined || value === null) return undefined;
    if (steps[i] === '*') {
      const rest = steps.slice(i + 1).join('.');
      return Array.isArray(value) ? value.flatMap((v) => at(v, rest) ?? []) : undefined;
    }
    value = value[steps[i]];
  }
  return value;
}

const parts = (json, p) => {
  const list = at(json, p.list);
  if (list === undefined || list === null) return [];
  return (Array.isArray(list) ? list : [list]).filter((x) => (!p.type || x.type === p.type) && !(p.unless && x[p.unless]));
};

const texts = (json, places) =>
  (places || [])
    .flatMap((p) => parts(json, p).map((x) => (typeof x === 'string' ? x : at(x, p.at || ''))))
    .filter((x) => typeof x === 'string')
    .join('');

function args(value) {
  if (typeof value !== 'string') return { value: value ?? {} };
  try {
    return { value: value.trim() ? JSON.parse(value) : {} };
  } catch {
    return { text: value };
  }
}

const calls = (json, places) =>
  (places || []).flatMap((p) =>
    parts(json, p)
      .map((x) => ({ name: at(x, p.name), arguments: args(at(x, p.arguments)) }))
      .filter((c) => typeof c.name === 'string'),
  );

const first = (json, places) => (places || []).map((p) => at(json, p)).find((x) => x !== undefined && x !== null && x !== '');
const sum = (json, places) => (places || []).map((p) => at(json, p)).filter((x) => typeof x === 'number').reduce((a, b) => a + b, 0);

// cost is in US dollars, undefined where a price is unknown.
function cost(t, json, input, output) {
  const price = [...(t.prices || [])].reverse().find((p) => input > p.above || p.above === 0);
  if (!price || price.input === undefined || price.output === undefined) return undefined;
  const read = (t.cache_read && at(json, t.cache_read)) || 0;
  const write = (t.cache_write && at(json, t.cache_write)) || 0;
  const fresh = t.cache_within ? input - read - write : input;
  return (fresh * price.input + read * (price.cache_read ?? price.input) + write * (price.cache_write ?? price.input) + output * price.output) / 1e6;
}

function answer(t, json, text, context) {
  const status = context?.response?.status;
  // A path may lead to something else in an answer that is none of an error.
  const wrong = json ? (t.error || []).map((p) => at(json, p)).find((x) => typeof x === 'string' && x !== '') : undefined;
  if (!json || status >= 400 || wrong) {
    return { output: '(no answer)', error: `HTTP ${status ?? '?'}: ${wrong || String(text).slice(0, 500) || 'nothing came back'}` };
  }
  const said = texts(json, t.text);
  const declined = texts(json, t.refusal);
  const called = calls(json, t.calls);
  const reason = first(json, t.finish);
  const input = sum(json, t.input);
  const output = sum(json, t.output);
  return {
    output: said || (called.length ? JSON.stringify(called.map((c) => ({ name: c.name, arguments: c.arguments.value ?? c.arguments.text }))) : declined || '(empty answer)'),
    tokenUsage: { prompt: input, completion: output, total: input + output, numRequests: 1 },
    cost: cost(t, json, input, output),
    metadata: {
      promptglot: {
        text: said, calls: called, refusal: declined, reason: reason ?? null, output_tokens: output,
        cut_off: (t.length || []).includes(reason), refused: declined !== '' || (t.refused || []).includes(reason),
      },
    },
  };
}

const table = JSON.parse(fs.readFileSync(path.join(__dirname, 'answers.json'), 'utf8'));
for (const name of Object.keys(table)) exports[name] = (json, text, context) => answer(table[name], json, text, context);
