import os

from anthropic import Anthropic
from langchain_openai import AzureOpenAIEmbeddings
from transformers import AutoModelForSeq2SeqLM, pipeline

helper = Anthropic()
room = helper.beta.environments.create(name="room")
agent = helper.beta.agents.create(name="clerk", model="claude-sonnet-5", tools=[{"type": "agent_toolset_20260401"}])
talk = helper.beta.sessions.create(
    environment_id=room.id,
    resources=[{"type": "file", "file_id": "file_1", "mount_path": "a.csv"}],
)
helper.beta.sessions.events.send(talk.id, events=[])
vectors = AzureOpenAIEmbeddings(model="text-embedding-3-small", openai_api_version="2023-05-15")
base = AutoModelForSeq2SeqLM.from_pretrained("MBZUAI/LaMini-Flan-T5-783M")
pipe = pipeline("text2text-generation", model=base, repetition_penalty=1.15)
