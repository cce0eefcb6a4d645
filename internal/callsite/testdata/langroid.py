from langroid.language_models.openai_gpt import OpenAIChatModel, OpenAIGPTConfig

config = OpenAIGPTConfig(type="openai", chat_model=OpenAIChatModel.GPT4o, temperature=0.2)
