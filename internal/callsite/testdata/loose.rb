require 'net/http'
require 'json'

uri = URI('https://api.anthropic.com/v1/messages')
req = Net::HTTP::Post.new(uri)
req['x-api-key'] = ENV['ANTHROPIC_API_KEY']
req['anthropic-version'] = '2023-06-01'
req.body = {
  model: 'claude-3-5-sonnet-20241022',
  max_tokens: 1024,
  system: 'Be brief',
  top_k: 5,
  stop_sequences: ['END'],
  messages: [{ role: 'user', content: 'Hello' }]
}.to_json
