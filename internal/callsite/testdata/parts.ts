// Parts of requests in a program of which nothing else says whom it speaks to:
// it turns the turns of Claude and OpenAI into those of Gemini.
export function toContents(turns: Turn[]) {
  return turns.map((t) => ({ role: t.role === "assistant" ? "model" : "user", parts: [{ text: t.content }] }));
}
export const declared = (tools: Tool[]) => [{ functionDeclarations: tools.map((t) => t.function) }];
export const picture = (data: string) => ({ inlineData: { mimeType: "image/png", data } });
export const thresholds = [
  { category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" },
  { category: "HARM_CATEGORY_HATE_SPEECH", threshold: "BLOCK_NONE" },
];
export const row = { role: "model", parts: 3, category: "HARM", image: { source: data } };
