"""Sorts a ticket into a queue."""

import json

from openai import OpenAI

client = OpenAI()

QUEUES = {
    "type": "object",
    "properties": {
        "queue": {"type": "string", "enum": ["billing", "login", "bug", "other"]},
        "urgency": {"type": "integer", "minimum": 1, "maximum": 5},
        "reason": {"type": "string"},
    },
    "required": ["queue", "urgency", "reason"],
    "additionalProperties": False,
}


def triage(ticket: str, plan: str) -> dict:
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "You sort the tickets of a help desk. Answer in JSON."},
            {"role": "user", "content": f"The customer is on the {plan} plan.\n\nTicket:\n{ticket}"},
        ],
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "triage", "strict": True, "schema": QUEUES},
        },
        temperature=0,
        seed=7,
    )
    choice = completion.choices[0]
    if choice.finish_reason == "length":
        raise ValueError("the answer was cut off")
    return json.loads(choice.message.content)
