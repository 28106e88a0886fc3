"""Whether quotation marks pair.

Takes sentences one after another and tells of each whether a quotation that it closes was never opened, or one that it opens was never
closed. A quotation may run over several sentences, and over paragraphs where each begins with an opening mark, as English typesetting has it
(Chicago Manual of Style 13.32). Straight marks open after white space or a bracket and close elsewhere; single quotation marks are not
looked at, because apostrophes cannot be told from them.
"""

from __future__ import annotations

_OPENING, _CLOSING = "“«„", "”»"


class Balance:
    """The state of quotation across the sentences of a document."""

    def __init__(self) -> None:
        self._open = False
        self._fresh = True

    def new_paragraph(self) -> None:
        """Say that the next sentence begins a paragraph."""
        self._fresh = True

    def is_broken(self, sentence: str) -> bool:
        """Take the next sentence; tell whether a mark in it has no partner."""
        broken = False
        fresh, self._fresh = self._fresh, False
        for position, sign in enumerate(sentence):
            if sign in _OPENING or (sign == '"' and self._opens(sentence, position)):
                broken = broken or (self._open and not (fresh and not sentence[:position].strip()))
                self._open = True
            elif sign in _CLOSING or sign == '"':
                broken = broken or not self._open
                self._open = False
        return broken

    def _opens(self, sentence: str, position: int) -> bool:
        before = sentence[position - 1] if position else " "
        after = sentence[position + 1] if position + 1 < len(sentence) else " "
        if before.isspace() or before in "([{—–-":
            return not after.isspace() or not self._open
        return not self._open and after.isalnum()
