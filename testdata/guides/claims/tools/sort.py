"""Sorts the letters of a day by what they claim."""

import sys

import anthropic

client = anthropic.Anthropic()


def kind(letter: str) -> str:
    message = client.messages.create(
        model="claude-3-5-haiku-20241022",
        max_tokens=5,
        temperature=0,
        top_k=1,
        system="Say in one word what is claimed: theft, water, fire or other.",
        messages=[
            {"role": "user", "content": letter},
            {"role": "assistant", "content": "The claim is about"},
        ],
    )
    return message.content[0].text.strip(" .")


def say(letter: str) -> None:
    """Prints a summary while it is written."""
    with client.messages.stream(
        model="claude-sonnet-4-20250514",
        max_tokens=400,
        top_p=0.9,
        messages=[{"role": "user", "content": f"Sum this letter up:\n\n{letter}"}],
    ) as stream:
        for text in stream.text_stream:
            print(text, end="")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with open(name) as f:
            text = f.read()
        print(name, kind(text))
        say(text)
