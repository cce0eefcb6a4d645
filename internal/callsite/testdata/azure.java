import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.*;

class Ask {
    void ask(OpenAIClient client, String deployment, String service) {
        OpenAIClient own = new OpenAIClientBuilder().endpoint("https://%s.openai.azure.com".formatted(service)).buildClient();
        List<ChatRequestMessage> messages = new ArrayList<>();
        messages.add(new ChatRequestSystemMessage("Be brief."));
        ChatCompletionsOptions options = new ChatCompletionsOptions(messages);
        options.setMaxTokens(400);
        options.setN(2);
        client.getChatCompletions(deployment, options);
        own.getChatCompletions("gpt-4o", new ChatCompletionsOptions(messages).setSeed(3L).setResponseFormat(new ChatCompletionsJsonResponseFormat()));
    }
}
