"""Turns of LlamaIndex: the result of a tool is a turn of its own role."""
from llama_index.core.llms import ChatMessage, MessageRole
from llama_index.llms.openai import OpenAI

llm = OpenAI(model="gpt-5.4-mini")


def answered(call, text):
    return [
        ChatMessage(role="user", content="go on"),
        ChatMessage(
            role="tool",
            content=text,
            additional_kwargs={"tool_call_id": call.tool_id},
        ),
        ChatMessage(role=MessageRole.TOOL, content=text),
    ]
