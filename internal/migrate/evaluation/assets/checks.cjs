// Written by promptglot migrate --eval. Checks of what the prompts' contracts
// ask for, on what answers.cjs has read.
const fs = require('fs');
const path = require('path');

const ok = (reason) => ({ pass: true, score: 1, reason });
const bad = (reason) => ({ pass: false, score: 0, reason });

// told gives a check what is known of the answer. What is unknown did not pass.
const told = (metric, check) => (output, context) => {
  const a = context.providerResponse?.metadata?.promptglot ?? context.metadata?.promptglot;
  const result = a ? judge(check, a, context) : bad('the provider does not tell how the answer ended: keep its transformResponse');
  return { ...result, assertion: { type: 'javascript', metric } };
};

function judge(check, a, context) {
  return check(a, JSON.parse(fs.readFileSync(path.join(__dirname, context.config.contract), 'utf8')));
}

exports.noRefusal = told('no refusal', (a) => (a.refused ? bad(`the model refused: ${a.refusal || a.reason}`) : ok('no refusal')));

exports.complete = told('complete', (a, c) => {
  if (a.cut_off) return bad(`the answer was cut off (${a.reason})`);
  if (c.max_tokens && a.output_tokens > c.max_tokens) return bad(`${a.output_tokens} tokens, ${c.max_tokens} were asked for`);
  return ok('the answer is complete');
});

exports.stops = told('stops', (a, c) => {
  const found = c.sequences.find((s) => a.text.includes(s));
  return found === undefined ? ok('no stop sequence in the answer') : bad(`the answer goes on past ${JSON.stringify(found)}`);
});

exports.toolCalled = told('tool called', (a, c) => {
  if (a.calls.length === 0) return bad('no tool was called');
  const wanted = c.names ?? [];
  if (wanted.length && !a.calls.some((x) => wanted.includes(x.name))) return bad(`${a.calls.map((x) => x.name)} was called; expected ${wanted.join(' or ')}`);
  return ok('a tool was called');
});

exports.noToolCalled = told('no tool called', (a) => (a.calls.length ? bad(`${a.calls[0].name} was called`) : ok('no tool was called')));

exports.validCalls = told('valid calls', (a, c) => {
  for (const call of a.calls) {
    if (!(call.name in c.tools)) return bad(`${call.name} is no tool of the prompt`);
    if (call.arguments.text !== undefined) return bad(`the arguments of ${call.name} are no JSON: ${call.arguments.text}`);
    const why = wrong(c.tools[call.name], call.arguments.value, c.tools[call.name], 'arguments', 0);
    if (why) return bad(`${call.name}: ${why}`);
  }
  return ok('calls are valid');
});

const kinds = {
  string: (v) => typeof v === 'string', number: (v) => typeof v === 'number', integer: Number.isInteger,
  boolean: (v) => typeof v === 'boolean', null: (v) => v === null, array: Array.isArray,
  object: (v) => typeof v === 'object' && v !== null && !Array.isArray(v),
};
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// wrong says how a value breaks a JSON Schema, '' where it does not. Keywords
// that it does not know constrain nothing.
function wrong(s, v, root, where, depth) {
  if (typeof s !== 'object' || s === null || depth > 60) return s === false ? `${where} must not be there` : '';
  const go = (sub, value, at) => wrong(sub, value, root, at, depth + 1);
  if (typeof s.$ref === 'string' && s.$ref.startsWith('#')) {
    const to = s.$ref.slice(1).split('/').filter(Boolean).reduce((x, k) => x?.[decodeURIComponent(k).replaceAll('~1', '/').replaceAll('~0', '~')], root);
    const why = go(to, v, where);
    if (why) return why;
  }
  const types = [].concat(s.type ?? []).map((t) => String(t).toLowerCase());
  if (s.nullable && v === null) return '';
  if (types.length && !types.some((t) => kinds[t]?.(v))) return `${where} is not ${types.join(' or ')}`;
  if (s.enum && !s.enum.some((x) => same(x, v))) return `${where} is not one of ${JSON.stringify(s.enum)}`;
  if ('const' in s && !same(s.const, v)) return `${where} is not ${JSON.stringify(s.const)}`;
  if (typeof v === 'number') {
    if (v < s.minimum || v <= s.exclusiveMinimum) return `${where} is too small`;
    if (v > s.maximum || v >= s.exclusiveMaximum) return `${where} is too large`;
  }
  if (typeof v === 'string') {
    const n = [...v].length;
    if (n < s.minLength || n > s.maxLength) return `${where} has ${n} characters`;
  }
  if (Array.isArray(v)) {
    if (v.length < s.minItems || v.length > s.maxItems) return `${where} has ${v.length} items`;
    for (let i = 0; s.items && i < v.length; i++) {
      const why = go(s.items, v[i], `${where}[${i}]`);
      if (why) return why;
    }
  }
  if (kinds.object(v)) {
    for (const k of s.required ?? []) if (!(k in v)) return `${where}.${k} is missing`;
    for (const [k, x] of Object.entries(v)) {
      const known = s.properties && Object.hasOwn(s.properties, k);
      const why = known ? go(s.properties[k], x, `${where}.${k}`) : s.additionalProperties === undefined ? '' : go(s.additionalProperties, x, `${where}.${k}`);
      if (why) return why;
    }
  }
  for (const sub of s.allOf ?? []) {
    const why = go(sub, v, where);
    if (why) return why;
  }
  for (const some of [s.anyOf, s.oneOf]) {
    if (some && !some.some((sub) => !go(sub, v, where))) return `${where} fits none of the forms`;
  }
  return '';
}
