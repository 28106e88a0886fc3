"""What changed between two texts: as pieces to show, and as places to follow. Pure.

Lines are compared first and words only where lines differ, so that long texts that differ little cost little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_LINES = 10_000
"""Lines of a text that is compared line by line: these take 0.1 s, eight times as many 6 s and 800 MB."""
_MOST_WORDS = 6_000
"""Words of a stretch that is compared word by word; a longer one is shown as removed and added whole."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of two texts: ``same``, ``removed`` (only in the first) or ``added`` (only in the second)."""

    kind: str
    text: str
    first: int
    """Where it begins, or would, in the first text: code points."""
    second: int


def compare(first: str, second: str) -> tuple[Change, ...]:
    """Return the stretches that lead from one text to the other, in order; joined, they are both texts whole."""
    changes: list[Change] = []
    for change in _stretches(first, second):
        last = changes[-1] if changes else None
        if last is not None and last.kind == change.kind:
            changes[-1] = Change(last.kind, last.text + change.text, last.first, last.second)
        elif change.text:
            changes.append(change)
    return tuple(changes)


def follow(first: str, second: str) -> Callable[[int, int], tuple[int, int] | None]:
    """Return a function from a span of the first text to the same characters in the second, or None if they are not all there."""
    kept = [change for change in compare(first, second) if change.kind == "same"]

    def place(start: int, end: int) -> tuple[int, int] | None:
        for change in kept:
            if change.first <= start and end <= change.first + len(change.text):
                shift = change.second - change.first
                return start + shift, end + shift
        return None

    return place


def _stretches(first: str, second: str) -> Iterator[Change]:
    lines, others = _LINE.findall(first), _LINE.findall(second)
    if max(len(lines), len(others)) > _MOST_LINES:
        yield from _in_words(first, second, 0, 0)
        return
    at, to = 0, 0
    for kind, ours, theirs in _opcodes(lines, others):
        old, new = "".join(ours), "".join(theirs)
        if kind == "equal":
            yield Change("same", old, at, to)
        else:
            yield from _in_words(old, new, at, to)
        at, to = at + len(old), to + len(new)


def _in_words(first: str, second: str, at: int, to: int) -> Iterator[Change]:
    ours, theirs = _WORD.findall(first), _WORD.findall(second)
    if not ours or not theirs or max(len(ours), len(theirs)) > _MOST_WORDS:
        yield Change("removed", first, at, to)
        yield Change("added", second, at + len(first), to)
        return
    for kind, before, after in _opcodes(ours, theirs):
        old, new = "".join(before), "".join(after)
        if kind == "equal":
            yield Change("same", old, at, to)
        else:
            yield Change("removed", old, at, to)
            yield Change("added", new, at + len(old), to)
        at, to = at + len(old), to + len(new)


def _opcodes(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield runs that are equal or not, with what they hold on both sides."""
    pending_first, pending_second = 0, 0
    for code in LCSseq.opcodes(first, second):
        if code.tag != "equal":
            continue
        if code.src_start > pending_first or code.dest_start > pending_second:
            yield "other", first[pending_first : code.src_start], second[pending_second : code.dest_start]
        yield "equal", first[code.src_start : code.src_end], second[code.dest_start : code.dest_end]
        pending_first, pending_second = code.src_end, code.dest_end
    if pending_first < len(first) or pending_second < len(second):
        yield "other", first[pending_first:], second[pending_second:]
