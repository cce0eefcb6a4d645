import os

import httpx
import requests

KEY = os.environ["ANTHROPIC_API_KEY"]
BASE = os.environ["BASE"]


def messages(text):
    return requests.post(
        "https://api.anthropic.com/v1/messages",
        headers={"x-api-key": KEY, "anthropic-version": "2023-06-01"},
        json={"model": "claude-3-opus-20240229", "max_tokens": 9, "messages": [{"role": "user", "content": text}]},
    ).json()["content"][0]["text"]


def gemini(text):
    url = "https://generativelanguage.googleapis.com/v1beta/models/gemini-1.5-pro:generateContent"
    return requests.post(url, json={"contents": [{"parts": [{"text": text}]}]})


async def gateway(text):
    async with httpx.AsyncClient() as http:
        await http.post(f"{BASE}/v1/chat/completions", json={"model": "gpt-4o", "messages": [{"role": "user", "content": text}]})
        await http.post(f"{BASE}/v1/messages", json={"to": "everybody", "text": text})


def local(text):
    requests.post("http://localhost:8000/api/chat", json={"text": text})
    requests.post("http://localhost:11434/api/chat", json={"model": "llama3.2", "messages": [{"role": "user", "content": text}]})
    requests.get("https://platform.openai.com/docs/models")
