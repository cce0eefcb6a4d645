// Holds package tokens against npm's tiktoken (the Rust implementation,
// compiled to WebAssembly), token by token.
//
//	npm install --prefix "$TMPDIR/oracle" tiktoken@1.0.22
//	node internal/tokens/gen/compare.mjs "$TMPDIR/oracle" [FILES-OR-FOLDERS…]
//
// It writes cases with the expected ids, one JSON object a line, and runs the
// Go test that reads them. Cases: slices of the given files (default: this
// repository), seeded adversarial strings, every code point of the planes that
// have characters in context, and cases by hand.
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readdirSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const pkg = join(dirname(fileURLToPath(import.meta.url)), '..');
const [oracle, ...given] = process.argv.slice(2);
const require = createRequire(join(resolve(oracle), 'node_modules', 'x.js'));
const { get_encoding } = require('tiktoken');

let seed = 1;
const random = (n) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
};

const groups = { corpus: [], fuzz: [], random: [], points: [], hand: [] };

const walk = (path) => {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) if (!name.startsWith('.')) walk(join(path, name));
    return;
  }
  if (groups.corpus.length >= 4000 || statSync(path).size > 1 << 20) return;
  const text = readFileSync(path).toString('utf8');
  if (text.includes('\0')) return;
  for (let i = 0, k = 0; i < text.length && k < 6; i += 4096, k++) {
    groups.corpus.push(text.slice(i, i + 4096).toWellFormed());
  }
};
for (const path of given.length ? given : [join(pkg, '../..')]) walk(resolve(path));

const alphabet = [
  ...'aAbBsSzZ019 \t\n\r\v\f\'"/\\.,!-_(){}<>|*#@$',
  ...['\u0301', '\u0903', '\u20dd', '\u01c5', '\u1f88', '\u017f', '\u212a', '\u00a0', '\u0085', '\u2028', '\u2029'],
  ...['\u200d', '\u200b', '\ufeff', '\u3000', '\u1680', '\u{1f1e9}', '\u{1f1ea}', '\u{1f468}', '\u{1f3fd}', '\u0378'],
  ...['\u{e0100}', '\u{10ffff}', '\ufffd', '\u007f', 'é', 'ß', 'İ', 'ı', 'я', 'Я', 'ა', 'Ა', 'ʰ', 'ª', '字', 'の', 'ー'],
  ...['한', 'ا', 'ש', 'क', '्', 'ก', 'ำ', 'த', '٣', '²', '½', 'Ⅷ', '〇', '𝟙', '\u{1e900}', '\u{1e922}', '\u0345', '\u180e'],
  ...["'s", "'S", "'ſ", "'re", "'RE", "'Ve", "'ll", "'m", "'d", "'T", '  ', '\r\n', '\n\n', ' \n', '://', 'the', 'Hello', 'WORLD'],
];
for (let i = 0; i < 24000; i++) {
  let s = '';
  for (let n = 1 + random(14); n > 0; n--) s += alphabet[random(alphabet.length)];
  groups.fuzz.push(s);
}
const scalar = (limit) => {
  for (;;) {
    const cp = random(limit);
    if (cp < 0xd800 || cp > 0xdfff) return String.fromCodePoint(cp);
  }
};
for (let i = 0; i < 8000; i++) {
  let s = '';
  for (let n = 1 + random(10); n > 0; n--) s += scalar([0x250, 0x3000, 0x20000, 0x110000][random(4)]);
  groups.random.push(s);
}
for (let cp = 0; cp < 0x110000; cp++) {
  // Unassigned planes and private use are uniform: one in 251 will do.
  const sparse = (cp >= 0x32400 && cp < 0xe0000) || cp >= 0xe1000 || (cp >= 0xe000 && cp < 0xf900);
  if ((cp >= 0xd800 && cp <= 0xdfff) || (sparse && cp % 251)) continue;
  const c = String.fromCodePoint(cp);
  groups.points.push(`a${c}b ${c}A${c}${c}1${c}'s!${c}\n${c} ${c}`);
}
groups.hand.push('', ' ', '\n', ' \n \n', ' \n \nx', "it's IT'S it'ſ", "'s", "'sabc", "a'", "a'l", '   x', '\t\tx', '\r\n\r\n x',
  'a\u00a0 b', '\u3000\u3000字', '!!\u0301', '\u0301ABC', '\u0301ABc', 'あAAA', 'AあAAAb', 'http://a//\n/\n', '12345678', '١٢٣٤',
  'a'.repeat(300), ' '.repeat(300), '-'.repeat(300), '字'.repeat(200), 'ab'.repeat(150), '<|endoftext|>', 'x<|im_start|>y');

const file = join(mkdtempSync(join(tmpdir(), 'tiktoken-')), 'cases.jsonl');
const fd = openSync(file, 'w');
const total = {};
for (const name of ['o200k_base', 'cl100k_base', 'p50k_base', 'r50k_base']) {
  const enc = get_encoding(name);
  for (const [group, cases] of Object.entries(groups)) {
    for (const s of cases) writeSync(fd, JSON.stringify({ e: name, g: group, s, ids: [...enc.encode_ordinary(s)] }) + '\n');
    total[group] = cases.length;
  }
  enc.free();
}
closeSync(fd);
console.log('cases per encoding:', JSON.stringify(total));
const go = spawnSync('go', ['test', '-count=1', '-v', '-run', '^TestAgreesWithRecordedTiktoken$', '.'], {
  cwd: pkg, stdio: 'inherit', env: { ...process.env, PROMPTGLOT_TIKTOKEN_CASES: file },
});
process.exit(go.status ?? 1);
