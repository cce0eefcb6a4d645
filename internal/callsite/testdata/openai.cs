using Azure.AI.OpenAI;
using Azure.Identity;
using OpenAI;
using OpenAI.Assistants;
using OpenAI.Chat;
using OpenAI.Responses;

ChatClient client = new("gpt-4o-mini", Environment.GetEnvironmentVariable("OPENAI_API_KEY"));
ChatCompletionOptions options = new()
{
    MaxOutputTokenCount = 64,
    Temperature = 0.2f,
    StopSequences = { "END" },
    ResponseFormat = ChatResponseFormat.CreateJsonObjectFormat(),
};
ChatCompletion answer = await client.CompleteChatAsync(
    [new SystemChatMessage("Be brief."), new UserChatMessage("Hi")], options);
Console.WriteLine(answer.Content[0].Text);

var azure = new AzureOpenAIClient(new Uri("https://shop.openai.azure.com"), new DefaultAzureCredential());
azure.GetChatClient("chat-deployment").CompleteChat("Hi");

CreateResponseOptions search = new("gpt-5", [ResponseItem.CreateUserMessageItem("What is new?")])
{
    Tools = { new McpTool(serverLabel: "shop", serverUri: new Uri("https://example.com/sse")) },
};
ResponsesClient responses = new(apiKey: "k");
var r = responses.CreateResponse(search);

#pragma warning disable OPENAI001
AssistantClient assistants = new("k");
var assistant = await assistants.CreateAssistantAsync("gpt-4o", new AssistantCreationOptions { Instructions = "Help." });
