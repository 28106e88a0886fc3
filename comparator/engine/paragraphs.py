"""Paragraphs of a plain text, hard-wrapped lines joined.

Takes a raw text and gives the spans of its paragraphs: a blank line always ends one; a line break does too, unless
the text is hard-wrapped (most lines are as long as the next word allows) or the line plainly runs on (it ends inside
a sentence, and the next begins in lower case). It does not judge what a paragraph is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from comparator.engine.records import Span
from comparator.engine.text import trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\r\n\u2028\u2029\v\f]+")
_ITEM = re.compile(r"(?:[-*+•⁃▪‣●○◦·–—]|\(?\d{1,3}[.)]|[a-zA-Z][.)])\s")
_NARROWEST, _WIDEST = 30, 120
"""Widths between which text is wrapped by hand or by a tool; the readouts kept as Markdown have 72."""
_LONGEST_WORD = 40
_WRAPPED_SHARE = 0.6
_RUN_ON_LENGTH = 30


def paragraph_spans(text: str, start: int = 0) -> list[Span]:
    """Return the paragraphs of ``text[start:]``, trimmed, in order."""
    runs = list(_runs(text, start))
    width = _wrap_width(text, runs)
    return [span for run in runs for span in _join(text, run, width)]


def _runs(text: str, start: int) -> Iterator[list[Span]]:
    """Groups of lines with no blank line between them."""
    run: list[Span] = []
    previous = start
    for match in _LINE.finditer(text, start):
        if run and _breaks(text[previous : match.start()]) > 1:
            yield run
            run = []
        span = trim(text, match.start(), match.end())
        if span.start < span.end:
            run.append(Span(match.start(), match.end()))
            previous = match.end()
        elif run:
            yield run
            run = []
    if run:
        yield run


def _breaks(gap: str) -> int:
    r"""Number of line ends in a run of them, "\\r\\n" counted once."""
    return len(gap) - gap.count("\r\n")


def _wrap_width(text: str, runs: Sequence[Sequence[Span]]) -> int | None:
    """The width that the text is wrapped at, or None if it is not."""
    lines = [span for run in runs for span in run if _could_wrap(text[span.start : span.end])]
    width = max((_length(text, line) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    pairs = [
        pair for run in runs for pair in pairwise(run) if not _ITEM.match(text[pair[1].start : pair[1].end].lstrip())
    ]
    full = sum(_is_full(text, line, following, width) for line, following in pairs)
    return width if pairs and full >= _WRAPPED_SHARE * len(pairs) else None


def _could_wrap(line: str) -> bool:
    """Whether a line shows the width: one with an address or a single word may stand over it."""
    words = line.split()
    return len(words) > 1 and max(map(len, words)) <= _LONGEST_WORD


def _length(text: str, line: Span) -> int:
    return len(text[line.start : line.end].rstrip(" "))


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on the line."""
    word = text[following.start : min(following.end, following.start + width)].strip(" ").split(" ", 1)[0]
    return _length(text, line) + 1 + len(word) > width


def _join(text: str, run: Sequence[Span], width: int | None) -> Iterator[Span]:
    begin = run[0]
    for line, following in pairwise(run):
        if not _runs_on(text, line, following, width):
            yield trim(text, begin.start, line.end)
            begin = following
    yield trim(text, begin.start, run[-1].end)


def _runs_on(text: str, line: Span, following: Span, width: int | None) -> bool:
    head = text[following.start : following.start + 40].lstrip()
    if _ITEM.match(head):
        return False
    if width is not None and _is_full(text, line, following, width):
        return True
    tail = text[max(line.start, line.end - 40) : line.end].rstrip()
    return head[:1].islower() and _length(text, line) >= _RUN_ON_LENGTH and tail[-1:] not in '.!?:;।…"”»)'
