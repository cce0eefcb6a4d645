"""Writes the newsletter of the month."""

from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

PROMPT = ChatPromptTemplate.from_messages(
    [
        ("system", "You write the newsletter of a public library. Be brief."),
        ("human", "New this month:\n{books}\n\nWrite three sentences for {audience}."),
    ]
)

chain = PROMPT | ChatOpenAI(model="gpt-4o-mini", temperature=0.9) | StrOutputParser()


def newsletter(books: str, audience: str) -> str:
    return chain.invoke({"books": books, "audience": audience})
