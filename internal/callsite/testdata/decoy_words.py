"""Claude Shannon wrote a haiku; gpt-4o is named in prose only."""

import os

import boto3
from tenacity import retry, stop_after_attempt

# client.chat.completions.create(model="gpt-4o")
SENSOR = {"temperature": 21.5, "model": "BME280", "max_tokens": 3}
POET = "claude"
poem = "haiku"
table = boto3.client("s3")
sqs = boto3.resource("sqs")
os.system("ls")


@retry(stop=stop_after_attempt(3))
def chat(client, message):
    role = {"role": "system", "name": "admin"}
    client.messages.create(to="+41", body=message)  # an SMS service
    client.chat(message)
    client.generate_content(message)
    return chunk(message, max_tokens=512, top_k=5, seed=1), role


print("see https://platform.openai.com/docs and set OPENAI_API_KEY before you run this")
