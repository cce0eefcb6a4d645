import com.anthropic.bedrock.backends.BedrockBackend;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GeminiThinkingConfig;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.SystemMessage;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatOptions;

class Models {
    interface Tutor {
        @SystemMessage("You teach.")
        String teach(String topic);
    }

    ChatModel deepseek = OpenAiChatModel.builder()
            .baseUrl("https://api.deepseek.com")
            .modelName("deepseek-chat")
            .temperature(0.2)
            .logRequests(true)
            .build();

    ChatModel gemini() {
        return GoogleAiGeminiChatModel.builder()
                .modelName("gemini-2.5-flash")
                .topK(40)
                .thinkingConfig(GeminiThinkingConfig.builder().thinkingBudget(512).build())
                .returnThinking(true)
                .build();
    }

    // The class is Anthropic's, Amazon serves.
    void claude() {
        var client = AnthropicOkHttpClient.builder().backend(BedrockBackend.fromEnv()).build();
        client.messages().create(MessageCreateParams.builder()
                .model("anthropic.claude-sonnet-4-20250514-v1:0")
                .maxTokens(100)
                .topK(5)
                .addUserMessage("Hi")
                .build());
    }

    String spring(ChatClient.Builder builder) {
        return builder.build().prompt().system("Be brief.").user("Hi")
                .options(OpenAiChatOptions.builder().model("gpt-4o").frequencyPenalty(0.1).build())
                .call().content();
    }
}
