using Azure.Identity;
using Microsoft.SemanticKernel;

// A host: nothing of a vendor's is imported, its methods extend the builder.
var builder = WebApplication.CreateBuilder(args);
builder.AddAzureOpenAIClient("assistant", configureSettings: s => s.Credential = new DefaultAzureCredential());
builder.AddKeyedOllamaApiClient("drafts");
builder.AddCosmosDbClient("notes");
builder.Services.AddKernel()
    .AddAzureOpenAIChatCompletion(builder.Configuration["Chat:Deployment"]!)
    .AddInMemoryVectorStore()
    .AddAzureOpenAITextEmbeddingGeneration("text-embedding-3-small");
builder.Services.AddOpenAIChatCompletion("gpt-4o", apiKey);

// The other host, which starts the first and what it needs.
var apps = DistributedApplication.CreateBuilder(args);
var openai = apps.AddAzureOpenAI("openai");
openai.AddDeployment(name: "chat", modelName: "gpt-4o", modelVersion: "2024-08-06");
var small = apps.AddOllama("ollama").AddModel("llama3.2");
var own = apps.AddChatModel("llm");
own.RunAsOllama("phi4", c => c.WithLifetime(ContainerLifetime.Persistent));
own.RunAsWorker("job-7");
var db = apps.AddPostgres("pg").AddDatabase("notes");
