import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

class Converse {
    static String handed(BedrockRuntimeClient unused) {
        var client = BedrockRuntimeClient.builder().build();
        var message = Message.builder().role(ConversationRole.USER).content(ContentBlock.fromText("Hi")).build();
        ConverseResponse r = client.converse(request -> request
                .modelId("amazon.nova-lite-v1:0")
                .messages(message)
                .inferenceConfig(config -> config.maxTokens(64).temperature(0.5F)));
        return r.output().message().content().get(0).text();
    }

    static void built(BedrockRuntimeClient client, Message... messages) {
        client.converse(ConverseRequest.builder()
                .modelId("anthropic.claude-3-haiku-20240307-v1:0")
                .system(SystemContentBlock.fromText("Be kind."))
                .messages(messages)
                .build());
        client.invokeModel(b -> b.modelId("meta.llama3-8b-instruct-v1:0").body(SdkBytes.fromUtf8String("{\"prompt\": \"x\", \"max_gen_len\": 9}")));
    }
}
