import SwiftOpenAI

final class Painter {
  init(service: OpenAIService) { self.service = service }

  func paint(_ prompt: String) async throws {
    let image = try await service.createImages(parameters: .init(prompt: prompt, model: .dallE3))
    let parameters = ChatCompletionParameters(messages: [.init(role: .user, content: .text(prompt))], model: .gpt4o, frequencyPenalty: 0.5)
    _ = try await service.startChat(parameters: parameters)
    _ = try await service.deleteAssistant(id: "asst_1")
  }

  private let service: OpenAIService
}

let service = OpenAIServiceFactory.service(apiKey: "k")
