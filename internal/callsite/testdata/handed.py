import asyncio
from functools import partial

import openai
from openai import OpenAI

client = OpenAI()


async def draw(words, pool, loop):
    picture = await asyncio.to_thread(client.images.generate, model="dall-e-3", prompt=words, n=2, size="1024x1024")
    answer = await loop.run_in_executor(pool, partial(client.chat.completions.create, model="gpt-4o", messages=words, seed=3))
    # A result that is handed on, a class, an object and a method of nobody known are no calls.
    print(answer.choices, picture.data, client.api_key)
    register(openai.OpenAI, client.chat, words.messages.create)
    return answer
