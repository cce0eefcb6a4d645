from langchain_openai import ChatOpenAI
from openai import OpenAI

effort = {"effort": "low"}
thinker = ChatOpenAI(model="gpt-5", reasoning=effort)

client = OpenAI(base_url="https://openrouter.ai/api/v1", api_key="k")
answer = client.chat.completions.create(
    model="openai/gpt-5",
    messages=[{"role": "user", "content": "When does the tram leave?"}],
    extra_body={"reasoning": {"effort": "high"}},
)
