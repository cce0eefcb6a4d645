package shop

import com.google.firebase.Firebase
import com.google.firebase.ai.Chat
import com.google.firebase.ai.ai
import com.google.firebase.ai.type.FunctionDeclaration
import com.google.firebase.ai.type.GenerativeBackend
import com.google.firebase.ai.type.Schema
import com.google.firebase.ai.type.Tool
import com.google.firebase.ai.type.content
import com.google.firebase.ai.type.generationConfig
import com.google.firebase.analytics.analytics

class Desk {
    private val chat: Chat

    init {
        Firebase.analytics.logEvent("open", null)
        val model = Firebase.ai(backend = GenerativeBackend.googleAI()).generativeModel(
            modelName = "gemini-2.5-flash",
            systemInstruction = content { text("Be brief.") },
            tools = listOf(
                Tool.functionDeclarations(listOf(FunctionDeclaration("lookup", "Finds a book.", mapOf("title" to Schema.string("the title"))))),
                Tool.googleSearch()
            ),
            generationConfig = generationConfig {
                topK = 3
                stopSequences = listOf("END")
            }
        )
        chat = model.startChat()
    }

    suspend fun ask(question: String) = chat.sendMessage(question)

    fun paint() = Firebase.ai(backend = GenerativeBackend.vertexAI()).imagenModel("imagen-3.0-generate-002")
}
