import okhttp3.*

fun ask(q: String) {
    val json = """
        {"model": "gpt-4o", "seed": 3, "messages": [{"role": "developer", "content": "$q"}]}
    """.trimIndent()
    val req = Request.Builder().url("https://api.openai.com/v1/chat/completions")
        .addHeader("Authorization", "Bearer ${System.getenv("OPENAI_API_KEY")}")
        .post(json.toRequestBody("application/json".toMediaType())).build()
    val body = mapOf("model" to "gpt-4o-mini", "logprobs" to true, "messages" to listOf(mapOf("role" to "developer", "content" to q)))
    val b = buildJsonObject {
        put("model", "gpt-4o")
        put("seed", 4)
    }
    val o = JSONObject().apply { put("model", "gpt-4o"); put("presence_penalty", 1) }
}
