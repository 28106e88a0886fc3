"""Paragraphs of a plain text, hard-wrapped lines joined.

Takes a raw text and gives the spans of its paragraphs: a blank line always ends one; a line break does too, unless
the text is hard-wrapped (most lines are as long as the next word allows) or the line plainly runs on (it ends inside
a sentence, and the next begins in lower case). It does not judge what a paragraph is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from comparator.engine.cleaning.vocabulary import words_of
from comparator.engine.records import Span
from comparator.engine.text import trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\r\n\u2028\u2029\v\f]+")
_ITEM = re.compile(r"(?:[-*+•⁃▪‣●○◦·–—]|\(?\d{1,3}[.)]|[a-zA-Z][.)])\s")
_NUMBER = re.compile(r"\s*\d{1,2}\.\s")
"""The day of a date, where a full line stops before it: "… on May / 22. The talks …"."""
_BYLINE = re.compile(
    r"\s*by(?=[^a-z]+[A-ZÀ-Ž]|\sthe\s[A-ZÀ-Ž])(?:\s(?:[A-ZÀ-Ž][\w.’'-]{0,30},?|and|the|of|in|for|from|news|desk|staff|team|writers?|reporters?"
    r"|correspondents?)){2,10}\s*$"
)
_BRAND = re.compile(r"[a-z][a-z\d]{0,3}[A-Z]")
"""A name that begins in lower case: "i24NEWS"."""
_NARROWEST, _WIDEST = 30, 120
"""Widths between which text is wrapped by hand or by a tool; the readouts kept as Markdown have 72."""
_LONGEST_WORD = 40
_WRAPPED_SHARE = 0.6
_RUN_ON_LENGTH = 30
_FEWEST_RUNNING = 2
_RUNNING_SHARE = 0.4
_FILLED = 0.7
"""Share of the width that an unfinished line of a wrapped text fills; what is shorter is a line of its own."""
_FINAL = ".!?:;।…)"
_QUOTED = frozenset('"“«„')


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
    """The width that the text is wrapped at, or None if it is not; of two lines, one is always as long as the width."""
    lines = [span for run in runs for span in run if _could_wrap(text[span.start : span.end])]
    width = max((_length(text, line) for line in lines), default=0)
    pairs = [
        pair for run in runs for pair in pairwise(run) if not _ITEM.match(text[pair[1].start : pair[1].end].lstrip())
    ]
    if _NARROWEST <= width <= _WIDEST and pairs:
        full = sum(_is_full(text, line, following, width) for line, following in pairs)
        if full >= _WRAPPED_SHARE * len(pairs) and (len(pairs) > 1 or _begins_inside(text, pairs[0][1])):
            return width
    return _ragged_width(text, pairs)


def _ragged_width(text: str, pairs: Sequence[tuple[Span, Span]]) -> int | None:
    """The width of a text wrapped unevenly, or with lines in it that were not: how long lines are that plainly run on.

    A page with one paragraph a line has hardly a line that begins in lower case; of wrapped lines most do.
    """
    long = [pair for pair in pairs if _length(text, pair[0]) >= _NARROWEST]
    running = sorted(_length(text, line) for line, following in long if _begins_inside(text, following))
    if len(running) < _FEWEST_RUNNING or len(running) < _RUNNING_SHARE * len(long):
        return None
    width = running[len(running) * 3 // 4]
    return width if width <= _WIDEST else None


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
    full = width is not None and _is_full(text, line, following, width)
    tail = text[max(line.start, line.end - 40) : line.end].rstrip()
    if _ITEM.match(text[following.start : following.start + 40].lstrip()):
        return full and tail[-1:].isalpha() and bool(_NUMBER.match(text, following.start))
    if tail[-1:] == ":" and text[following.start : following.start + 40].lstrip()[:1] in _QUOTED:
        return False
    if full:
        return True
    length = _length(text, line)
    if tail.rstrip('"”’»')[-1:] in _FINAL or length < _RUN_ON_LENGTH:
        return False
    if width is not None and length >= _FILLED * width:
        return True
    last = tail.split()[-1] if tail else ""  # as it is written: "may" runs on, "May" does not
    return last in words_of("open_ends") or _begins_inside(text, following)


def _begins_inside(text: str, line: Span) -> bool:
    """Whether a line begins as only the middle of a sentence does, or a byline in small letters."""
    if _BYLINE.match(text, line.start, line.end):
        return False
    head = text[line.start : line.start + 40].lstrip(" \t\"'“‘(«")
    return head[:1].islower() and not _BRAND.match(head)
