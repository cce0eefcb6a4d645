alias LangChain.ChatModels.{ChatAnthropic, ChatOpenAI}
alias LangChain.Chains.LLMChain

{:ok, chat} = ChatOpenAI.new(%{model: "gpt-4o", temperature: 0})
