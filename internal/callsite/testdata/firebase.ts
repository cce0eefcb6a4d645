import { getAI, getGenerativeModel, GoogleAIBackend, VertexAIBackend } from "firebase/ai";
import { app, other } from "./app";

const ai = getAI(app, { backend: new GoogleAIBackend() });
const model = getGenerativeModel(ai, { model: "gemini-2.5-flash", generationConfig: { topK: 20 } });
const answer = await model.generateContent("Hello");

const cloud = getAI(app, { backend: new VertexAIBackend("europe-west1") });
const chat = getGenerativeModel(cloud, { model: "gemini-2.5-pro", systemInstruction: "Be brief." }).startChat();
await chat.sendMessage(question);

await getGenerativeModel(other, { model: "gemini-2.5-flash-lite" }).generateContentStream(prompt);
