import GoogleGenerativeAI

let model = GenerativeModel(
  name: "gemini-1.5-flash",
  apiKey: key,
  generationConfig: GenerationConfig(temperature: 0.2, topK: 3, maxOutputTokens: 9, responseMIMEType: "application/json"),
  safetySettings: [SafetySetting(harmCategory: .harassment, threshold: .blockNone)],
  systemInstruction: "Be brief."
)
let answer = try await model.generateContent("Hi")
