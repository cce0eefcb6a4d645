import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.ChatModel;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.WebSearchTool;
import java.util.List;
import java.util.Map;

class Shop {
    record Order(String id) {}

    private final OpenAIClient client = OpenAIOkHttpClient.fromEnv();
    private final OpenAIClient groq = OpenAIOkHttpClient.builder()
            .apiKey(System.getenv("GROQ_API_KEY"))
            .baseUrl("https://api.groq.com/openai/v1")
            .build();

    // A builder that is kept in a variable, and goes on there.
    String keep(String question) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(ChatModel.GPT_4O)
                .reasoningEffort(ReasoningEffort.LOW)
                .stopOfStrings(List.of("END"))
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("find_order")
                                .parameters(FunctionParameters.builder()
                                        .putAdditionalProperty("type", JsonValue.from("object"))
                                        .putAdditionalProperty("properties", JsonValue.from(Map.of("id", Map.of("type", "string"))))
                                        .build())
                                .build())
                        .build());
        params.addDeveloperMessage("Be brief.");
        params.addUserMessage(question);
        ChatCompletion answer = client.chat().completions().create(params.build());
        return answer.choices().get(0).message().content().get();
    }

    // A schema made of a class, and a host that is not OpenAI's.
    void schema() {
        groq.chat().completions().create(ChatCompletionCreateParams.builder()
                .model("llama-3.3-70b-versatile")
                .seed(7)
                .addUserMessage("Hi")
                .responseFormat(Order.class)
                .build());
        client.async().responses().create(ResponseCreateParams.builder()
                .model("gpt-5")
                .instructions("Look it up.")
                .input("What is new?")
                .addTool(WebSearchTool.builder().build())
                .build());
    }
}
