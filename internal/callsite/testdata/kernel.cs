using Amazon.BedrockRuntime;
using Amazon.BedrockRuntime.Model;
using Anthropic;
using Anthropic.Models.Messages;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Connectors.OpenAI;

var builder = Kernel.CreateBuilder();
builder.AddOpenAIChatCompletion("gpt-4o", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
builder.Services.AddOllamaChatCompletion("llama3.1", new Uri("http://localhost:11434"));
var settings = new OpenAIPromptExecutionSettings { Temperature = 0.1, PresencePenalty = 0.5, ChatSystemPrompt = "Be brief." };

AnthropicClient claude = new();
MessageCreateParams parameters = new()
{
    MaxTokens = 100,
    TopK = 5,
    System = "Be kind.",
    Messages = [new() { Content = "Hi", Role = Role.User }],
    Model = Model.ClaudeSonnet4_5,
};
var message = await claude.Messages.Create(parameters);

var bedrock = new AmazonBedrockRuntimeClient();
var response = await bedrock.ConverseAsync(new ConverseRequest
{
    ModelId = "amazon.nova-lite-v1:0",
    Messages = new List<Message> { new Message { Role = ConversationRole.User, Content = new List<ContentBlock> { new ContentBlock { Text = "Hi" } } } },
    InferenceConfig = new InferenceConfiguration { MaxTokens = 64, StopSequences = ["END"] },
});
Console.WriteLine(response.Output.Message.Content[0].Text);
