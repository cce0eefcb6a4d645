import com.anthropic.client.okhttp.AnthropicOkHttpClient
import com.anthropic.models.messages.MessageCreateParams

// A builder that nothing is said to yet is a value like any other.
class Drafts(private val held: Held) {
    private val client = AnthropicOkHttpClient.fromEnv()

    fun start() = held.add(MessageCreateParams.builder())

    fun begin() {
        held.drafts.create(MessageCreateParams.builder())
        held.drafts.keep("draft", MessageCreateParams.builder().model("claude-haiku-4-5"))
    }
}
