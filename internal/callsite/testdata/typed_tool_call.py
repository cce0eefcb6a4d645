# Calls of tools that are made with types: their functions have arguments.
from groq.types.chat import ChatCompletionMessageToolCall
from groq.types.chat.chat_completion_message_tool_call import Function


def convert(calls):
    return [
        ChatCompletionMessageToolCall(id=c.id, type="function", function=Function(name=c.name, arguments=c.args))
        for c in calls
    ]
