// Writes the text that speed is measured on: 10 MB of code, Markdown, JSON,
// prose and messages in some thirty languages, cut from what a machine has.
//
//	node internal/tokens/gen/mix.mjs OUT FOLDERS…
//
// Good folders: $(go env GOROOT)/src, /usr/share/locale (gettext catalogues,
// Debian: packages locales, git, coreutils), /usr/share/doc, a node_modules and
// repositories with Markdown. It fails when a kind is short.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [out, ...folders] = process.argv.slice(2);
const MB = 1e6;
const kinds = [
  ['code', /\.(go|py|js|mjs|ts|java|rs|c|h)$/, 3.3 * MB, 64e3],
  ['markdown', /\.md$/, 2.4 * MB, 64e3],
  ['json', /\.json$/, 0.7 * MB, 64e3],
  ['prose', /(\.txt|README|copyright|changelog)$/, 1.2 * MB, 64e3],
  ['languages', /\/(ar|be|bg|bn|ca|cs|da|de|el|eo|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|id|is|it|ja|ka|kk|ko|lt|lv|mk|ms|nb|nl|pl|pt|pt_BR|ro|ru|sk|sl|sr|sv|ta|th|tr|uk|vi|zh_CN|zh_TW)\/LC_MESSAGES\/[^\/]*\.mo$/, 2.4 * MB, 45e3],
];
const taken = kinds.map(() => ({ size: 0, parts: [], by: {} }));

// The translations in a gettext catalogue.
const messages = (b) => {
  const le = b.readUInt32LE(0) === 0x950412de;
  const u = (at) => (le ? b.readUInt32LE(at) : b.readUInt32BE(at));
  const list = [];
  for (let i = 1, at = u(16); i < u(8); i++) list.push(b.subarray(u(at + 8 * i + 4), u(at + 8 * i + 4) + u(at + 8 * i)));
  return Buffer.concat(list.flatMap((m) => [m, Buffer.from('\n')]));
};
const take = (path) => {
  for (const [i, [name, pattern, most, each]] of kinds.entries()) {
    const t = taken[i];
    if (t.size >= most || !pattern.test(path)) continue;
    const language = name === 'languages' ? path.match(pattern)[1] : '';
    if (language && (t.by[language] ?? 0) > most / 60) return;
    let text = readFileSync(path);
    if (language) text = messages(text);
    text = text.subarray(0, Math.min(each, most - t.size)).toString('utf8').toWellFormed();
    if (text.includes('\0')) return;
    t.parts.push(text);
    t.size += Buffer.byteLength(text);
    if (language) t.by[language] = (t.by[language] ?? 0) + Buffer.byteLength(text);
    return;
  }
};
const walk = (path) => {
  const s = statSync(path, { throwIfNoEntry: false });
  if (s?.isDirectory()) for (const name of readdirSync(path).sort()) walk(join(path, name));
  else if (s?.isFile() && s.size > 200 && s.size < 4e6) take(path);
};
folders.forEach((f) => walk(resolve(f)));
for (const [i, [name, , most]] of kinds.entries()) {
  const t = taken[i];
  console.error(`${name}: ${(t.size / MB).toFixed(2)} MB${Object.keys(t.by).length ? ` of ${Object.keys(t.by).length} languages` : ''}`);
  if (t.size < most * 0.8) throw new Error(`${name}: too little; name more folders`);
}
writeFileSync(out, taken.flatMap((t) => t.parts).join('\n'));
