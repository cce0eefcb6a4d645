from agents import Agent, FileSearchTool, HostedMCPTool
from openai import OpenAI

agent = Agent(
    name="Helper",
    instructions="Be brief.",
    tools=[
        FileSearchTool(vector_store_ids=[store]),
        HostedMCPTool(tool_config={"type": "mcp", "server_label": "wiki"}),
    ],
)
