import OpenAI from "openai";

const hosted = new OpenAI({ baseURL: "http://localhost:3000/v1", apiKey: process.env.HF_TOKEN });
const answer = await hosted.responses.create({ model: "meta-llama/Llama-3.3-70B-Instruct:cerebras", input: "Hi" });
const other = process.env.HF_TOKEN;
