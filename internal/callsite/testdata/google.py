from google import genai
from google.genai import types
from google.genai.types import GenerateContentConfig, Part
import google.generativeai as palm
from vertexai.generative_models import GenerativeModel

client = genai.Client(api_key="k")
on_vertex = genai.Client(vertexai=True, project="p", location="l")


def see(image):
    answer = client.models.generate_content(
        model="gemini-2.5-flash",
        contents=["What is this?", Part.from_bytes(data=image, mime_type="image/png")],
        config=GenerateContentConfig(
            temperature=0.1,
            top_k=40,
            system_instruction="Be exact.",
            response_mime_type="application/json",
            thinking_config=types.ThinkingConfig(thinking_budget=0),
            tools=[types.Tool(google_search=types.GoogleSearch())],
            safety_settings=[types.SafetySetting(category="HARM_CATEGORY_HARASSMENT", threshold="BLOCK_NONE")],
        ),
    )
    return answer.candidates[0].content.parts[0].text, answer.usage_metadata.total_token_count


async def talk():
    chat = on_vertex.aio.chats.create(model="gemini-2.5-pro", config={"max_output_tokens": 100})
    return await chat.send_message("Hello")


palm.configure(api_key="k")
model = palm.GenerativeModel("gemini-1.5-pro", system_instruction="Rhyme.", generation_config={"top_p": 0.5})
model.generate_content("A verse", stream=True)
model.start_chat(history=[{"role": "model", "parts": ["Hi"]}])
GenerativeModel("gemini-1.0-pro").generate_content("x")
