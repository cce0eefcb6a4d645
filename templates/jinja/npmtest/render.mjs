// Reads one JSON object a line, {"template", "data"}, from standard input and
// writes one a line: {"out"}, or {"error"} where the template cannot be rendered.
import { createInterface } from "node:readline";
import { Template } from "@huggingface/jinja";

for await (const line of createInterface({ input: process.stdin })) {
  const { template, data } = JSON.parse(line);
  let result;
  try {
    result = { out: new Template(template).render(data) };
  } catch (e) {
    result = { error: String(e.message) };
  }
  process.stdout.write(JSON.stringify(result) + "\n");
}
