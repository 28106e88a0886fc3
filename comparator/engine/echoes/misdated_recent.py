"""Words such as "yesterday" that fit another call than the one in which a report puts them.

Takes the sentences that tell of calls and all sentences beside them; gives those that say "yesterday" or "last night" of something that
the same report, or another one, puts on a day before another known call of the same sides. Who or what it was is known by names that
hardly any text has. The outlet's own "yesterday" is reckoned from its own day and tells nothing here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.alignment.words import WordKind, idf, split_words
from comparator.engine.lexicon import read_json
from comparator.engine.location.callmatch import day_in_words
from comparator.engine.location.dates import DateExpression, find_dates, resolve, shifted
from comparator.engine.records import OUTLET_VOICE, Call

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from comparator.engine.options import Options
    from comparator.engine.records import Sentence
    from comparator.engine.register import Register

_RECENT = (-2, -1)
"""Days that "yesterday" and its like lie back; "today" is as often no day at all ("today's world")."""
_CLOCKS = 1
"""Days by which two capitals' dates of an event differ at most."""
_OWN = 3
"""Days around the report's own call within which the event may well be its own."""
_NEAR = 3
"""Sentences around it whose event is known by one name; elsewhere it takes two."""
_NAMES = 2
_CLAUSE = 60
"""Code points before a day that are asked whether it is yet to come."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A sentence whose "yesterday" is that of another call."""

    sentence: Sentence
    call: Call
    strength: float
    why: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A sentence that says "yesterday", with its call and the rare names in it."""

    sentence: Sentence
    own: Call
    recent: DateExpression
    names: frozenset[str]
    things: frozenset[str]
    """Other rare words in it: they count beside a name."""


@dataclass(frozen=True, slots=True)
class _Event:
    """Another sentence that tells of the same people or things."""

    sentence: Sentence
    shared: int


def recent_elsewhere(
    sentences: Sequence[Sentence],
    calls: Mapping[str, Call],
    readouts: frozenset[str],
    register: Register,
    options: Options,
) -> list[Recent]:
    """Return the sentences whose "yesterday" another known call of the same sides explains, and their own does not."""
    asked = [
        _Asked(s, own, recent, *_names(s, register, options))
        for s in sentences
        if (own := calls.get(s.call or "")) is not None
        and s.document not in readouts
        and s.voice not in {OUTLET_VOICE, None}
        and (recent := next((d for d in find_dates(s.text) if d.days in _RECENT), None)) is not None
    ]
    named = _named(sentences, frozenset().union(*(one.names | one.things for one in asked)))
    found: list[Recent] = []
    for one in asked:
        events = list(_events(one, named))
        for other in calls.values():
            if other.id != one.own.id and set(other.sides) == set(one.own.sides):
                item = _dated(one, events, other) or _told(one, events, other)
                found += [item] if item is not None else []
    return found


def _named(sentences: Sequence[Sentence], names: frozenset[str]) -> list[tuple[Sentence, frozenset[str]]]:
    """Return the sentences with any of the names, each with those it has."""
    if not names:
        return []
    found = ((s, names.intersection(_NAME.findall(s.text.casefold()))) for s in sentences)
    return [(s, shared) for s, shared in found if shared]


def _events(one: _Asked, named: Sequence[tuple[Sentence, frozenset[str]]]) -> Iterator[_Event]:
    """Give the sentences that share rare names with the one asked about."""
    own = one.sentence
    for other, names in named:
        shared = len(names & one.names)
        shared += len(names & one.things) if shared else 0
        beside = other.document == own.document and abs(other.index - own.index) <= _NEAR
        if other.id != own.id and shared >= (1 if beside else _NAMES):
            yield _Event(other, shared)


_NAME = re.compile(r"[^\W\d_]+")


def _names(sentence: Sentence, register: Register, options: Options) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names in a sentence that hardly any text has, but those of the parties, and its other rare words."""
    words = split_words(sentence.text, register.mentions(sentence.text))[1:]
    rare = [word for word in words if word.kind is WordKind.CONTENT and idf(word.stem) >= options.echo_rare_idf]
    return frozenset(w.text for w in rare if w.capital), frozenset(w.text for w in rare if not w.capital)


def _dated(one: _Asked, events: Sequence[_Event], other: Call) -> Recent | None:
    """Return evidence where the event has a day: that of the other call, and not near this one's."""
    days = [(event, day) for event in events for day in _days(event.sentence, one.own)]
    if any(abs((_meant(one.recent, one.own) - day).days) <= _OWN for _, day in days):
        return None
    for event, day in days:
        if abs((_meant(one.recent, other) - day).days) <= _CLOCKS:
            why = f"it says “{one.recent.text}” of what “{event.sentence.document}” puts on {day_in_words(day)}"
            return Recent(one.sentence, other, 1.0, why)
    return None


def _told(one: _Asked, events: Sequence[_Event], other: Call) -> Recent | None:
    """Return evidence where reports of the other call, and no other report of this one, tell the event with a day."""
    elsewhere = [event.sentence for event in events if event.shared >= _NAMES]
    elsewhere = [told for told in elsewhere if told.document != one.sentence.document]
    if any(told.call == one.own.id for told in elsewhere):
        return None
    told = next((told for told in elsewhere if told.call == other.id and find_dates(told.text)), None)
    if told is None:
        return None
    why = f"it says “{one.recent.text}” of what “{told.document}” tells of that call, and no other source of this call does"
    return Recent(one.sentence, other, 0.7, why)


def _meant(recent: DateExpression, call: Call) -> date:
    return shifted(call.date, recent.days or 0)


def _days(sentence: Sentence, call: Call) -> Iterator[date]:
    """Give the days of a month that a sentence names as past."""
    for expression in find_dates(sentence.text):
        before = sentence.text[max(0, expression.start - _CLAUSE) : expression.start]
        if expression.names_day and not _to_come().search(before):
            yield from _last(expression, call)


def _last(expression: DateExpression, call: Call) -> list[date]:
    """Return the last such day before a report of the call, for what is told was past."""
    days = [
        resolve(expression, call.date.replace(year=year, day=1))
        for year in (call.date.year, max(call.date.year - 1, 1))
    ]
    return sorted(day for day in days if day is not None and day <= shifted(call.date, _OWN))[-1:]


@cache
def _to_come() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_json("event_words")["yet_to_come"]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)|(?<!\w)(?:since|until|from|by)\s+(?:\w+,?\s+)?\Z", re.IGNORECASE)
