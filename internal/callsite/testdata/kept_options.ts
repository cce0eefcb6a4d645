import { generateText } from "ai";
import { modelFor } from "./registry";

function optionsFor(quick: boolean) {
  if (quick) {
    return { openai: { reasoningEffort: "minimal" as const } };
  }
  return undefined;
}

export const slow = {
  anthropic: { thinking: { type: "enabled", budgetTokens: 4000 } },
  google: { thinkingConfig: { thinkingBudget: 100 } },
};

// Not options for a vendor but what the program keeps about each.
export const labels = { openai: { title: "OpenAI" }, anthropic: { title: "Anthropic" } };

export async function title(text: string) {
  const { text: out } = await generateText({ model: modelFor("small"), prompt: text, providerOptions: optionsFor(true) });
  return out;
}
