import { Mistral } from "@mistralai/mistralai";

const client = new Mistral({ apiKey: process.env["MISTRAL_API_KEY"] });
const agent = await client.beta.agents.create({
  model: "mistral-medium-latest",
  instructions: "Use your websearch abilities.",
  tools: [{ type: "web_search" }],
});
const begun = await client.beta.conversations.start({ agentId: agent.id, inputs: "Who won?" });
await client.beta.conversations.append({ conversationId: begun.conversationId });
