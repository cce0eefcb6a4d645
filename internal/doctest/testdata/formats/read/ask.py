from openai import OpenAI

OpenAI().chat.completions.create(model="gpt-4-turbo", messages=[{"role": "user", "content": "Hi"}])
