"""Types, defaults and choices that name models."""
from typing import Literal, Optional

Chat = Literal["gpt-4o", "claude-3-5-sonnet-20241022"]


class Settings(BaseSettings):
    model: Literal["gpt-4o-mini", "gpt-4.1"] = "gpt-4o-mini"
    speech: Optional[Literal["whisper-1", "none"]] = None
    rate: Literal["fast", "slow"] = "fast"


def ask(model: Literal["claude-instant-v1"] = "claude-instant-v1"): ...


parser.add_argument("--model", choices=["deepseek-chat", "deepseek-coder"], default="llama3:latest")
LIMITS = {"deepseek/deepseek-chat": 64_000, "gemma-7b-it": 8192}
EMBED = "sentence-transformers/all-MiniLM-L6-v2"
