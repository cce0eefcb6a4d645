package com.example.ai;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.api.ResponseFormat;
import org.springframework.beans.factory.annotation.Value;

class Settings {
    @Value("${ai.groq.model:llama-3.3-70b-versatile}")
    private String groqModel;

    @Value("${ai.groq.url:https://api.groq.com/openai/v1/chat/completions}")
    private String groqUrl;

    @Value("${spring.ai.open-ai.chat-model:${CHAT_MODEL:gpt-4o-mini}}")
    private String chatModel;

    @Value("${embedding.model:BAAI/bge-m3}")
    private String embeddingModel;

    @Value("${server.port:8080}")
    private int port;

    @Value("${app.title:gpt-4o explains}")
    private String title;

    @ConfigProperty(name = "deepseek.model", defaultValue = "deepseek-chat")
    String reasoner;

    private static final ResponseFormat JSON = ResponseFormat.builder()
            .type(ResponseFormat.Type.JSON_OBJECT)
            .build();

    private String embeddingsPath(String base) {
        return base.endsWith("/v1") ? "/embeddings" : "/v1/embeddings";
    }

    private boolean isEmbedding(String path) {
        return path.startsWith("/v1/embeddings");
    }
}
