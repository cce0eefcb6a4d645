import json

import boto3

s3 = boto3.client("s3")
session = boto3.Session(profile_name="me")
bedrock = session.client(service_name="bedrock-runtime", region_name="us-east-1")

answer = bedrock.converse(
    modelId="anthropic.claude-3-sonnet-20240229-v1:0",
    system=[{"text": "Be brief."}],
    messages=[{"role": "user", "content": [{"text": "Hi"}]}],
    inferenceConfig={"maxTokens": 512, "temperature": 0.5},
    additionalModelRequestFields={"top_k": 20},
)
print(answer["output"]["message"]["content"][0]["text"], answer["stopReason"])

body = json.dumps({"inputText": "Hi", "textGenerationConfig": {"maxTokenCount": 99}})
bedrock.invoke_model(modelId="amazon.titan-text-express-v1", body=body)
bedrock.invoke_model(modelId="us.anthropic.claude-3-haiku-20240307-v1:0", body=json.dumps({"anthropic_version": "bedrock-2023-05-31", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}))
s3.converse(modelId="x", messages=[])
