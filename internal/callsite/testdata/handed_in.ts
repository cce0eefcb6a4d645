import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import OpenAI from "openai";

export class Batches {
  constructor(private readonly api: OpenAI, private readonly store: Store) {}

  async stop(id: string) {
    await this.store.cancel(id);
    return this.api.batches.cancel(id);
  }
}

// The name alone says nothing where two things have it.
export function both(one: { io: OpenAI }, two: { io: BedrockAgentRuntimeClient }) {
  return [one.io.uploads.cancel("u"), two.io.config];
}
