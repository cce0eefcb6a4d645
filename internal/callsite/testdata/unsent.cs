using OpenAI.Chat;

class Desk
{
    ChatCompletionOptions Configure(ChatReasoningEffortLevel? level, string reader)
    {
        return new ChatCompletionOptions { ReasoningEffortLevel = level, EndUserId = reader, AllowParallelToolCalls = false };
    }
}
