"""Asks several hosts that speak OpenAI's interface."""

import os

import openai
from openai import AsyncOpenAI, AzureOpenAI, OpenAI

MODEL = os.getenv("SHOP_MODEL", "gpt-4o")
TOOLS = [
    {"type": "function", "function": {"name": "price", "parameters": {"type": "object"}}},
    {"type": "function", "function": {"name": "stock", "parameters": {"type": "object"}}},
]


class Shop:
    def __init__(self, key=None):
        self.client = OpenAI(api_key=key or os.environ["OPENAI_API_KEY"])
        self._fast = OpenAI(base_url="https://api.groq.com/openai/v1", api_key=os.environ["GROQ_API_KEY"])

    def ask(self, question, history):
        options = {"temperature": 0.2, "seed": 7}
        options["top_p"] = 0.9
        reply = self.client.with_options(timeout=3).chat.completions.create(
            model=MODEL,
            messages=[
                {"role": "developer", "content": "You are a shop's assistant."},
                *history,
                {"role": "user", "content": f"Q: {question}"},
            ],
            tools=TOOLS,
            extra_headers={"x": "y"},
            **options,
        )
        history.append({"role": "tool", "tool_call_id": "a", "content": "3"})
        return reply.choices[0].message.content, reply.usage.prompt_tokens

    def fast(self, question):
        return self._fast.chat.completions.create(model="llama-3.3-70b-versatile", messages=[{"role": "user", "content": question}])


azure = AzureOpenAI(azure_endpoint="https://shop.openai.azure.com", api_version="2024-10-21", azure_deployment="gpt-4o-shop")


def on_azure(question):
    return azure.chat.completions.create(model="gpt-4o-shop", messages=[{"role": "user", "content": question}], logit_bias={50256: -100})


def make():
    return AsyncOpenAI(base_url=os.environ["GATEWAY"])


async def through_gateway(text):
    client = make()
    result = await client.responses.create(model="grok-4", instructions="Be brief.", input=text)
    return result.output_text


def elsewhere(client, text):
    """A client that another file makes: the path and the arguments tell."""
    return client.chat.completions.create(model="deepseek-chat", messages=[{"role": "user", "content": text}])


def old(text):
    openai.ChatCompletion.create(engine="gpt-35", messages=[{"role": "user", "content": text}])
    return openai.beta.threads.create()
