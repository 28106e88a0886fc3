"""The place that a report puts before its first sentence ("BERLIN/MOSCOW, Nov 15 (Reuters) -", "New Delhi:").

Takes the text of a sentence and gives it with the place line blanked, so that no place is taken for a source and every
offset stays. An institution before a colon ("White House: …") is a source and stays. It does not decide what is
furniture.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.naming import INSTITUTION, LEADER, NAME

if TYPE_CHECKING:
    from comparator.engine.naming import Mention
    from comparator.engine.register import Register

_REACH = 90
_CLOSE = re.compile(r"(?:\s*:|\s*--|\s+[–—-]|[–—]|\.)(?=\s)")
_ASIDE = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]|/[^\s/]{2,20}/")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 8
_SHORTEST_SHOUTED = 3


def without_place(text: str, register: Register) -> str:
    """Return the text with its place line, if it has one, turned to spaces."""
    end = place_length(text, register)
    return " " * end + text[end:] if end else text


def place_length(text: str, register: Register) -> int:
    """Return the length of the place line that a sentence begins with, or 0."""
    head = text[:_REACH]
    end = 0
    for close in _CLOSE.finditer(head):
        if _is_place(head[: close.start()], close.group().strip(), register):
            end = close.end()
    return end


def _is_place(before: str, close: str, register: Register) -> bool:
    aside = _ASIDE.search(before)
    plain = _ASIDE.sub(lambda found: " " * len(found.group()), before)
    words = list(_WORD.finditer(plain))
    if not words or len(words) > _MOST_WORDS or not before.strip()[:1].isupper():
        return False
    mentions = register.mentions(plain)
    shared = plain.strip().lower() in read_json("institutions")["shared_bodies"]
    if shared or any(mention.kind in (INSTITUTION, LEADER) for mention in mentions):
        return False
    dated = any(word.group().lower() in _months() for word in words)
    if close == "." and aside is None:
        return False
    places = [word for word in words if word.group().lower() not in _months() | _SMALL]
    if all(word.group().isupper() for word in places) and any(len(w.group()) >= _SHORTEST_SHOUTED for w in places):
        return True
    first = places[0] if places else None
    city = first is not None and first.group().isupper() and plain[first.end() : first.end() + 1] == ","
    if aside is not None or dated or (city and close != ":"):
        return all(word.group()[0].isupper() for word in places) and bool(places)
    return close == ":" and bool(places) and all(_covered(word, mentions) for word in places)


def _covered(word: re.Match[str], mentions: tuple[Mention, ...]) -> bool:
    return any(m.kind == NAME and m.start <= word.start() and word.end() <= m.end for m in mentions)


_SMALL = frozenset(["de", "del", "la", "the", "of", "and", "al"])


@cache
def _months() -> frozenset[str]:
    """Return the names of months and their abbreviations."""
    names = [name.lower() for months in read_json("calendar")["months"].values() for name in months]
    return frozenset(names) | {name[:3] for name in names if name.isascii()} | {"sept"}
