// Lists that change between their literal and the call are not their literal.
import OpenAI from "openai";

const endpoint = process.env.AZURE_OPENAI_ENDPOINT!;
const client = new OpenAI({ baseURL: `${endpoint}/openai/v1/`, apiKey: process.env.AZURE_OPENAI_API_KEY });

const content = [];
content.push({ type: "text", text: "x" });
await client.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content }] });

const turns = [{ role: "user", content: "first" }];
turns[0] = { role: "user", content: "other" };
await client.chat.completions.create({ model: "gpt-4o", messages: turns });

const options = { temperature: 0.2 };
options[name] = 1;
await client.chat.completions.create({ model: "gpt-4o", messages: [], ...options });
