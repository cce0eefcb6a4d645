import com.azure.ai.openai.OpenAIAsyncClient;
import com.microsoft.semantickernel.connectors.ai.openai.util.OpenAIClientProvider;

class Hello {
    OpenAIAsyncClient client = OpenAIClientProvider.getClient();
}
