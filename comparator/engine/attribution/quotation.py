"""Quotations: which parts of each sentence stand in quotation marks, over sentence and paragraph ends.

Takes the sentences of a document in reading order; gives for each the quoted ranges and whether a quotation runs on
from the sentence before. A quotation that runs over paragraphs may open each anew (Chicago Manual of Style 13.32);
one whose mark never closes ends with its paragraph, unless the next mark closes it. Single marks count only where a
pair of them stands in one sentence, because apostrophes look the same. One pass, linear in the text. It does not say
who is quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.records import Segment

_OPENING, _CLOSING, _STRAIGHT = frozenset("“«„"), frozenset("”»"), '"'
_MARK = re.compile(r"[\"“”«»„]|''")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)([^‘’'\n]{2,400}(?:['’]\w[^‘’'\n]{0,400}){0,6})['’](?!\w)")
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{—–-:")
_PARAGRAPHS_AHEAD = 6
"""A mark that closes a quotation left open is looked for in as many paragraphs; the longest in the annotated documents runs over five."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """The quotation marks of one sentence."""

    ranges: tuple[tuple[int, int], ...]
    """Quoted parts, as half-open ranges of the sentence's text, marks included."""
    continues: bool
    """Whether it begins inside the quotation of the sentence before."""
    runs_on: bool
    """Whether it ends inside a quotation that the next sentence goes on with."""

    def covered(self) -> int:
        """Return how many characters are quoted."""
        return sum(end - start for start, end in self.ranges)


def read_quotations(segments: Sequence[Segment]) -> tuple[Quoting, ...]:
    """Return the quotation marks of each sentence."""
    marks = [tuple(_marks(segment.text)) for segment in segments]
    carried = _carried(segments, marks)
    found: list[Quoting] = []
    open_ = False
    for index, segment in enumerate(segments):
        continues = open_
        ranges, still_open = _ranges(segment.text, marks[index], continues)
        open_ = still_open and carried[index]
        if not ranges:
            ranges = tuple((m.start(), m.end()) for m in _SINGLE.finditer(segment.text))
        found.append(Quoting(ranges, continues, open_))
    return tuple(found)


def _marks(text: str) -> list[tuple[int, str]]:
    """Return the marks of a text: position and ``(`` for opening, ``)`` for closing."""
    marks: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        at, sign = match.start(), match.group()
        if sign in _OPENING:
            marks.append((at, "("))
        elif sign in _CLOSING:
            marks.append((at, ")"))
        else:
            marks.append((at, "(" if _opens(text, at) else ")"))
    return marks


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    behind = at + (2 if text.startswith("''", at) else 1)
    after = text[behind] if behind < len(text) else " "
    return before in _BEFORE_OPENING and not after.isspace()


def _ranges(text: str, marks: Sequence[tuple[int, str]], is_open: bool) -> tuple[tuple[tuple[int, int], ...], bool]:  # noqa: FBT001
    ranges: list[tuple[int, int]] = []
    start = 0 if is_open else None
    for at, sign in marks:
        if sign == "(" and start is None:
            start = at
        elif sign == ")" and start is not None:
            ranges.append((start, min(len(text), at + 1 + text.startswith("''", at))))
            start = None
    if start is not None:
        ranges.append((start, len(text)))
    return tuple(ranges), start is not None


def _carried(segments: Sequence[Segment], marks: Sequence[Sequence[tuple[int, str]]]) -> list[bool]:
    """Tell of each sentence whether a quotation open at its end would run on into the next one.

    Inside a paragraph it does, unless the next mark opens another. Over the end of a paragraph it does if the next paragraph begins with an
    opening mark, or if the next mark at all closes it.
    """
    carried = [False] * len(segments)
    next_sign, next_paragraph = "", 0
    for index in range(len(segments) - 2, -1, -1):
        here, after = segments[index].paragraph, segments[index + 1].paragraph
        if marks[index + 1]:
            next_sign, next_paragraph = marks[index + 1][0][1], after
        closes = next_sign == ")" and next_paragraph - here <= _PARAGRAPHS_AHEAD
        begins = bool(marks[index + 1]) and marks[index + 1][0] == (0, "(")
        to_the_end = here == after and (not next_sign or next_paragraph != here)
        carried[index] = closes or to_the_end or (begins and here != after)
    return carried
