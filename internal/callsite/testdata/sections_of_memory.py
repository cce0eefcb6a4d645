# Sections of a framework that is for no vendor, each with its own provider.
from mem0 import Memory
from embedchain import App

memory = Memory.from_config({
    "vector_store": {"provider": "qdrant", "config": {"host": "localhost", "port": 6333}},
    "llm": {"provider": "openai", "config": {"model": "gpt-4o-mini", "max_tokens": 300}},
})


def bot(key):
    return App.from_config(
        config={
            "llm": {"provider": "anthropic", "config": {"model": "claude-3-5-sonnet-20241022", "top_k": 5}},
            "embedder": {"provider": "openai", "config": {"model": "text-embedding-3-small", "api_key": key}},
        }
    )


ROWS = {"a": {"provider": "openai", "rank": 1}, "b": {"provider": "cohere", "config": {"rank": 2}}}
