"""Whether quotation marks pair.

Takes the sentences of a document one after another and names those with a mark that has no partner: a quotation
closed that was never opened, or opened and never closed. A quotation may run over several sentences, and over
paragraphs where each begins with an opening mark, as English typesetting has it (Chicago Manual of Style 13.32).
Straight marks open after white space or a bracket and close elsewhere; single quotation marks are not looked at,
because apostrophes cannot be told from them.
"""

from __future__ import annotations

import re

_OPENING, _CLOSING = "“«„", "”»"
_MARK = re.compile(f'[{_OPENING}{_CLOSING}"]')
_BEFORE_OPENING = frozenset("([{—–-/'‘")


class Balance:
    """The state of quotation across the sentences of a document."""

    def __init__(self) -> None:
        self.broken: set[int] = set()
        """Numbers of the sentences with a mark that has no partner, once ``finish`` was called."""
        self._opener: int | None = None
        """The sentence in which the running quotation was last opened."""

    def feed(self, number: int, sentence: str, *, begins_paragraph: bool) -> None:
        """Take the next sentence."""
        marks = [match.start() for match in _MARK.finditer(sentence)]
        if begins_paragraph and self._opener is not None:
            if not marks or sentence[: marks[0]].strip() or not self._is_opening(sentence, marks[0]):
                self.broken.add(self._opener)
            self._opener = None
        for position in marks:
            if self._is_opening(sentence, position):
                if self._opener is not None:
                    self.broken.add(number)
                self._opener = number
            else:
                if self._opener is None:
                    self.broken.add(number)
                self._opener = None

    def finish(self) -> None:
        """Say that the document ends."""
        if self._opener is not None:
            self.broken.add(self._opener)

    def _is_opening(self, sentence: str, position: int) -> bool:
        sign = sentence[position]
        if sign != '"':
            return sign in _OPENING
        before = sentence[position - 1] if position else " "
        after = sentence[position + 1] if position + 1 < len(sentence) else " "
        if before.isspace() or before in _BEFORE_OPENING:
            return not after.isspace() or self._opener is None
        return False
