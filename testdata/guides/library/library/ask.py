"""Answers questions about the catalogue."""

import json

from openai import OpenAI

MODEL = "gpt-4o"

client = OpenAI()

FIND = {
    "type": "function",
    "function": {
        "name": "find_books",
        "description": "Finds books in the catalogue.",
        "parameters": {
            "type": "object",
            "properties": {
                "words": {"type": "string"},
                "year": {"type": "integer", "minimum": 1450},
            },
            "required": ["words"],
        },
    },
}


def ask(question: str, reader: str, catalogue) -> str:
    messages = [
        {"role": "system", "content": f"You help {reader} to choose a book. Look it up first."},
        {"role": "user", "content": question},
    ]
    first = client.chat.completions.create(
        model=MODEL, messages=messages, tools=[FIND], n=1, logprobs=True, temperature=0.2
    )
    message = first.choices[0].message
    if not message.tool_calls:
        return message.content
    call = message.tool_calls[0]
    books = catalogue.find(**json.loads(call.function.arguments))
    second = client.chat.completions.create(
        model=MODEL,
        messages=[
            *messages,
            message,
            {"role": "tool", "tool_call_id": call.id, "content": json.dumps(books)},
        ],
    )
    return second.choices[0].message.content
