import com.anthropic.models.messages.Model;
import org.springframework.ai.mistralai.MistralAiChatOptions;
import org.springframework.ai.mistralai.api.MistralAiApi;
import org.springframework.ai.openai.OpenAiAudioSpeechOptions;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiImageOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.openai.api.OpenAiAudioApi;
import org.springframework.ai.openai.api.ResponseFormat;

class Options {
  static final String FALLBACK = Model.CLAUDE_HAIKU_4_5.asString();

  Object chat() {
    var small = MistralAiChatOptions.builder().model(MistralAiApi.ChatModel.MISTRAL_SMALL.getValue()).build();
    return OpenAiChatOptions.builder()
        .withModel(OpenAiApi.ChatModel.GPT_4_O.getValue())
        .withStop(List.of("END"))
        .withSeed(3)
        .responseFormat(ResponseFormat.builder().type(ResponseFormat.Type.JSON_OBJECT).build())
        .build();
  }

  Object speak() {
    return OpenAiAudioSpeechOptions.builder().voice(OpenAiAudioApi.SpeechRequest.Voice.ALLOY).model(OpenAiAudioApi.TtsModel.TTS_1.value).build();
  }

  Object draw() {
    return OpenAiImageOptions.builder().model("dall-e-3").quality("hd").width(1024).build();
  }

  String other() {
    return Color.DARK_RED.getValue() + Book.SONNET.getName();
  }
}
