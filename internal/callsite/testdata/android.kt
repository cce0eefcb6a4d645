package shop

import com.google.ai.client.generativeai.GenerativeModel
import com.google.ai.client.generativeai.type.generationConfig

fun configure() {
  val config = generationConfig {
    temperature = 0.9f
    topK = 16
    stopSequences = listOf("red")
  }
  val model = GenerativeModel(modelName = "gemini-1.5-flash", apiKey = BuildConfig.apiKey, generationConfig = config)
}
