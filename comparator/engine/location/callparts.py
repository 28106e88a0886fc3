"""A sentence with everything that stage 4 reads off it alone: its clues, its dates, and the date that governs what it tells.

Takes a sentence, its attribution and the people that it names; knows no call and no other sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.location.calltalk import NO_CLUES, Clues, read_clues
from comparator.engine.location.dates import DateExpression, find_dates
from comparator.engine.patterns import any_of
from comparator.engine.records import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from comparator.engine.records import Attribution, Call, Segment
    from comparator.engine.register import Mention


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence with everything that is read off it alone."""

    segment: Segment
    attribution: Attribution
    mentions: tuple[Mention, ...]
    clues: Clues
    dates: tuple[DateExpression, ...]
    governing: tuple[DateExpression, ...]
    """The date that says when the call, or the act, was."""
    spoken: tuple[DateExpression, ...] = ()
    """The date that says when the source spoke of it ("…, the ministry said on Friday"): the day of the call, or some days after."""
    dateline: tuple[DateExpression, ...] = ()
    """The date of the place line that the sentence begins with ("NEW DELHI, May 3, 2024 --"): the day on which it was written."""

    @property
    def listed(self) -> bool:
        """Whether a mark of a list stands before it ("- Attention was drawn to …")."""
        return _LIST_MARK.match(self.segment.text) is not None


_LIST_MARK = re.compile(r"(?:[-•–—*▪■●·‣◦»]|\d{1,2}[.)])\s")


def read_part(
    segment: Segment, attribution: Attribution, mentions: Sequence[Mention], place: Callable[[str], int]
) -> Part:
    """Return a sentence with its clues; furniture has none. ``place`` gives the length of the place line that a text begins with."""
    if segment.role is Role.FURNITURE:
        return Part(segment, attribution, (), NO_CLUES, (), ())
    clues = read_clues(segment.text, mentions)
    dates = find_dates(segment.text) if clues.may_be_dated else ()
    start = place(segment.text) if dates else 0
    dateline = tuple(day for day in dates if day.start < start)
    governing = _governing(segment.text, clues, _own_days(dates, dateline)) if dates else ()
    spoken = tuple(day for day in governing if _dates_the_saying(segment.text, attribution.cue, day))
    kept = tuple(day for day in governing if day not in spoken)
    return Part(segment, attribution, tuple(mentions), clues, dates, kept, spoken, dateline)


def _own_days(dates: Sequence[DateExpression], dateline: Sequence[DateExpression]) -> Sequence[DateExpression]:
    """Return the days that the sentence itself names; that of its place line where it names none, or none that is clear without a year."""
    own = dates[len(dateline) :]
    clear = any(day.names_day for day in own) or any(day.year is not None for day in dateline)
    return own if own and clear else dates


def _governing(text: str, clues: Clues, dates: Sequence[DateExpression]) -> tuple[DateExpression, ...]:
    """Return the date that says when the call, or the act, was: the nearest with no "after" or "following" between."""
    anchor = clues.cue or (clues.acts[0] if clues.acts else None)
    if anchor is None:
        return ()
    named = tuple(
        d for d in dates if clues.cue and d.end < clues.cue.start and not text[d.end : clues.cue.start].strip()
    )
    if named:  # "after that 27 November conversation": the date is the call's name
        return named
    free = [
        d
        for d in dates
        if not any(_between(at, d, anchor.start, anchor.end) for at in clues.subordinators)
        and not _dates_something_else(text, d, anchor.end if clues.cue else -1)
        and not (d.day is None and _WHEN.search(text, anchor.end, max(anchor.end, d.start)))
    ]
    return tuple(sorted(free, key=lambda d: min(abs(d.start - anchor.end), abs(anchor.start - d.end)))[:1])


def _dates_something_else(text: str, expression: DateExpression, cue_end: int) -> bool:
    """Tell whether the date belongs to a noun ("the events of June 24"), or to a span ("from 9 January") and not to the call."""
    before = text[max(0, expression.start - 8) : expression.start].lower()
    if before.endswith((" from ", " until ", " by ", " since ")):
        return True
    return before.endswith((" of ", " of the ")) and expression.start - cue_end > len(" of the ")


_WHEN = re.compile(r"\b(?:when|where|who|whom|which)\b")
"""What opens a clause of its own, whose month is not the act's: "recalled her kindness when she hosted him last June"."""


def _between(at: int, expression: DateExpression, start: int, end: int) -> bool:
    if expression.start >= end:
        return end <= at < expression.start
    return at < expression.start


def _dates_the_saying(text: str, cue: str | None, day: DateExpression) -> bool:
    """Tell whether the date belongs to the cue ("said on Friday", "on Friday said"), or to an opening "Speaking to reporters on Friday"."""
    if day.start < _FRAME and _saying().fullmatch(text[: day.start].casefold()):
        return True
    if not cue:
        return False
    folded, word = text.casefold(), cue.casefold()
    before = folded[: day.start].rstrip().removesuffix(" on").rstrip(" ,")
    heard = _HEARERS.search(before)
    before = before[: heard.start()] if heard and text[heard.start() : day.start].strip() else before
    return before.endswith(word) or folded[day.end :].lstrip().startswith(f"{word} ")


_HEARERS = re.compile(
    r"\s(?:(?:an?|the|his|her)\s)?(?:(?:daily|regular|weekly|joint|news|press|online|televised)\s){0,3}"
    r"(?:reporters|journalists|conference|briefing|media|parliament|lawmakers|mps)(?:\s(?:in|at)\s\w+)?\Z"
)
"""Who hears it, between a cue and its day: "told a news conference in Berlin on Friday"."""
_FRAME = 100
"""Code points at the head of a sentence in which it says where something was said, and on which day."""


@cache
def _saying() -> re.Pattern[str]:
    return re.compile(
        rf"\W*{any_of(read_json('call_words')['sayings'])}\b(?:(?!\b(?:call|conversation|talks)\b)[^,;:])*", re.DOTALL
    )


def is_of_account(part: Part) -> bool:
    """Tell whether the sentence speaks of an account of a call: names a readout, or says what a statement leaves out."""
    tags = part.clues.tags
    return "account_words" in tags or (
        "silences" in tags and not tags.isdisjoint({"documents", "accounts", "institutions"})
    )


def is_previous(part: Part) -> bool:
    """Tell whether the sentence speaks of a call before another one ("the previous call")."""
    return "previous" in part.clues.tags


def opens_list(part: Part) -> bool:
    """Tell whether a list may follow: a colon ends the sentence, or it speaks of a call, of an account or of main points."""
    if part.segment.text.rstrip().endswith(":"):
        return True
    return part.clues.cue is not None or bool(part.clues.tags & {"list_openers", "documents", "account_words"})


def talks(part: Part, call: Call) -> bool:
    """Tell whether the leaders of the call are said to have talked with each other."""
    clues = part.clues
    if "spoke" in clues.tags or clues.together or "collectives" in clues.tags:
        return not clues.occasion
    told = any(act.to in call.sides and act.to != act.side for act in clues.acts)
    return told and any(day.names_day for day in part.governing)
