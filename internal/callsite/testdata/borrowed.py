"""A module of the program's own brings the names of the libraries that it imports."""
from helpers import *

store = OpenAIEmbeddings(model="text-embedding-3-small")
llm = ChatOpenAI(model="gpt-4o-mini", temperature=0)


class GroqLogger:
    """No client, though it is called after a vendor."""


log = GroqLogger()
