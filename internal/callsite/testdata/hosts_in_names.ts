// Who serves a model that several have is said by the name that it is given to.
export const GROQ_MODEL = "qwen/qwen3-32b";
const config = {
  groqModel: "qwen/qwen3-32b",
  togetherModel: "Qwen/Qwen2.5-7B-Instruct-Turbo",
  openaiModel: "gpt-4o",
};
const openrouterModel = "meta-llama/llama-3.3-70b-instruct";
class Settings {
  azureOpenAiDeployment = "gpt-4o-mini";
  groqExample = "not-a-model-1";
}
// One that only one host ever called so.
const picks = [{ model: "mixtral-8x7b-32768" }];
