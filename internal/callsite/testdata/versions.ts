import { AzureOpenAI } from "openai";

process.env.AZURE_OPENAI_API_VERSION ??= "2024-02-01";
process.env.STORAGE_API_VERSION ??= "2024-02-01";
const client = new AzureOpenAI({ apiVersion: process.env.VERSION || "2024-06-01" });
