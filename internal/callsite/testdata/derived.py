import os

from langchain_ollama import ChatOllama
from openai import OpenAI
from pydantic import BaseModel
import requests


class Thinker(ChatOllama):
    """Drops what the model says to itself."""


class Answer(BaseModel):
    model: str


class Client(requests.Session):
    pass


thinker = Thinker(model="deepseek-r1:14b", num_ctx=32000, temperature=0)
answer = Answer(model="none")
client = Client()


def url(base):
    return base + "openai/deployments/" + os.environ["NAME"] + "/chat/completions?api-version=2023-05-15"


def embed(text):
    service = OpenAI()
    make = service.embeddings.create
    return make(model="text-embedding-3-large", input=text, dimensions=256)
