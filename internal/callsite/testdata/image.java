import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.*;
import java.util.List;

class Image {
    void run(String data) {
        AnthropicClient client = AnthropicOkHttpClient.fromEnv();
        ContentBlockParam image = ContentBlockParam.ofImage(ImageBlockParam.builder()
                .source(Base64ImageSource.builder().mediaType(Base64ImageSource.MediaType.IMAGE_PNG).data(data).build())
                .build());
        client.messages().create(MessageCreateParams.builder()
                .model(Model.CLAUDE_SONNET_5)
                .addUserMessageOfBlockParams(List.of(image))
                .maxTokens(2048)
                .build());
    }
}
