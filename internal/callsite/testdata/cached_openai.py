"""A cache in the place of OpenAI's module."""
from gptcache.adapter import openai

answer = openai.ChatCompletion.create(
    model="gpt-3.5-turbo",
    messages=[{"role": "user", "content": "what is a cache"}],
)
