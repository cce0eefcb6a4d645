param chatModel string = 'gpt-4o-mini'
// param oldModel string = 'gpt-4'
resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2023-05-01' = {
  name: chatModel
  properties: { model: { format: 'OpenAI', name: 'gpt-4o', version: '2024-08-06' } }
}
