client = Together(api_key=os.environ.get("TOGETHER_API_KEY"))
client.chat.completions.create(model="meta-llama/Llama-3-8b-chat-hf", messages=[], top_k=50)
other = Together(token=os.environ.get("CLUB_KEY"))
