package org.example;

class KeyCheck {
    static void check() {
        if (System.getenv("SPRING_AI_OPENAI_API_KEY") == null) {
            throw new IllegalStateException("no key");
        }
        String port = System.getenv("SPRING_AI_SERVER_PORT");
    }
}
