import json
import boto3
client = boto3.client("bedrock-runtime")
def a(q):
    native = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 5, "top_k": 4, "messages": [{"role": "user", "content": q}]}
    client.invoke_model(modelId="meta.llama3-8b-instruct-v1:0", body=json.dumps(native))
    client.invoke_model(modelId="anthropic.claude-3-haiku-20240307-v1:0", body=json.dumps({"anthropic_version": "bedrock-2023-05-31", "max_tokens": 5, "top_k": 4, "messages": [{"role": "user", "content": q}]}))

def b(q):
    body = f'{{"prompt": "{q}", "max_gen_len": 9, "temperature": 0.1}}'
    client.invoke_model(modelId="meta.llama3-8b-instruct-v1:0", body=body)
    native = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 5, "top_k": 4, "messages": [{"role": "user", "content": q}]}
    return send(json.dumps(native))

MODEL_ARN = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-sonnet-20240229-v1:0"
ROLE_ARN = "arn:aws:iam::1234:role/claude"
