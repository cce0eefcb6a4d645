import 'package:dart_openai/dart_openai.dart';
import 'package:firebase_ai/firebase_ai.dart';
import 'package:flutter/material.dart';

Future<void> ask(String question) async {
  final model = FirebaseAI.vertexAI().generativeModel(
    model: 'gemini-2.5-flash',
    systemInstruction: Content.system('Be brief.'),
    generationConfig: GenerationConfig(topK: 3, responseMimeType: 'application/json'),
    tools: [Tool.googleSearch()],
  );
  final chat = model.startChat();
  final answer = await chat.sendMessage(Content.text(question));
  final other = await OpenAI.instance.chat.create(
    model: 'gpt-4o',
    messages: turns,
    stop: ['END'],
    responseFormat: {'type': 'json_object'},
  );
  final colour = Theme.of(context).model;
}
