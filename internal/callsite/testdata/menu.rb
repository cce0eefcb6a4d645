class SeedModels
  NAMES = %w[gemini-1.5-flash gemini-1.5-pro command-r]

  def up
    Llm.create(display_name: "Claude 3 Haiku", name: "claude-3-haiku-20240307", provider: "anthropic")
  end
end
