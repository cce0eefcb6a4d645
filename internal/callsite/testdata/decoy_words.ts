// The words of vendors, without any of them.
import { create } from "@/store/completions";
import type { Message } from "./openai-like";

export const weather = { temperature: 21, model: "Davis Vantage", seed: 3, stop: ["north"] };
export const poem = { title: "haiku", author: "Claude Monet", sonnet: 18 };
export function chat(api: { chat: { send: Function } }, messages: Message[]) {
  return api.chat.send({ role: "admin", messages, max_tokens: 3 });
}
export const files = { create: (name: string) => create({ name, type: "function" }) };
files.create("gemini-twins");
