from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o")

# What a framework's model is bound to, or told with a question, is sent as it is.
agent = llm.bind(stop=["\nObservation"])
legacy = llm.bind(functions=[weather], function_call={"name": "weather"})
answer = llm.invoke("Will it rain?", functions=[weather])
chosen = llm.bind_tools(tools, tool_choice="any", parallel_tool_calls=False)


def chain(model, stop=None):
    model.bind(stop=stop)  # handed on
    canvas.bind(focus=True, seed=4)
    return model.bind(functions=functions)
