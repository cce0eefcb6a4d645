import aws.sdk.kotlin.services.bedrockruntime.BedrockRuntimeClient
import aws.sdk.kotlin.services.bedrockruntime.model.ContentBlock
import aws.sdk.kotlin.services.bedrockruntime.model.ConversationRole
import aws.sdk.kotlin.services.bedrockruntime.model.ConverseRequest
import aws.sdk.kotlin.services.bedrockruntime.model.Message

suspend fun ask(question: String): String? {
    BedrockRuntimeClient { region = "us-east-1" }.use { client ->
        val request = ConverseRequest {
            this.modelId = "amazon.nova-lite-v1:0"
            messages = listOf(Message {
                role = ConversationRole.User
                content = listOf(ContentBlock.Text(question))
            })
        }
        val response = client.converse(request)
        return response.output?.asMessage()?.content?.first()?.asText()
    }
}
