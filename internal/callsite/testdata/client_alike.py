# A client of the web has the name that a vendor's client has in the next class.
import httpx
from google import genai
from openai.types.chat import ChatCompletionMessageParam


async def fetch(url):
    async with httpx.AsyncClient() as client:
        page = await client.get(url)
    return page


class Session:
    def __init__(self, client: genai.Client, turn: ChatCompletionMessageParam):
        self._client = client
        self._turn = turn

    async def ask(self, text):
        return await self._client.aio.models.generate_content(model="gemini-2.5-flash", contents=text)
