using Azure;
using Azure.AI.OpenAI;

namespace Example;

public class Embedder
{
    private readonly AzureOpenAIClient _client;
    private OpenAIClient? _old = null;
    private readonly List<string> _names;

    public Embedder(Settings settings)
    {
        _client = new(new Uri(settings.Endpoint), new AzureKeyCredential(settings.Key));
        _old = new(new Uri(settings.Endpoint), new AzureKeyCredential(settings.Key));
        _names = new(capacity: 4);
    }

    public float[] Embed(string text)
    {
        EmbeddingsOptions options;
        options = new() { DeploymentName = "text-embedding-3-small", Input = { text } };
        return _old.GetEmbeddings(options).Value.Data[0].Embedding.ToArray();
    }
}
