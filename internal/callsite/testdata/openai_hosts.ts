// Asks several hosts that speak OpenAI's interface.
import OpenAI, { AzureOpenAI } from "openai";
import { zodResponseFormat, zodFunction } from "openai/helpers/zod";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import { z } from "zod";

const MODEL = process.env.SHOP_MODEL ?? "gpt-4o";
const Answer = z.object({ price: z.number() });

export class Shop {
  private readonly client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
  #fast = new OpenAI({ baseURL: "https://api.groq.com/openai/v1", apiKey: process.env.GROQ_API_KEY });

  async ask(question: string, history: ChatCompletionMessageParam[]) {
    const reply = await this.client.chat.completions.create({
      model: MODEL,
      messages: [{ role: "developer", content: "You are a shop's assistant." }, ...history, { role: "user", content: `Q: ${question}` }],
      tools: [zodFunction({ name: "price", parameters: Answer })],
      response_format: zodResponseFormat(Answer, "answer"),
      max_completion_tokens: 300,
      seed: 7,
    });
    return reply.choices[0]?.message.content;
  }

  async fast(question: string) {
    for await (const chunk of await this.#fast.chat.completions.create({ model: "llama-3.3-70b-versatile", stream: true, messages: [{ role: "user", content: question }] })) {
      process.stdout.write(chunk.choices[0]?.delta?.content ?? "");
    }
  }
}

const byPath = new OpenAI({
  baseURL: `${process.env.ENDPOINT}/openai/deployments/${process.env.NAME}`,
  defaultQuery: { "api-version": "2024-10-21" },
});
const azure = new AzureOpenAI({ endpoint: "https://shop.openai.azure.com", apiVersion: "2024-10-21", deployment: "gpt-4o-shop" });

export const onAzure = (q: string) => azure.chat.completions.create({ model: "gpt-4o-shop", messages: [{ role: "user", content: q }], logit_bias: { 50256: -100 } });
export const onPath = (q: string) => byPath.chat.completions.create({ model: "", messages: [{ role: "user", content: q }] });

/** A client that another file makes: the path and the arguments tell. */
export async function elsewhere(ctx: { ai: any }, text: string) {
  const r = await ctx.ai.responses.create({ model: "gpt-5", instructions: "Be brief.", input: text, previous_response_id: "resp_1" });
  return r.output_text;
}

export async function old(text: string) {
  const client = new OpenAI();
  const thread = await client.beta.threads.create();
  await client.images.generate({ model: "dall-e-3", prompt: text, size: "1024x1024" });
  return client.embeddings.create({ model: "text-embedding-3-small", input: text, dimensions: 256 });
}
