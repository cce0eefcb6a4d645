import SwiftUI

final class Mail {
  let service: MailService

  func send(_ parameters: Parameters) async throws {
    let message = try await service.createMessage(parameters)
    let model = GenerativeArt(name: "gemini", seed: 3)
    weather.temperature = .init(max: 3)
    print(message.stopReason)
  }
}
