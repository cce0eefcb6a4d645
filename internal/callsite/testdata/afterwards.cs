using System.Collections.Generic;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI.Chat;

class Desk
{
    ChatCompletionOptions Configure(bool json)
    {
        ChatCompletionOptions options = new() { Temperature = 1 };
        options.Tools.Add(ChatTool.CreateFunctionTool("lookup", "Finds a book."));
        options.StopSequences.Add("END");
        options.FrequencyPenalty = 0.5f;
        if (json)
        {
            options.ResponseFormat = ChatResponseFormat.CreateJsonObjectFormat();
        }
        return options;
    }

    OpenAIPromptExecutionSettings Settle()
    {
        var settings = new OpenAIPromptExecutionSettings { ResponseFormat = "json_object" };
        settings.Seed = 4;
        return settings;
    }

    void Other()
    {
        var shelf = new Shelf();
        shelf.Seed = 3;
        shelf.Tools.Add("hammer");
    }
}
