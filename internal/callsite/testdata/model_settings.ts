import { createOpenAI } from "@ai-sdk/openai";
import { google } from "@ai-sdk/google";
import { mistral } from "@ai-sdk/mistral";

const openai = process.env.OPENAI_API_KEY ? createOpenAI({ apiKey: process.env.OPENAI_API_KEY }) : undefined;

// Settings of the model, which were its second argument up to version 4.
export const thinker = openai?.("o3-mini", {
  reasoningEffort: "medium",
  structuredOutputs: true,
});
export const talker = openai!.chat("gpt-4o", { logitBias: { 50256: -100 }, user: "u-1", parallelToolCalls: false });
export const finder = google("gemini-2.5-flash", {
  useSearchGrounding: true,
  safetySettings: [{ category: "HARM_CATEGORY_HATE_SPEECH", threshold: "BLOCK_NONE" }],
});
export const careful = mistral("mistral-large-latest", { safePrompt: true });
