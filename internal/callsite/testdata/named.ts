import { openai } from "@/app/openai";
import { togetherClient } from "@/utils/clients";
import { db } from "@/db";
import Instructor from "@instructor-ai/instructor";
import OpenAI from "npm:openai@4";
import { GoogleGenAI } from "https://esm.sh/@google/genai@1.4.0";

export async function POST(file) {
  const up = await openai.files.create({ file, purpose: "assistants" });
  await openai.beta.vectorStores.files.create(store, { file_id: up.id });
  const list = await openai.beta.vectorStores.files.list(store);
  await openai.beta.assistants.retrieve("a");
  await togetherClient.chat.completions.create({ model: "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", messages: [] });
  await db.files.create({ file });
  await db.openaiFiles.files.list();
}

const client = Instructor({ client: new OpenAI({ baseURL: "https://api.together.xyz/v1" }), mode: "TOOLS" });
await client.chat.completions.create({ model: "Qwen/Qwen2.5-7B-Instruct-Turbo", messages: [] });

const MODEL = process.env.SUMMARY_MODEL || "gpt-4o-mini";
await new OpenAI().chat.completions.create({ model: MODEL, messages: [], tools: tools.map((t) => ({ type: "function", function: t })) });

const ai = new GoogleGenAI({});
await ai.models.generateContent({ model: "gemini-2.5-flash", contents: "x", config: { tools: [{ functionDeclarations: [light] }] } });
