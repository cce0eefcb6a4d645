import os

from google.adk.agents import LlmAgent
from google.adk.models import Gemini
from google.adk.models.lite_llm import LiteLlm

os.environ["GOOGLE_GENAI_USE_ENTERPRISE"] = "true"

planner = LlmAgent(name="planner", model=Gemini(model="gemini-2.5-flash"), instruction="Plan the trip.")
writer = LlmAgent(name="writer", model=LiteLlm(model="openai/gpt-4.1"), instruction="Write it down.")
