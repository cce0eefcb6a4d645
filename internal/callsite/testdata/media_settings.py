"""Pictures and films of Google's models."""
from google import genai
from google.genai import types

client = genai.Client()
picture = client.models.generate_images(
    model="imagen-4.0-generate-001",
    prompt="a lighthouse",
    config=types.GenerateImagesConfig(
        number_of_images=2,
        aspect_ratio="1:1",
        person_generation="allow_adult",
    ),
)
film = client.models.generate_videos(
    model="veo-3.0-generate-001",
    prompt="a lighthouse",
    config={"person_generation": "allow_all"},
)
