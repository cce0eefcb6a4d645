"""Who serves is told by the variables that hold the address and the key."""
import os

from openai import OpenAI

client = OpenAI(base_url=os.environ["AZURE_OPENAI_ENDPOINT"] + "/openai/v1", api_key=os.environ["AZURE_OPENAI_API_KEY"])
client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "Hi"}])

ENDPOINT = os.environ["AZURE_OPENAI_ENDPOINT"]
again = OpenAI(base_url=f"{ENDPOINT.rstrip('/')}/openai/v1/", api_key=token)
again.responses.create(model=NAME, input="Hi", store=False)


def by_key(url):
    c = OpenAI(base_url=url, api_key=os.environ["GROQ_API_KEY"])
    return c.chat.completions.create(model="llama-3.3-70b-versatile", messages=[{"role": "user", "content": "Hi"}])


def any_server():
    c = OpenAI(base_url=os.environ["OPENAI_BASE_URL"], api_key=os.environ["OPENAI_API_KEY"])
    return c.chat.completions.create(model="my-model", messages=[{"role": "user", "content": "Hi"}])


def no_address():
    return OpenAI(api_key=os.environ["GROQ_API_KEY"]).models.list()
