enum Model {
    DEEPSEEK_REASONER("deepseek-reasoner"), MISTRAL_EMBED("mistral-embed");

    @WithDefault("text-embedding-004")
    String embedding();
}
