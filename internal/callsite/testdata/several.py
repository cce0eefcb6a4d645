from huggingface_hub import InferenceClient

repo_id = "meta-llama/Meta-Llama-3-8B-Instruct"
client = InferenceClient(model=repo_id, timeout=120)
client.text_generation(prompt, grammar={"type": "json", "value": schema}, max_new_tokens=250)

repo_id = "google/gemma-2-9b-it"
client = InferenceClient(model=repo_id)
