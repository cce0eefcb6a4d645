"""One name after another: what a call sends is what its names hold by then."""
import json

import boto3

runtime = boto3.client("bedrock-runtime")

body = json.dumps({"prompt": "\n\nHuman: Name a river.\n\nAssistant:", "max_tokens_to_sample": 50, "top_k": 250})
runtime.invoke_model(body=body, modelId="anthropic.claude-v2:1")

body = json.dumps({"inputText": "Name a lake.", "textGenerationConfig": {"stopSequences": ["User:"]}})
runtime.invoke_model(body=body, modelId="amazon.titan-text-express-v1")


def ask(question, careful):
    config = {"maxTokens": 100, "stopSequences": ["###"]}
    first = runtime.converse(modelId="amazon.nova-lite-v1:0", messages=question, inferenceConfig=config)
    config = {"maxTokens": 900}
    if careful:
        config = {"maxTokens": 10}
    # Either of the two: the call shows a name.
    return first, runtime.converse(modelId="amazon.nova-pro-v1:0", messages=question, inferenceConfig=config)
