from openai import OpenAI

client = OpenAI(api_key=key, base_url="https://api.x.ai/v1")


def ask(params, search_params, row):
    params["search_parameters"] = {"mode": "off"}
    params["tool_choice"] = "none"
    search_params["top_k"] = 5
    row["seed"] = 3
    row["top_k"] = 3
    return client.chat.completions.create(**params)


def known():
    return ["grok-3", "grok-3-mini", "grok-9-unheard"]
