import openai

openai.api_type = "azure"
openai.api_base = "https://me.openai.azure.com"
openai.api_version = "2023-05-15"

openai.chat.completions.create(model="d", messages=[])
