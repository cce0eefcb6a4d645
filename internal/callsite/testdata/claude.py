import anthropic
from anthropic import AnthropicBedrock, AsyncAnthropicVertex

SYSTEM = """You are a tutor."""
claude = anthropic.Anthropic(default_headers={"anthropic-beta": "files-api-2025-04-14"})


def teach(topic: str):
    with claude.messages.stream(
        model="claude-3-5-haiku-latest",  # retired
        max_tokens=1024,
        system=SYSTEM,
        messages=[{"role": "user", "content": topic}, {"role": "assistant", "content": "{"}],
        stop_sequences=["END"],
    ) as stream:
        for text in stream.text_stream:
            print(text)
    message = claude.beta.messages.create(model="claude-opus-4-6", max_tokens=5, betas=["x-2025-01-01"], messages=[], thinking={"type": "adaptive"})
    if message.stop_reason == "max_tokens":
        return message.content[0].text


AnthropicBedrock().messages.create(model="us.anthropic.claude-sonnet-4-5-20250929-v1:0", max_tokens=1, messages=[])


async def vertex(q):
    return await AsyncAnthropicVertex(region="europe-west1").messages.create(model="claude-sonnet-4-5@20250929", max_tokens=1, messages=[{"role": "user", "content": q}])
