import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.*;
import org.json.JSONObject;

class Chat {
  BedrockRuntimeAsyncClient client;

  String ask(String prompt) {
    var body = """
        {
          "anthropic_version": "bedrock-2023-05-31",
          "max_tokens": 512,
          "messages": [{"role": "user", "content": [{"type": "text", "text": "%s"}]}],
          "stop_sequences": ["x"]
        }
        """.formatted(prompt);
    InvokeModelRequest request = InvokeModelRequest.builder().modelId("anthropic.claude-3-haiku-20240307-v1:0").body(SdkBytes.fromUtf8String(body)).build();
    client.invokeModel(request);
    ConverseRequest turn = ConverseRequest.builder().modelId("us.amazon.nova-pro-v1:0")
        .toolConfig(ToolConfiguration.builder().tools(Tool.builder().toolSpec(ToolSpecification.builder().name("x").build()).build()).toolChoice(ToolChoice.fromAuto(x)).build())
        .build();
    client.converse(turn).output().message().content().get(0).text();
    var nova = new JSONObject();
    nova.put("schemaVersion", "messages-v1");
    nova.put("inferenceConfig", new JSONObject().put("maxTokens", 4).put("topK", 3));
    client.invokeModel(b -> b.modelId("amazon.nova-lite-v1:0").body(SdkBytes.fromUtf8String(nova.toString())));
    return "";
  }

  InferenceConfiguration handed() {
    return InferenceConfiguration.builder().maxTokens(2000).stopSequences(List.of("</answer>")).build();
  }

  Config own() {
    return Config.builder().topK(5).build();
  }
}
