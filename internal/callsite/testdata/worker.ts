import { createWorkersAI } from "workers-ai-provider";
import { generateText } from "ai";

const apiHost = "us-central1-aiplatform.googleapis.com";

export default {
  async fetch(request: Request, env: Env) {
    const workersai = createWorkersAI({ binding: env.AI });
    const { text } = await generateText({ model: workersai("@cf/meta/llama-3.3-70b-instruct-fp8-fast"), toolChoice: "required", prompt: "Hi" });
    const raw = await env.AI.run("@cf/qwen/qwen1.5-14b-chat-awq", { prompt: text });
    if (request.headers.get("host") === "api.openai.com") return fetch(`${env.NAME}.openai.azure.com/openai/deployments/chat/chat/completions`);
    await fetch(`${env.URL}/api/generate`, { method: "POST", body: JSON.stringify({ model: "llama3.1", system: "Be brief.", prompt: raw, options: { num_ctx: 4096 } }) });
    return fetch("https://api.openai.com/v1/completions", {
      method: "POST",
      body: JSON.stringify({ model: "gpt-3.5-turbo-instruct", prompt: raw, best_of: 2, logprobs: 1, suffix: "." }),
    });
  },
};
