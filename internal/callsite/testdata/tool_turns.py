import ollama


def converse(turns, tools):
    reply = ollama.chat(model="qwen3", messages=turns, tools=tools)
    for call in reply["message"]["tool_calls"]:
        try:
            turns.append({"role": "tool", "content": run(call), "name": call["function"]["name"]})
        except KeyError as err:
            turns.append({"role": "tool", "content": str(err)})
    return ollama.chat(model="qwen3", messages=turns)
