import com.google.genai.Client;
import com.google.genai.types.*;
class A { void a() {
    Client g = new Client();
    GenerateContentConfig gc = GenerateContentConfig.builder().topK(3f).candidateCount(1).build();
    g.models.generateContent("gemini-2.5-flash", "x", gc).text();
    g.models.generateContent("gemini-2.5-flash", "x", GenerateContentConfig.builder().topK(3f).candidateCount(1).stopSequences("x").build());
    g.models.generateContent("gemini-2.5-flash", "x", GenerateContentConfig.builder().systemInstruction(Content.fromParts(Part.fromText("x"))).build());
    g.models.generateContent("gemini-2.5-flash", "x", GenerateContentConfig.builder().thinkingConfig(ThinkingConfig.builder().thinkingBudget(0)).build());
    g.models.generateContent("gemini-2.5-flash", "x", GenerateContentConfig.builder().tools(Tool.builder().googleSearch(GoogleSearch.builder()).build()).build());
}}
