import Anthropic from "@anthropic-ai/sdk";
import AnthropicBedrock from "@anthropic-ai/bedrock-sdk";
import { GoogleGenAI, createUserContent, createPartFromUri } from "@google/genai";
import { GoogleGenerativeAI } from "@google/generative-ai";
import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";

const claude = new Anthropic();
const onBedrock = new AnthropicBedrock({ awsRegion: "us-west-2" });
const ai = new GoogleGenAI({ vertexai: true, project: "shop", location: "global" });
const gemini = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const bedrock = new BedrockRuntimeClient({ region: "us-east-1" });

export async function ask(question: string, pdf: string) {
  const stream = claude.messages.stream({
    model: "claude-opus-4-6",
    max_tokens: 1024,
    system: "You are a shop's assistant.",
    thinking: { type: "adaptive" },
    messages: [{ role: "user", content: [{ type: "document", source: { type: "base64", media_type: "application/pdf", data: pdf } }, { type: "text", text: question }] }],
  });
  const message = await stream.finalMessage();
  if (message.stop_reason === "refusal") return "";
  await onBedrock.messages.create({ model: "anthropic.claude-sonnet-4-5-20250929-v1:0", max_tokens: 10, messages: [{ role: "user", content: question }] });
  return message.usage.input_tokens;
}

export async function google(question: string) {
  const r = await gemini.models.generateContent({
    model: "gemini-2.5-flash",
    contents: createUserContent([question, createPartFromUri("gs://a/b.png", "image/png")]),
    config: { systemInstruction: "Be brief.", topK: 40, candidateCount: 2, tools: [{ googleSearch: {} }] },
  });
  const chat = ai.chats.create({ model: "gemini-2.5-pro", history: [] });
  await chat.sendMessage({ message: question, config: { seed: 3 } });
  const model = new GoogleGenerativeAI(process.env.GOOGLE_API_KEY!).getGenerativeModel({ model: "gemini-1.5-flash" });
  await model.generateContent("Hello");
  return r.candidates?.[0]?.content;
}

export async function amazon(text: string) {
  const r = await bedrock.send(new ConverseCommand({ modelId: "amazon.nova-lite-v1:0", messages: [{ role: "user", content: [{ text }] }], inferenceConfig: { maxTokens: 100 } }));
  await bedrock.send(new InvokeModelCommand({ modelId: "anthropic.claude-3-haiku-20240307-v1:0", body: JSON.stringify({ anthropic_version: "bedrock-2023-05-31", max_tokens: 5, messages: [{ role: "user", content: text }] }) }));
  return r.output?.message;
}
