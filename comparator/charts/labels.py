"""Labels that stand in a drawing, where no line can break."""

from __future__ import annotations


def shorten(text: str, longest: int) -> str:
    """Return a text of at most so many characters, cut between words where that leaves more than half of them."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    words = cut.rsplit(" ", 1)[0]
    return f"{words.rstrip(' :,') if len(words) > longest / 2 else cut}…"
