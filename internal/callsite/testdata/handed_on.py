"""Settings that a framework hands on to the model as they are."""
from langchain_community.chat_models import BedrockChat
from langchain_community.llms import HuggingFaceHub
from langchain_community.llms.bedrock import Bedrock
from langchain_community.llms.sagemaker_endpoint import SagemakerEndpoint

claude = BedrockChat(
    model_id="anthropic.claude-3-haiku-20240307-v1:0",
    model_kwargs={"temperature": 0, "top_k": 250, "stop_sequences": ["\n\nHuman"]},
)
titan = Bedrock(model_id="amazon.titan-text-express-v1", model_kwargs={"maxTokenCount": 100, "topP": 1})
shared = {"max_gen_len": 512, "temperature": 0.2}
llama = Bedrock(model_id="meta.llama3-8b-instruct-v1:0", model_kwargs=shared)
own = SagemakerEndpoint(
    endpoint_name="books",
    model_kwargs={
        "top_k": 30,
        "repetition_penalty": 1.3,
        "stop": ["</s>"],
    },
)
hub = HuggingFaceHub(repo_id="google/flan-t5-xxl", model_kwargs={"temperature": 0.5, "top_k": 5})
