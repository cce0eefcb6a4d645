"""A request whose address and body depend on the model."""
import httpx


class Warmer:
    def __init__(self, ollama_url: str = "http://ollama.internal:11434"):
        self.ollama_url = ollama_url
        self.http = httpx.AsyncClient(timeout=30.0)

    async def warm(self, name: str):
        if "embed" in name:
            url = f"{self.ollama_url}/api/embeddings"
            body = {"model": name, "prompt": "warm", "keep_alive": "10m"}
        else:
            url = f"{self.ollama_url}/api/generate"
            body = {"model": name, "prompt": "warm", "keep_alive": "5m", "stream": False}
        return await self.http.post(url, json=body)

    async def other(self, name: str, fast: bool):
        if fast:
            url = f"{self.base}/shelves/fast"
        else:
            url = f"{self.base}/shelves/slow"
        return await self.http.post(url, json={"name": name, "keep_alive": "5m"})
