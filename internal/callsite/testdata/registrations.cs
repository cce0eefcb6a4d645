using Microsoft.Extensions.Hosting;
using Microsoft.KernelMemory;
using Microsoft.SemanticKernel;

var host = Host.CreateApplicationBuilder(args);
host.AddAzureOpenAIClient("ai");
host.AddOllamaApiClient("local");
host.Services.AddKernel();
IKernel kernel = new KernelBuilder()
    .Configure(config => config.AddOpenAIChatCompletionService(modelId: "gpt-3.5-turbo", apiKey: key))
    .Build();
var memory = new KernelMemoryBuilder()
    .WithAzureOpenAITextGeneration(new AzureOpenAIConfig { Deployment = "gpt-4o" })
    .WithOpenAITextEmbeddingGeneration(settings)
    .Build<MemoryServerless>();
