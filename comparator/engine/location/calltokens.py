"""The words of a sentence and the lists of ``lexicon/call_words.json`` that they stand in.

Takes text; gives tokens of its folded form, whose offsets are those of the text, and where each list has an entry. One pass over the
words, so linear in their number. It does not say what the words amount to.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.register import Mention

_TOKEN = re.compile(r"[\w\u0900-\u097F]+(?:['-][\w\u0900-\u097F]+)*|[.,;:!?\"()]")
_FOLD = str.maketrans({"’": "'", "‘": "'", "‑": "-", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " "})
_TITLE_REACH = 40
"""Code points from a title to the state that it is of: "Taoiseach Leo Varadkar of"."""

Hits = dict[str, list[tuple[int, int]]]
"""Name of a list of words → the token ranges where one of its entries stands."""


class Token(NamedTuple):
    """A word or a mark of the folded sentence; a named tuple, for it is made for every word of every document."""

    word: str
    start: int
    end: int
    capital: bool


def tokenise(text: str, folded: str) -> list[Token]:
    """Return the words and marks of ``folded``, with the capitals of ``text``."""
    # Half of the time of the stage was the call of a named tuple's own constructor.
    new = tuple.__new__
    return [new(Token, (m[0], start := m.start(), m.end(), text[start].isupper())) for m in _TOKEN.finditer(folded)]


def fold(text: str) -> str:
    """Return the text in lower case with plain quotation marks; no offset moves."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_FOLD)
    lowered = folded.lower()
    # A few letters grow when lowered ("İ"); offsets must not move.
    return lowered if len(lowered) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def find_hits(tokens: Sequence[Token]) -> Hits:
    """Return, for each list of words, the token ranges where one of its entries stands."""
    book = _book()
    found: Hits = {}
    words = [token.word for token in tokens]
    for index, word in enumerate(words):
        entries = book.get(word)
        if entries is None:
            continue
        for tag in entries.singles:
            found.setdefault(tag, []).append((index, index + 1))
        if entries.phrases:
            # Most entries begin with "the": the second word leaves few of them to compare.
            for phrase, tag in entries.phrases.get(words[index + 1] if index + 1 < len(words) else "", ()):
                end = index + len(phrase)
                if words[index:end] == phrase:
                    found.setdefault(tag, []).append((index, end))
    return found


class _Entries(NamedTuple):
    """What begins with one word: the lists in which it stands alone, and the longer entries by their second word."""

    singles: list[str]
    phrases: dict[str, list[tuple[list[str], str]]]


@cache
def _book() -> Mapping[str, _Entries]:
    book: dict[str, _Entries] = {}
    for tag, entries in read_json("call_words").items():
        if tag in _SETS or tag.startswith("_"):
            continue
        for entry in dict.fromkeys(entries):
            words = _TOKEN.findall(fold(entry))
            own = book.setdefault(words[0], _Entries([], {}))
            if len(words) == 1:
                own.singles.append(tag)
            else:
                own.phrases.setdefault(words[1], []).append((words, tag))
    return book


_SETS = frozenset(
    {
        "acts",
        "passive_acts",
        "adverbs",
        "quote_verbs",
        "call_happened",
        "wishes",
        "sought",
        "together",
        "before_call",
        "after_call",
        "not_after_call",
        "subject_pronouns",
        "act_objects",
        "act_helpers",
        "acts_after_did",
        "sayings",
        "lesser_speakers",
        "account_givers",
        "prefaces",
        "talk_of_others",
        "it_tells",
        "decisions",
        "messages",
        "ministers",
        "news_acts",
        "message_acts",
    }
)


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the entries of a list whose entries are single words."""
    return frozenset(read_json("call_words")[name])


def governs(text: str, title: tuple[int, int], mention: Mention) -> bool:
    """Tell whether a title is of the state: "Indian Prime Minister", "Russia's President", "Taoiseach Leo Varadkar of Ireland"."""
    start, end = title
    if mention.kind not in {"name", "adjective"}:
        return False
    if mention.end <= start:
        return text[mention.end : start] in {" ", "'s ", "' "}
    between = text[end : mention.start]
    if mention.kind != "name" or len(between) > _TITLE_REACH or "," in between:
        return False
    # Russian and Hindi put the state beside the title with no preposition.
    return between.endswith((" of ", " of the ", " of the republic of ")) or not text[start:end].isascii()
