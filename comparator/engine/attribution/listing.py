"""Lists and sections that pass one side's account on: "The main points of the Kremlin statement:", "Washington's version".

Takes the sentence or heading that announces them; gives the source whose account follows, if it names one side's.
Tells whether a paragraph begins like the item of a list, and blanks the item's mark. How far a list goes is for the
reader of the article, who sees what follows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.attribution.sourcekinds import Source, SourceKind
from comparator.engine.lexicon import read_json
from comparator.engine.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from comparator.engine.attribution.memory import Memory
    from comparator.engine.register import Register

_MARK = re.compile(r"\s*(?:[-–—•⁃▪‣●○◦■□➢➤►▸·*✓]+|\(?\d{1,2}[.)]|\(?[a-hivx]{1,3}\)|#\d{1,2})\s+(?=\S)")
_LINK = re.compile(r"\b(?:of|from|in|by|according to|as per)\s+")
_PHRASE_END = re.compile(r"[:;.,!?]|\b(?:on|about|regarding|following|after|with|which|that)\b")
_SAID = re.compile(
    r"(?:what\s+)?(?P<who>[^:]{2,60}?)\s+(?:said|says|had to say|reported|reports|published)[:.]?$", re.IGNORECASE
)
_LONGEST_HEADING, _LONGEST_TITLE, _LONGEST_ANNOUNCEMENT = 8, 5, 400
"""Words of a heading that tells what a source said or names it, and characters of a sentence that announces a list."""
_SEVERAL = re.compile(r"\b(?:statements|readouts|releases|accounts|versions|both|two)\b", re.IGNORECASE)


def without_mark(text: str) -> str:
    """Return the text with the mark of a list's item turned to spaces.

    Example:
        >>> without_mark("- He agreed.")
        '  He agreed.'
    """
    mark = _MARK.match(text)
    return text if mark is None else " " * mark.end() + text[mark.end() :]


def is_marked(text: str) -> bool:
    """Tell whether a paragraph begins with the mark of a list's item."""
    return _MARK.match(text) is not None


class ListingReader:
    """Reads what announces one side's account."""

    def __init__(self, register: Register, read: Callable[[str], Source]) -> None:
        self._register = register
        self._read = read

    def announced(self, text: str, memory: Memory) -> Source | None:
        """Return whose account a sentence announces a list of ("the key points of the statement by the Kremlin")."""
        noun = _announcing().search(text[:_LONGEST_ANNOUNCEMENT])
        if noun is None:
            return None
        for link in _LINK.finditer(text, noun.end(), _LONGEST_ANNOUNCEMENT):
            end = _PHRASE_END.search(text, link.end(), _LONGEST_ANNOUNCEMENT)
            source = self._one_sided(text[link.end() : end.start() if end else _LONGEST_ANNOUNCEMENT], memory)
            if source is not None:
                return source
        return self._before(text[: noun.end()], memory)

    def _before(self, text: str, memory: Memory) -> Source | None:
        """Return the owner of the list's noun ("Key takeaways" has none, "the Chinese readout's main points" has)."""
        source = self._one_sided(text, memory)
        return source if source is not None and self._register.mentions(text) else None

    def headed(self, text: str) -> Source | None:
        """Return whose account stands under a heading ("Washington's statement", "What the Kremlin said")."""
        plain = text.strip(" -–—*'\"“”‘’:")
        if len(plain.split()) > _LONGEST_HEADING or "," in plain or "?" in plain or _SEVERAL.search(plain):
            return None
        said = _SAID.match(plain)
        if said is not None and (plain.lower().startswith("what") or text.rstrip().endswith(":")):
            who = self._read(said["who"])
            speaks = who.side and who.kind in (SourceKind.BODY, SourceKind.COUNTRY, SourceKind.DOCUMENT)
            return replace(who, kind=SourceKind.DOCUMENT) if speaks else None
        source = self._read(plain)
        title = (
            source.head in _accounts() and plain.lower().endswith(source.head) and len(plain.split()) <= _LONGEST_TITLE
        )
        sides = {mention.side for mention in self._register.mentions(plain)}
        return source if title and source.side and sides == {source.side} else None

    def _one_sided(self, phrase: str, memory: Memory) -> Source | None:
        source = self._read(phrase)
        if source.kind not in (SourceKind.DOCUMENT, SourceKind.BODY):
            return None
        sides = {mention.side for mention in self._register.mentions(phrase)}
        if len(sides) > 1 and _SEVERAL.search(phrase):
            return None
        source = memory.resolve(source)
        return source if source.side else None


def gathers(text: str) -> bool:
    """Tell whether a sentence says that a list follows, so that its items need no marks."""
    return text.rstrip().endswith(":") or _gathering().search(text) is not None


@cache
def _accounts() -> frozenset[str]:
    return frozenset(read_json("institutions")["accounts"])


@cache
def _announcing() -> re.Pattern[str]:
    return _any_of("list_nouns")


@cache
def _gathering() -> re.Pattern[str]:
    return _any_of("gathering")


def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(read_json('cues')[name])}(?!\w)", re.IGNORECASE)
