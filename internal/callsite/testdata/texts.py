from openai import OpenAI

CHATML = "<|im_start|>system\nBe brief.<|im_end|>"
HTML = "<p>Human: a person</p>"


def think(client: OpenAI, q):
    """Splits at </think>, as documentation may say."""
    out = client.chat.completions.create(model="deepseek-reasoner", messages=[{"role": "user", "content": q + " <think>"}], stop=["</think>"])
    return out.choices[0].message.content.split("</think>")[1]
