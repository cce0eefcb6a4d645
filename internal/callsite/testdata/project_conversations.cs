using Azure.AI.Projects;
using Azure.AI.Projects.OpenAI;
using Azure.Identity;

var project = new AIProjectClient(new Uri(endpoint), new DefaultAzureCredential());
var threads = project.OpenAI.GetProjectConversationsClient();
var first = threads.CreateProjectConversation().Value;
var direct = project.OpenAI.Conversations.CreateProjectConversation().Value;
var answers = project.OpenAI.GetProjectResponsesClientForModel("gpt-4.1-mini");
var reply = await answers.CreateResponseAsync("Good morning");
