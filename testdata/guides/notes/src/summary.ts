import OpenAI from "openai";

const openai = new OpenAI();

export async function summary(note: string, words = 60): Promise<string> {
  const completion = await openai.chat.completions.create({
    model: "gpt-3.5-turbo",
    messages: [
      { role: "system", content: `Sum the note up in at most ${words} words.` },
      { role: "user", content: note },
    ],
    max_tokens: 200,
    temperature: 0.3,
  });
  return completion.choices[0].message.content ?? "";
}
