import sttp.ai.claude.{ClaudeClient, ClaudeSyncClient}
import sttp.ai.claude.models.{ContentBlock, Message, Tool}
import sttp.ai.claude.requests.MessageRequest
import sttp.ai.openai.OpenAI
import sttp.ai.openai.requests.completions.chat.ChatRequestBody.{ChatBody, ChatCompletionModel}
import sttp.ai.openai.requests.completions.chat.message.{Content, Message as Turn}

object Ask extends App {
  val claude = ClaudeSyncClient.fromEnv
  val request = MessageRequest.withSystem(
    model = "claude-haiku-4-5-20251001",
    system = "Be brief.",
    messages = List(Message.user("Hi")),
    maxTokens = 99
  ).copy(stopSequences = Some(List("END")))
  val reply = claude.createMessage(MessageRequest(model = "claude-opus-4-20250514", messages = List(Message.user("Hi")), maxTokens = 9, stopSequences = Some(List("END")), tools = Some(List(Tool(name = "f", description = "d", inputSchema = schema)))))
  println(reply.stopReason)

  val openAI = OpenAI.fromEnv
  def chat(other: OpenAI) =
    other
      .createStreamedChatCompletion(ChatBody(model = ChatCompletionModel.GPT4oMini, messages = Seq(Turn.System("Be brief."))))
}
