import { deepinfra } from "@ai-sdk/deepinfra";
import { createMoonshotAI } from "@ai-sdk/moonshotai";

export const model = deepinfra("meta-llama/Llama-3.3-70B-Instruct-Turbo");
export const kimi = createMoonshotAI({ baseURL: "https://api.moonshot.ai/v1" })("kimi-k2");
