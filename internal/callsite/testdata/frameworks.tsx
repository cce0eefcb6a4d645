import { generateText, streamText, Output } from "ai";
import { createOpenAI, openai } from "@ai-sdk/openai";
import { anthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { ChatOpenAI } from "@langchain/openai";
import { ChatBedrockConverse } from "@langchain/aws";
import { Ollama } from "ollama";
import { Mistral } from "@mistralai/mistralai";
import { CohereClientV2 } from "cohere-ai";

const groq = createOpenAI({ baseURL: "https://api.groq.com/openai/v1", apiKey: process.env.GROQ_API_KEY });
const local = createOpenAICompatible({ name: "local", baseURL: "http://localhost:8000/v1" });

export const Help = async ({ question }: { question: string }) => {
  const { text } = await generateText({
    model: openai("gpt-4o"),
    prompt: question,
    tools: { search: openai.tools.webSearch(), run: anthropic.tools.codeExecution_20250825() },
    providerOptions: {
      anthropic: { thinking: { type: "enabled", budgetTokens: 1200 } },
      openai: { reasoningEffort: "low", prediction: { type: "content", content: question } },
    },
  });
  streamText({ model: groq("llama-3.3-70b-versatile"), prompt: question, topK: 5 });
  streamText({ model: local("qwen3-32b"), prompt: question });
  return <p title="gpt">{text}</p>;
};

export const chain = new ChatOpenAI({ model: "gpt-4o-mini", temperature: 0.2, frequencyPenalty: 0.5, maxRetries: 2 });
export const aws = new ChatBedrockConverse({ model: "anthropic.claude-3-5-sonnet-20240620-v1:0", maxTokens: 100, region: "us-east-1" });

export async function others(q: string) {
  const ollama = new Ollama({ host: "http://127.0.0.1:11434" });
  await ollama.chat({ model: "llama3.2", messages: [{ role: "user", content: q }], options: { num_ctx: 8192 } });
  const m = new Mistral({ apiKey: process.env.MISTRAL_API_KEY });
  await m.chat.complete({ model: "mistral-large-latest", messages: [{ role: "user", content: q }], safePrompt: true, randomSeed: 3 });
  const co = new CohereClientV2({ token: process.env.CO_API_KEY });
  await co.chat({ model: "command-a-03-2025", messages: [{ role: "user", content: q }], k: 3 });
}

export const MODELS = [
  { label: "one", value: "gpt-4.1-mini" },
  { label: "two", value: "claude-3-5-haiku-20241022" },
  { label: "three", value: "deepseek-chat" },
];
