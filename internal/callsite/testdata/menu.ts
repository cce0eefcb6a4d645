// Menus and tables of models, in a file that imports nothing.
export const MODELS = [
  { label: "Maverick", value: "meta-llama/llama-4-maverick-17b-128e-instruct" },
  { label: "Coder", value: "qwen-2.5-coder-32b" },
  { label: "Kimi", value: "moonshotai/kimi-k2-instruct" },
];
export type ModelName = "command-r-plus" | "gpt-4o" | (string & {});
export const byProvider = { zai: ["glm-5.2", "glm-4.7"], mistral: ["mistral-embed", "codestral-embed"] };
const isQwen = (model: string) => model === "Qwen/Qwen2.5-7B-Instruct-Turbo";
