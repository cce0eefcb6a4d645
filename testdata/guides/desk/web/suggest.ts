import OpenAI from "openai";

const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

/** Suggests a subject line for what somebody is typing. */
export async function suggest(draft: string, language: string): Promise<string> {
  const response = await openai.responses.create({
    model: "gpt-4o-mini",
    instructions: `Write one subject line for the ticket, in ${language}. No quotes.`,
    input: draft,
    max_output_tokens: 40,
    temperature: 0.3,
    store: false,
  });
  if (response.status === "incomplete") {
    return draft.slice(0, 60);
  }
  return response.output_text.trim();
}
