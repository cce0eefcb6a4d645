"""Reads a book's title off a photo of its cover."""

import anthropic

client = anthropic.Anthropic()


def read_cover(photo: str) -> str:
    message = client.messages.create(
        model="claude-sonnet-4-6",
        max_tokens=100,
        messages=[
            {
                "role": "user",
                "content": [
                    {
                        "type": "image",
                        "source": {"type": "base64", "media_type": "image/jpeg", "data": photo},
                    },
                    {"type": "text", "text": "Which book is this? Answer with author and title."},
                ],
            }
        ],
    )
    if message.stop_reason == "refusal":
        return ""
    return message.content[0].text
