"""The dateline that an agency puts before its first sentence: "MOSCOW, June 30. /TASS/. Russian President …".

Takes the text of a paragraph and gives the length of the dateline that it begins with, whose stops end no sentence.
The dateline stays part of the first sentence.
"""

from __future__ import annotations

import re
from functools import cache

from comparator.engine.lexicon import read_json
from comparator.engine.patterns import any_of

_REACH = 110
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 9
_CLOSE = re.compile(r"[/).:–—-]\s")
"""What every dateline ends in; few paragraphs begin with as much."""


def dateline_length(text: str) -> int:
    """Return the length of the dateline that ``text`` begins with, or 0."""
    head = text[: 2 * _REACH]
    if not _CLOSE.search(head):
        return 0
    start = len(head) - len(head.lstrip())
    match = _pattern().match(head[start : start + _REACH])
    if match is None:
        return 0
    words = _WORD.findall(match["place"])
    if not words or len(words) > _MOST_WORDS or any(word[0].islower() and word not in _months() for word in words):
        return 0
    return start + match.end()


@cache
def _pattern() -> re.Pattern[str]:
    names = any_of(read_json("furniture")["agencies"])
    return re.compile(
        rf"(?P<place>[^\n\"“«:;?!]{{2,80}}?)[/(\s–—-]+(?i:{names})(?:[/).:]{{1,3}}|\s?[–—-]{{1,2}})(?=\s)"
    )


@cache
def _months() -> frozenset[str]:
    return frozenset(name for names in read_json("calendar")["months"].values() for name in names) | _SHORT


_SHORT = frozenset(
    ["янв", "фев", "февр", "мар", "апр", "июн", "июл", "авг", "сен", "сент", "окт", "ноя", "нояб", "дек", "г", "года"]
)
