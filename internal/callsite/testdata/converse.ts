import { InferenceConfiguration } from '@aws-sdk/client-bedrock-runtime'

export async function ask(service: ConverseService, modelId: string, tool: Tool) {
  return await service.converse({
    modelId,
    system: [{ text: 'Be brief.' }],
    messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
    toolConfig: { tools: [tool], toolChoice: { any: {} } },
  })
}
