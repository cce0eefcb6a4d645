import io.cequence.openaiscala.anthropic.domain.Content.ContentBlock.{MediaBlock, TextBlock}
import io.cequence.openaiscala.anthropic.domain.Message.{SystemMessage, UserMessageContent}
import io.cequence.openaiscala.anthropic.domain.settings.AnthropicCreateMessageSettings
import io.cequence.openaiscala.anthropic.service.AnthropicServiceFactory
import io.cequence.openaiscala.domain.NonOpenAIModelId

object Ask {
  private val service = AnthropicServiceFactory(withPdf = true)
  private val messages = Seq(SystemMessage("Be brief."), UserMessageContent(Seq(TextBlock("What is this?"), MediaBlock.pdf(data = pdf))))

  def run = service.createMessage(messages, settings = AnthropicCreateMessageSettings(model = NonOpenAIModelId.claude_3_7_sonnet_20250219, max_tokens = 99))
}
