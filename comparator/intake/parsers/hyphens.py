"""Words that the end of a line divides.

"co-" at the end of a line and "operation" at the head of the next are one word, "long-" and "term" two with a hyphen
between. Which it is, the text itself tells: a hyphenated word that stands elsewhere within a line keeps its hyphen, and
so do two parts that are words by themselves or a first part that is hyphenated elsewhere. Where nothing tells, the word
is joined: that is what hyphens at line ends are mostly for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SOFT_HYPHEN = "\u00ad"
_HYPHENS = (SOFT_HYPHEN, "-", "\u2010")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W_]+)*")
_LAST = re.compile(r"(?<![\w\u2010-])[^\W_]+(?:[-\u2010][^\W_]+)*\Z")
_FIRST = re.compile(r"[^\W_]+")
_LONGEST_WORD = 60


class Vocabulary:
    """The words of a text that stand whole within its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._firsts: set[str] = set()
        is_divided = False
        for line in lines:
            words = _WORD.findall(line.casefold())[1 if is_divided else 0 :]
            is_divided = line.endswith(_HYPHENS)
            for word in words[:-1] if is_divided else words:
                self._words.add(word)
                if "-" in word:
                    self._firsts.add(word.split("-", 1)[0])

    def keeps_hyphen(self, first: str, second: str) -> bool:
        """Tell whether two parts of a word have a hyphen between them in the middle of a line, too."""
        if not second[:1].islower():
            return True
        first, second = first.casefold(), second.casefold()
        if f"{first}-{second}" in self._words:
            return True
        if first + second in self._words:
            return False
        return first in self._firsts or (first in self._words and second in self._words)


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the lines of a paragraph as one.

    >>> join_lines(["They spoke of co-", "operation."], Vocabulary([]))
    'They spoke of cooperation.'
    """
    text = ""
    for line in lines:
        text = _join(text, line.strip(), vocabulary) if text else line.strip()
    return text


def _join(text: str, line: str, vocabulary: Vocabulary) -> str:
    if not text.endswith(_HYPHENS) or text[-2:-1].isspace():
        return f"{text} {line}"
    first = _LAST.search(text[-_LONGEST_WORD:-1])
    second = _FIRST.match(line[:_LONGEST_WORD])
    if first is None or second is None:
        return f"{text} {line}"
    hyphen = "-" if vocabulary.keeps_hyphen(first.group(), second.group()) else ""
    return text[:-1] + hyphen + line
