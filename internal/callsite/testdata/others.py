import cohere
import instructor
import litellm
import ollama
from azure.ai.inference import ChatCompletionsClient
from azure.ai.inference.models import SystemMessage, UserMessage
from groq import Groq
from mistralai import Mistral
from openai import OpenAI
from together import Together

with Mistral(api_key="k") as mistral:
    mistral.chat.complete(model="mistral-small-latest", messages=[{"role": "user", "content": "Hi"}], safe_prompt=True)
co = cohere.ClientV2()
co.chat(model="command-r-plus", messages=[{"role": "user", "content": "Hi"}], k=5)
cohere.Client("key").chat(message="Hi", preamble="Be brief.")
Groq().chat.completions.create(model="gemma2-9b-it", messages=[{"role": "user", "content": "Hi"}])
Together().chat.completions.create(model="meta-llama/Llama-3.3-70B-Instruct-Turbo", messages=[{"role": "user", "content": "Hi"}], repetition_penalty=1.1)
ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "Hi"}], options={"num_ctx": 8192}, format="json")
ollama.Client(host="http://gpu:11434").generate(model="llama3.2", prompt="Hi")
inference = ChatCompletionsClient(endpoint="https://me.services.ai.azure.com/models", credential=None)
inference.complete(messages=[SystemMessage("Be brief."), UserMessage(content="Hi")], model="Phi-4", temperature=0.1)
litellm.completion("anthropic/claude-3-opus-20240229", [{"role": "user", "content": "Hi"}], drop_params=True)
client = instructor.from_openai(OpenAI(base_url="http://localhost:11434/v1", api_key="ollama"))
client.chat.completions.create(model="qwen2.5", messages=[{"role": "user", "content": "Hi"}], response_model=dict, max_retries=2)
