"""The pages of the handbook, and what answering cost."""

PAGES = {
    "refund": "Refunds go back to the card within five days.",
    "password": "A new password is set at /reset.",
}


def search(query: str) -> list[str]:
    words = query.lower().split()
    return [text for title, text in PAGES.items() if title in words]


def spent(read: int, written: int) -> None:
    print(f"{read} tokens read, {written} written")
