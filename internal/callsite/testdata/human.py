import anthropic

client = anthropic.Client()
client.completions.create(
    model="claude-2.1",
    prompt=f"{anthropic.HUMAN_PROMPT} Hello {anthropic.AI_PROMPT}",
    stop_sequences=[anthropic.HUMAN_PROMPT],
    max_tokens_to_sample=300,
)
