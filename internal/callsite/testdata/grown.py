from openai import OpenAI

client = OpenAI()
parts = []
parts.append({"type": "text", "text": "x"})
client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": parts}])
added = []
added += [{"role": "user", "content": "x"}]
client.chat.completions.create(model="gpt-4o", messages=added)
changed = [{"role": "user", "content": "x"}]
changed[-1]["content"] = text
client.chat.completions.create(model="gpt-4o", messages=changed)
