import { anthropic, createAgent, createNetwork, gemini, grok, openai } from "@inngest/agent-kit";

const writer = createAgent({
  name: "writer",
  system: "Write plainly.",
  model: openai({ model: "gpt-4o", defaultParameters: { temperature: 0.4 } }),
});
const editor = createAgent({
  name: "editor",
  system: "Edit gently.",
  model: anthropic({ model: "claude-sonnet-4-5", defaultParameters: { max_tokens: 1000 } }),
});
export const team = createNetwork({ agents: [writer, editor], defaultModel: gemini({ model: "gemini-2.5-flash" }) });
export const spare = grok({ model: "grok-4", apiKey: process.env.XAI_API_KEY });
