// Translates the requests of a JSONL file with llm-bridge, bytes to bytes, until
// they have run warm for some seconds, and prints the speed per core: processor
// time of the whole process, the compiler's and the garbage collector's threads
// included, of the passes after the first half.
//
//   node run.mjs REQUESTS.jsonl [SECONDS]
import { readFileSync } from "node:fs";
import { translateBetweenProviders } from "llm-bridge";

const [path, seconds = "3"] = process.argv.slice(2);
const bodies = readFileSync(path).toString().trimEnd().split("\n").map((l) => Buffer.from(l));
const total = bodies.reduce((n, b) => n + b.length, 0);

for (const target of ["anthropic", "google"]) {
  const marks = [];
  let failed = 0;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end || marks.length < 40) {
    const { user, system } = process.cpuUsage();
    marks.push(user + system);
    failed = 0;
    for (const body of bodies) {
      try {
        Buffer.from(JSON.stringify(translateBetweenProviders("openai", target, JSON.parse(body.toString()))));
      } catch (e) {
        if (failed++ === 0 && marks.length === 1) console.error(`${target}: ${e.message}`);
      }
    }
  }
  const half = Math.floor(marks.length / 2);
  const us = (marks.at(-1) - marks[half]) / (marks.length - 1 - half);
  console.log(`llm-bridge ${target}: ${(total / us).toFixed(1)} MB/s, ${Math.round((us * 1e3) / bodies.length)} ns/request, ${failed} of ${bodies.length} failed`);
}
