from autogen_ext.models.openai import OpenAIChatCompletionClient
from crewai import LLM, Agent as Worker
from haystack.components.generators.chat import AzureOpenAIChatGenerator
from langchain.chat_models import init_chat_model
from langchain_aws import ChatBedrockConverse
from langchain_community.chat_models import ChatOllama
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import AzureChatOpenAI, ChatOpenAI, OpenAIEmbeddings
from llama_index.llms.anthropic import Anthropic
from pydantic_ai import Agent
from semantic_kernel.connectors.ai.open_ai import AzureChatCompletion
import dspy

ChatOpenAI(model="gpt-4-turbo", temperature=0, max_retries=2, model_kwargs={"response_format": {"type": "json_object"}})
ChatOpenAI(model="deepseek-chat", base_url="https://api.deepseek.com")
AzureChatOpenAI(azure_deployment="chat", openai_api_version="2024-06-01")
ChatBedrockConverse(model_id="amazon.nova-pro-v1:0", max_tokens=10, region_name="us-east-1")
ChatOllama(model="llama3", num_ctx=4096)
OpenAIEmbeddings(model="text-embedding-ada-002")
init_chat_model("anthropic:claude-3-7-sonnet-latest", temperature=0.5)
init_chat_model("gemini-2.0-flash", model_provider="google_vertexai")
Anthropic(model="claude-sonnet-4-0", max_tokens=100)
Agent("google-gla:gemini-1.5-flash", system_prompt="Be brief.")
dspy.LM("openai/gpt-4o-mini", temperature=0.7)
LLM(model="groq/llama-3.1-8b-instant")
Worker(role="researcher", goal="find out", backstory="long")
AzureChatCompletion(deployment_name="d", endpoint="https://x.openai.azure.com")
OpenAIChatCompletionClient(model="gpt-4o")
AzureOpenAIChatGenerator(azure_deployment="d", generation_kwargs={"seed": 1})
ChatPromptTemplate.from_messages([("system", "You are {role}."), ("human", "{q}")])
