const val baseUrl = "https://api.openai.com/"
const val completions = "v1/completions"
const val chat = "v1/chat/completions"
const val other = "v1/orders"
