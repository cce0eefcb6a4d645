import SwiftAnthropic

final class Asker {
  let service: AnthropicService

  func ask(_ parameters: MessageParameter) async throws {
    let parameters = MessageParameter(model: .claude37Sonnet, messages: [.init(role: .user, content: .text("Hi"))], maxTokens: 99, system: .text("Be brief."), stopSequences: ["END"])
    let message = try await service.createMessage(parameters)
    print(message.stopReason)
    try await observable.createMessage(parameters: parameters) // the program's own
  }
}
