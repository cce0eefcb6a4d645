#!/bin/sh
# curl https://api.openai.com/v1/chat/completions
curl -s https://api.openai.com/v1/chat/completions \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -d '{"model": "gpt-4-turbo", "messages": [{"role": "user", "content": "Hi"}], "n": 2}'
curl "http://localhost:11434/api/generate" -d '{"model": "llama3.2", "prompt": "Hi"}'
curl https://example.com/v1/messages -d '{"to": "me"}'
