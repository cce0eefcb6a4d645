import type { Model } from "./types";

export const DEFAULT_MODEL: Model = {
  id: "gpt-5.4-mini",
  name: "GPT-5.4 mini",
  provider: "OpenAI",
  providerId: "openai",
};

export const STORE = { id: "pinecone-1", provider: "openai-compatible-store", providerId: "none" };
export const LOGIN = { provider: "google", id: "login-2", name: "Sign in" };
