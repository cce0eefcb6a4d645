require "openai"
require "anthropic"

class Writer
  MODEL = "gpt-4o-mini"

  def initialize
    @client = OpenAI::Client.new(uri_base: "https://api.groq.com/openai/v1", access_token: ENV.fetch("GROQ_API_KEY"))
    @claude = ::Anthropic::Client.new
  end

  def old(text)
    @client.chat(parameters: {model: MODEL, messages: [{role: "user", content: text}], n: 2})
  end

  def new(text)
    OpenAI::Client.new.chat.completions.create(model: "gpt-4o", messages: [{role: :user, content: text}], seed: 1)
  end

  def ask(text)
    claude.messages.create(model: "claude-haiku-4-5", max_tokens: 99, system: "Be brief.", messages: [{role: "user", content: text}])
  end

  def speech_url(model)
    "models/#{model}:generateContent"
  end
end

RubyLLM.chat(model: "gemini-2.5-flash", provider: :gemini)
Aws::BedrockRuntime::Client.new(region: "eu-west-1").converse(model_id: "amazon.nova-lite-v1:0", messages: [])
