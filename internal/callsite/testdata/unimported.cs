var endpoint = new Uri("http://localhost:11434/");
IChatClient local = new OllamaApiClient(endpoint, "llama3.2");
var azure = new AzureOpenAIClient(new Uri(Environment.GetEnvironmentVariable("AZURE_OPENAI_ENDPOINT")), credential);
var chat = azure.GetChatClient("gpt-4o");
var own = new OpenAIClient();
