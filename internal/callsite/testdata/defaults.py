from typing import Literal

import click
from pydantic import BaseModel, Field


class Settings(BaseModel):
    """The default of a setting counts by the name of the setting."""

    local_llm: str = Field(default="llama3.2", title="Model", description="Which model answers")
    llm_provider: Literal["ollama", "lmstudio"] = Field(default="ollama", title="Provider")
    search_provider: str = Field(default="tavily", title="Search")
    planner_model: str = Field("mistral", alias="PLANNER")
    title: str = Field(default="llama3.2")


@click.option("--model", default="llama3.1")
@click.option("--animal", default="llama")
def main(model, animal):
    print(model, animal)
