from anthropic import Anthropic

client = Anthropic()


def ask(turns, tools, options=None, deep=False):
    options = options or {}
    options["system"] = "Answer like a librarian."
    options["stop_sequences"] = ["END"]
    if deep:
        options["thinking"] = {"type": "enabled", "budget_tokens": 2048}
    tools[-1]["cache_control"] = {"type": "ephemeral"}
    return client.messages.create(model="claude-opus-4-5", max_tokens=900, messages=turns, tools=tools, **options)


def log(options):
    # Nobody sends these: a word alone says nothing.
    options["system"] = "linux"
    options["stop"] = True
    print(options)
