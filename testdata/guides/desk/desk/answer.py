"""Answers a ticket from the handbook, word by word."""

import json

from openai import OpenAI

from desk import handbook

client = OpenAI()

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "search_handbook",
            "description": "Finds pages of the handbook.",
            "parameters": {
                "type": "object",
                "properties": {"query": {"type": "string", "description": "a few words"}},
                "required": ["query"],
            },
        },
    }
]


def look_up(ticket: str) -> list[str]:
    """Asks the model what to look for, and looks it up."""
    completion = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "Find the pages of the handbook that answer the ticket."},
            {"role": "user", "content": ticket},
        ],
        tools=TOOLS,
        tool_choice="required",
        parallel_tool_calls=False,
    )
    pages = []
    for call in completion.choices[0].message.tool_calls or []:
        pages += handbook.search(json.loads(call.function.arguments)["query"])
    return pages


def answer(ticket: str, name: str):
    """Yields the pieces of the answer."""
    pages = "\n\n".join(look_up(ticket))
    stream = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Answer {name} from these pages only:\n\n{pages}"},
            {"role": "user", "content": ticket},
        ],
        max_tokens=600,
        temperature=1.2,
        frequency_penalty=0.4,
        stop=["--", "Best regards"],
        stream=True,
        stream_options={"include_usage": True},
    )
    for chunk in stream:
        if chunk.choices and chunk.choices[0].delta.content:
            yield chunk.choices[0].delta.content
        if chunk.usage:
            handbook.spent(chunk.usage.prompt_tokens, chunk.usage.completion_tokens)
