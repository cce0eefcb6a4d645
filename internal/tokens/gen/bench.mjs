// Measures how fast package tokens counts beside other implementations, all in
// one run, round by round in turn, so that a busy machine is busy for all:
//
//	npm install --prefix "$TMPDIR/oracle" tiktoken@1.0.22 gpt-tokenizer@4.0.0
//	node internal/tokens/gen/mix.mjs "$TMPDIR/mix.txt" $(go env GOROOT)/src /usr/share/locale …
//	node internal/tokens/gen/bench.mjs "$TMPDIR/oracle" "$TMPDIR/mix.txt" [ROUNDS] [ENCODING]
//
// It prints the median of processor time, the speed, and how many times as long
// as package tokens each takes. The text is counted in documents of 16 KiB.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [oracle, mix, rounds = 5, encoding = 'o200k_base', child] = process.argv.slice(2);
const size = readFileSync(mix).length;

// documents cuts the text at whole characters, as bench/main.go does.
const documents = () => {
  const b = readFileSync(mix);
  const docs = [];
  for (let at = 0; at < b.length; ) {
    let end = Math.min(at + 16384, b.length);
    while (end < b.length && (b[end] & 0xc0) === 0x80) end--;
    docs.push(b.subarray(at, end).toString('utf8'));
    at = end;
  }
  return docs;
};

const counters = {
  'npm tiktoken': (require) => {
    const e = require('tiktoken').get_encoding(encoding);
    return (s) => e.encode_ordinary(s).length;
  },
  'gpt-tokenizer': (require) => {
    const { countTokens } = require(`gpt-tokenizer/encoding/${encoding}`);
    return (s) => countTokens(s);
  },
};

if (child) {
  const count = counters[child](createRequire(join(resolve(oracle), 'node_modules', 'x.js')));
  const docs = documents();
  docs.slice(0, 64).forEach((d) => count(d)); // loads and lets the compiler see it
  const begin = process.cpuUsage();
  let n = 0;
  for (const d of docs) n += count(d);
  const { user, system } = process.cpuUsage(begin);
  console.log((user + system) / 1e6, n);
  process.exit();
}

const bin = join(mkdtempSync(join(tmpdir(), 'bench')), 'bench');
execFileSync('go', ['build', '-o', bin, './bench'], { cwd: here, stdio: 'inherit' });
const run = (name) => {
  const text = counters[name]
    ? execFileSync(process.execPath, [fileURLToPath(import.meta.url), oracle, mix, '1', encoding, name])
    : execFileSync(bin, [name, encoding, mix]);
  const [seconds, n] = text.toString().trim().split(' ').map(Number);
  return { seconds, n };
};
const names = ['promptglot', 'tiktoken-go', 'npm tiktoken', 'gpt-tokenizer', 'tiktoken-go/tokenizer'];
const results = Object.fromEntries(names.map((n) => [n, []]));
for (let i = 0; i < rounds; i++) for (const n of names) results[n].push(run(n));
const median = (list) => list.map((r) => r.seconds).sort((a, b) => a - b)[Math.floor(list.length / 2)];
const ours = median(results.promptglot);
console.log(`${(size / 1e6).toFixed(2)} MB, ${encoding}, median of ${rounds}`);
for (const n of names) {
  const m = median(results[n]);
  console.log(`${n.padEnd(22)} ${m.toFixed(3).padStart(8)} s ${(size / 1e6 / m).toFixed(1).padStart(7)} MB/s ${(m / ours).toFixed(1).padStart(6)} ×  ${results[n][0].n} tokens`);
}
