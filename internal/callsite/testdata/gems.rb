require "anthropic"

class Support < ApplicationAgent
  generate_with :anthropic, model: "claude-sonnet-4-20250514"
end

def ask(list, text)
  client = Anthropic::Client.new
  tools = list.map do |tool|
    { name: tool.name, description: tool.text, input_schema: tool.schema }
  end
  client.messages.create model: Anthropic::Model::CLAUDE_3_7_SONNET_LATEST,
                         max_tokens: 9, system_: "Be brief.",
                         messages: [{ role: "user", content: text }], tools: tools
end

chat = RubyLLM.chat(model: "gpt-4o-mini", provider: :openai)
  .with_temperature(0.2)
llm_client.chat(parameters: { model: "gpt-4o", messages: [], response_format: { type: "json_object" } })
