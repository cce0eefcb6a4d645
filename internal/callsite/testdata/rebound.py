import os

import requests
from anthropic import Anthropic
from openai import OpenAI

# One name for one client after the other.
client = OpenAI()
client.completions.create(model="gpt-3.5-turbo-instruct", prompt="Hi")

client = Anthropic()
client.messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=[{"role": "user", "content": "Hi"}])


def upload(gemini, session):
    return session.files.list(), session.service().files.list(), rows.count()


class Local:
    def __init__(self):
        self.base_url = os.getenv("OLLAMA_BASE_URL", "http://localhost:11434")

    def ask(self, prompt):
        return requests.post(f"{self.base_url}/api/generate", json={"model": self.model, "prompt": prompt, "system": "Be brief."})
