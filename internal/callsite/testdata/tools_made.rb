require "ollama-ai"

client = Ollama.new(credentials: { address: "http://localhost:11434" })

weather = Ollama::Tool.new(
  type: "function",
  function: Ollama::Tool::Function.new(name: "weather", parameters: Ollama::Tool::Parameters.new(type: "object"))
)

call = Ollama::ToolCall.new(
  type: "function",
  function: Ollama::ToolCall::Function.new(name: "weather", arguments: "{}")
)

client.chat({ model: "llama3.1:8b", messages: [{ role: "user", content: "Rain?" }], tools: [weather] })
