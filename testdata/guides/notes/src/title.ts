import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });

export async function title(note: string): Promise<string> {
  const response = await ai.models.generateContent({
    model: "gemini-2.0-flash",
    contents: `Give this note a title of at most six words:\n\n${note}`,
    config: { maxOutputTokens: 30, temperature: 0.2 },
  });
  return response.text ?? "";
}
