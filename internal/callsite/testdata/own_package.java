package dev.langchain4j.model.anthropic;

import dev.langchain4j.model.chat.ChatModel;

class AnthropicShelfIT {
  ChatModel model = AnthropicChatModel.builder().modelName("claude-haiku-4-5").topK(1).stopSequences("END").build();
  Shelf shelf = Shelf.builder().topK(3).build();
}
