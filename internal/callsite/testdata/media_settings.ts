import { GoogleGenAI } from "@google/genai";

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });

export async function film(req: any) {
  const aspectRatio = req.body.aspectRatio || "16:9";
  const personGeneration = req.body.people || "allow_all";
  const config = { aspectRatio, personGeneration };
  return ai.models.generateVideos({ model: req.body.model, prompt: req.body.prompt, config });
}
