// Options that no call shows, and what looks like them.
import OpenAI from "openai";

const { OPENAI_BASE_URL: baseURL } = process.env;

export const environment = createEnv({
  server: { OPENAI_API_KEY: z.string(), PORT_API_KEY: z.string() },
});

export class Assistant {
  private readonly client = new OpenAI({ baseURL });
  // Beside a temperature a word of everyday life is a setting.
  defaults = { temperature: 0.2, stop: ["END"], seed: 7, n: 2 };
  supports = { temperature: true, tool_choice: true, penalty: false };
  names = { presencePenalty: "presence_penalty", frequency_penalty: "https://example.com/penalties" };

  async ask(history: Turn[], options: Partial<Options> = {}) {
    return this.client.chat.completions.create({ ...this.defaults, ...options, model: "gpt-4o", messages: history });
  }
}

export const strict = { frequency_penalty: 0.4, reasoning_effort: "low" };
export const preset = { model: "gpt-4o-mini", topK: 3, n: 2, functions: [lookup] };
export const schema = { stop: z.array(z.string()), frequency_penalty: z.number() };
export const retriever = { topK: 4, stop: () => close(), seed: "data" };
export const asTool = (t: Tool) => ({ type: "function", function: { name: t.name, parameters: t.schema } });
history.push({ role: "tool", content: result });
