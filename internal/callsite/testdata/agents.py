import os

from agno.agent import Agent
from agno.models.ollama import Ollama
from browser_use import Agent as Browser, ChatAnthropic
from langchain_openai import ChatOpenAI
from strands import Agent as Strand
from strands.models import BedrockModel
from transformers import AutoTokenizer, pipeline

agent = Agent(model=Ollama(id="qwq:32b"))
llm = ChatOpenAI(model="gpt-4o", model_kwargs={"parallel_tool_calls": False})
browser = Browser(llm=ChatAnthropic(model="claude-haiku-4-5", temperature=0.1))
strand = Strand(model=BedrockModel(model_id="us.amazon.nova-pro-v1:0", top_p=0.5))
pipe = pipeline("text-generation", model="meta-llama/Llama-3.2-1B-Instruct")
feel = pipeline("sentiment-analysis", model="distilbert-base-uncased")
text = AutoTokenizer.from_pretrained("Qwen/Qwen3-8B").apply_chat_template([{"role": "user", "content": "Hi"}])

endpoint = f"https://{os.environ['AZURE_OPENAI_SERVICE']}.openai.azure.com"


class Tool:
    def ask(self, runtime, client, args):
        runtime.converse_stream(**args)
        self.invoke_model(args, 1)
        return client.chat.completions.create(**args)
