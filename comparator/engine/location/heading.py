"""The title under which a document was published, where its text does not hold it as a headline.

Takes the title as it was given, or as the front matter gives it: a heading, or the last part of an address
("readout-of-the-presidents-call-with-…"); gives it as the sentence that would stand at the head of the text. It says what the document is
about and is no sentence of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.location.calltokens import words_of
from comparator.engine.records import Attribution, Role, Segment, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comparator.engine.records import CleanText, SourceDocument

_LONGEST = 500
"""Characters of a title that are read."""
_IN_ADDRESS = re.compile(r"[a-z0-9]+(?:[-_]+[a-z0-9]+)+[-_]*")
_JOINTS = re.compile(r"[-_]+")
_WORD = re.compile(r"\w+")

NOBODY = Attribution(attributed=False, voice=None)
"""Who asserts a title: nobody is quoted in it."""


def heading_of(document: SourceDocument, cleaned: CleanText, told: Iterable[str]) -> Segment | None:
    """Return the title as the headline that the text lacks, or None where there is none, or it is among the sentences ``told``.

    A title in words is taken before one in an address.
    """
    given = [document.title or "", *(item.value for item in cleaned.metadata if item.key == "title")]
    titles = [title for text in given if (title := " ".join(text[:_LONGEST].split()))]
    if not titles:
        return None
    known = {_words(text) for text in told}
    if any(_words(title) in known for title in titles):
        return None
    title = min(titles, key=_is_address)
    return Segment(Span(0, 0), _readable(title) if _is_address(title) else title, Role.HEADLINE)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text[:_LONGEST].casefold()))


def _is_address(title: str) -> bool:
    return _IN_ADDRESS.fullmatch(title) is not None


def _readable(address: str) -> str:
    """Return the words of an address as a title has them: with capitals, and the apostrophes that addresses drop.

    >>> _readable("readout-of-president-castros-call-with-prime-minister-lee-of-singapore-2")
    "Readout of President Castro's Call with Prime Minister Lee of Singapore"
    """
    words = [word for word in _JOINTS.split(address) if word]
    while len(words) > 1 and words[-1].isdigit():  # another page took the address first
        words.pop()
    small = set(read_json("stopwords")["stop"])
    titled = [word if at and word in small else word.capitalize() for at, word in enumerate(words)]
    for at, follows in enumerate(words[1:]):
        if follows in words_of("call_nouns") and words[at].endswith("s") and words[at] not in small:
            titled[at] = f"{titled[at][:-1]}'s"
    return " ".join(titled)
