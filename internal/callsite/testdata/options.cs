using Azure.AI.OpenAI;
using OpenAI;

var options = new OpenAIClientOptions { Endpoint = new Uri("http://localhost:11434/v1") };
var local = new OpenAIClient(new ApiKeyCredential("x"), options).GetChatClient("llama3");
var own = new OpenAIClient(key);
var azure = new OpenAIClient(new Uri("https://shop.openai.azure.com"), new AzureKeyCredential(key));
