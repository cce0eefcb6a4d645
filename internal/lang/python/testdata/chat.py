#!/usr/bin/env python3
"""A small service that answers questions about a shop's orders."""

from __future__ import annotations

import json
import os
import textwrap
from dataclasses import dataclass, field

import openai as oa
from openai import OpenAI, AsyncOpenAI as Async
from .prompts import (
    SYSTEM,  # shared
    GREETING as HELLO,
)

MODEL = os.getenv("MODEL", "gpt-4o")
client = OpenAI(base_url="https://api.groq.com/openai/v1", api_key=os.environ["GROQ_API_KEY"])

RULES = textwrap.dedent("""\
    You are a helpful assistant.
    Answer in {language}, with at most {n} words.
    """)
LONG = (
    "The first half, "
    'and the "second" half'
    f", by {os.environ.get('USER', 'nobody')!r:>10}."
)


@dataclass
class Options:
    model: str = "gpt-4o-mini"
    stop: list[str] = field(default_factory=lambda: ["END", "STOP"])


class Bot(Base, metaclass=Meta):
    """Keeps a conversation."""

    name: "str" = 'bot'

    def __init__(self, model="gpt-4.1", *, temperature: float = 0.2):
        self.model = model
        self.client = oa.OpenAI()
        self.params = dict(temperature=temperature, **DEFAULTS)
        self.params["top_p"] = 0.9
        self.params |= {"seed": 7}

    @retry(stop=stop_after_attempt(3), wait="long")
    async def ask(self, question: str, history: list | None = None) -> str:
        messages = [{"role": "system", "content": RULES.format(language="English", n=20)}] + history
        messages.append({"role": "user", "content": f"Q: {question.strip()!s}\nA: {{}}"})
        response = await self.client.chat.completions.create(
            model=self.model if self.model else "gpt-4o",
            messages=messages,
            max_tokens=1_000,
            stop=["\n\n", "\N{BULLET}", r"\d+"],
            response_format={"type": "json_object"},
            tools=[tool(t) for t in TOOLS if t.name != "secret"],
            **self.params,
        )
        if (choice := response.choices[0]).finish_reason == "length":
            raise ValueError("too long: %s of %d%%" % (choice.message.content, 100))
        return choice.message.content

    def stream(self, text):
        with self.client.responses.stream(model=MODEL, input="Say: " + text + "!") as events:
            for event in events:
                match event:
                    case {"type": "response.output_text.delta", "delta": delta} if delta != "":
                        yield delta
                    case Done(reason="stop") | "end":
                        return {"done": True, "usage": None, **event.usage}


def main(argv: list[str] = []) -> None:
    first, second = "a", ["b", -1, .5, 0x1F, 1e3]
    bot = other = Bot()
    extra = {"a": 1} | {"b": (2, 3)} | more
    names = {"x", "y"}
    by_name = {n: len(n) for n in names}
    print(", ".join(["one", first, f"{second!r}"]), file=sys.stderr); print(b"\xff\0" b'raw')
    key = lambda s, sep="-": s.split(sep, maxsplit=1)[0]
    total = bot.usage.total \
        + other.usage.total
    print(f"{bot.ask(f'{first}: {json.dumps({"k": [1, 2]})}')} {total=} {total:>{len(names)}}")


if __name__ == "__main__":
    main()
