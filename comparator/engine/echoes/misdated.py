"""Sentences that a report puts in one call and the evidence in another.

Takes the sentences of several calls and the pairs among them that share their words; gives misdatings, each with its evidence put as a
question. Three kinds of evidence count: a day that the sentence itself names, long before its call (or after it) and shortly before
another one; a specific passage that sources of the other call have and no other source of this call; and standing next to such a
passage, with the same particulars. A formula, an anniversary or a date that is recalled in call after call ("since October 7") is no
evidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.echoes.attested import Sources, attested_only_there, sources_of
from comparator.engine.echoes.echo_beside import Placed, carried_beside
from comparator.engine.echoes.misdated_recent import recent_elsewhere
from comparator.engine.echoes.ownaccounts import own_accounts
from comparator.engine.lexicon import read_json
from comparator.engine.location.callmatch import day_in_words
from comparator.engine.location.dates import DateExpression, find_dates, resolve, shifted
from comparator.engine.records import Call, Misdating, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.echoes.echo_pairs import EchoPair, Worded
    from comparator.engine.options import Options
    from comparator.engine.records import Sentence
    from comparator.engine.register import Register

_PROPOSED_ID = re.compile(r"(\d{4}-\d\d-\d\d)((?:-[a-z]{2})+)\Z")
_CLOCKS = 1
"""Days by which two capitals' dates of one call differ at most."""
_RECALLED = 3
"""Calls whose sentences name a day, from which on it is a day that is recalled and not news."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    sentence: Sentence
    call: Call
    strength: float
    why: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What is known of the whole set of sentences."""

    calls: Mapping[str, Call]
    readouts: frozenset[str]
    """Documents that are a side's own account."""
    sources: Sources
    named_days: Mapping[tuple[int, int], frozenset[str]]
    """Month and day → calls whose sentences name it."""
    options: Options


def find_misdatings(
    everything: Sequence[Sentence],
    worded: Sequence[Worded],
    pairs: Sequence[EchoPair],
    calls_of_wording: Mapping[str, frozenset[str]],
    register: Register,
    options: Options,
) -> tuple[Misdating, ...]:
    """Return the sentences that seem to belong to another call, each once, in order of their ids."""
    sentences = [s for s in everything if s.role is Role.CONTENT and s.call is not None]
    dated = {s.id: found for s in sentences if (found := _events(s))}
    context = _context(sentences, worded, dated, register, options)
    evidence: list[_Evidence] = []
    for sentence in sentences:
        if sentence.id in dated:
            evidence += _by_event(sentence, dated[sentence.id], context)
        evidence += _by_plan(sentence, context)
    content = [s for s in everything if s.role is Role.CONTENT]
    for recent in recent_elsewhere(content, context.calls, context.readouts, register, options):
        evidence.append(_Evidence(recent.sentence, recent.call, recent.strength, _question(recent.call, recent.why)))
    for pair in pairs:
        # A wording that a third call has too belongs to none of them in particular.
        wording = (calls_of_wording.get(side.sentence.id, frozenset()) for side in (pair.a, pair.b))
        if len(frozenset().union(*wording)) > 2:
            continue
        for side, facing in ((pair.a, pair.b), (pair.b, pair.a)):
            evidence += _by_passage(side, facing, pair, dated.get(side.sentence.id, ()), context)
    best: dict[str, _Evidence] = {}
    for item in (*evidence, *_beside(evidence, worded)):
        known = best.get(item.sentence.id)
        if known is None or (-item.strength, item.call.id, item.why) < (-known.strength, known.call.id, known.why):
            best[item.sentence.id] = item
    return tuple(Misdating(key, best[key].call.id, best[key].why) for key in sorted(best))


def _context(
    sentences: Sequence[Sentence],
    worded: Sequence[Worded],
    dated: Mapping[str, Sequence[DateExpression]],
    register: Register,
    options: Options,
) -> _Context:
    calls = {call.id: call for call in register.calls}
    readouts = own_accounts(sentences)
    days: dict[tuple[int, int], set[str]] = defaultdict(set)
    for sentence in sentences:
        call_id = sentence.call or ""
        if call_id not in calls and (proposed := _proposed(call_id)) is not None:
            calls[call_id] = proposed
        for expression in dated.get(sentence.id, ()):
            days[(expression.month or 0, expression.day or 0)].add(call_id)
    return _Context(
        calls,
        readouts,
        sources_of(sentences, worded, readouts),
        {key: frozenset(value) for key, value in days.items()},
        options,
    )


def _proposed(call_id: str) -> Call | None:
    """Return the call that a proposed id stands for; the id says its day and its sides."""
    found = _PROPOSED_ID.match(call_id)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found.group(1))
    except ValueError:
        return None
    return Call(call_id, day, tuple(found.group(2)[1:].upper().split("-")))


def _events(sentence: Sentence) -> tuple[DateExpression, ...]:
    """Return the days that a sentence names as those of an event; not a year's anniversary or a plan."""
    return tuple(d for d in find_dates(sentence.text) if d.names_day and not _planned(sentence.text, d))


def _planned(text: str, expression: DateExpression, plans: re.Pattern[str] | None = None) -> bool:
    clause = text[max(0, expression.start - 80) : expression.end + 20]
    return (plans or _plans()).search(clause) is not None


@cache
def _to_come() -> re.Pattern[str]:
    words = read_json("event_words")["upcoming"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)", re.IGNORECASE)


@cache
def _plans() -> re.Pattern[str]:
    words = read_json("event_words")["no_event_of_the_call"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)", re.IGNORECASE)


def _is_occasion(text: str, day: DateExpression) -> bool:
    """Tell whether a day is that of an event: "following the attack of 3 May", "the 3 May attack", "migrants who drowned on 3 May"."""
    before = text[: day.start]
    return bool(
        _occasions().search(before)
        or _happened("happenings").search(before)
        or _happened("events").match(text, day.end)
    )


@cache
def _happened(name: str) -> re.Pattern[str]:
    """Return the pattern of an event right before a day ("drowned off Tarfaya on"), or of one right after it ("3 May attack")."""
    words = "|".join(map(re.escape, read_json("event_words")[name]))
    if name == "events":
        return re.compile(rf"(?:['’]s)?\s(?:[a-z-]+\s){{0,2}}(?:{words})\b", re.IGNORECASE)
    return re.compile(rf"\b(?:{words})\b[^.;,]{{0,40}}\Z", re.IGNORECASE)


@cache
def _occasions() -> re.Pattern[str]:
    words = read_json("event_words")["occasion"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)[^.;]{{0,40}}\Z", re.IGNORECASE)


def _by_event(sentence: Sentence, events: Sequence[DateExpression], context: _Context) -> list[_Evidence]:
    """Find a call that came days after the event which the sentence gives as its occasion."""
    own = context.calls.get(sentence.call or "")
    if own is None or sentence.document in context.readouts:
        return []
    found = []
    for event in events:
        recalled = context.named_days[(event.month or 0, event.day or 0)]
        if len(recalled) >= _RECALLED or not _is_occasion(sentence.text, event):
            continue
        # Who names the year of an event looks back at it; but no call speaks of what came after it.
        others = _fresh_for(event, own, context) if event.year is None else _after(event, own, context)
        for other in others:
            found.append(_Evidence(sentence, other, 1.0, _question(other, _timing(event, own, other))))
    return found


def _by_plan(sentence: Sentence, context: _Context) -> list[_Evidence]:
    """Find an earlier call for which a day was still to come that the sentence speaks of as if it were: "the summit on 22 August"."""
    own = context.calls.get(sentence.call or "")
    if own is None or sentence.document in context.readouts or not _to_come().search(sentence.text):
        return []
    found = []
    for plan in find_dates(sentence.text):
        day = resolve(plan, own.date) if plan.names_day and _planned(sentence.text, plan, _to_come()) else None
        if day is None or not _CLOCKS < (own.date - day).days <= context.options.misdated_plan_days:
            continue
        for other in context.calls.values():
            ahead = (day - other.date).days
            if set(other.sides) == set(own.sides) and 0 <= ahead <= context.options.misdated_stale_days:
                why = f"it speaks of “{plan.text}” as of a day to come, {_span((own.date - day).days)} before this call"
                found.append(_Evidence(sentence, other, 1.0, _question(other, why)))
    return found


def _fresh_for(event: DateExpression, own: Call, context: _Context) -> list[Call]:
    """Return the calls of the same sides for which the event was news, where for this one it was not."""
    options = context.options
    days = _days(event, own.date)
    if any(0 <= (own.date - day).days <= options.misdated_stale_days for day in days):
        return []
    return [
        other
        for other in context.calls.values()
        if other.id != own.id
        and set(other.sides) == set(own.sides)
        and any(
            0 <= (other.date - day).days <= options.misdated_event_days and day <= own.date
            for day in _days(event, other.date)
        )
    ]


def _after(event: DateExpression, own: Call, context: _Context) -> list[Call]:
    """Return the calls of the same sides that came soon after an event, where this one came before it."""
    day = resolve(event, None)
    if day is None or (day - own.date).days <= 1:
        return []
    reach = context.options.misdated_event_days
    return [
        other
        for other in context.calls.values()
        if set(other.sides) == set(own.sides) and 0 <= (other.date - day).days <= reach
    ]


def _days(event: DateExpression, call: date) -> list[date]:
    """Return the days on which the event may have been, seen from a call: of its year, or of that year and the one before."""
    years = (event.year,) if event.year is not None else (call.year, call.year - 1)
    days = []
    for year in years:
        try:
            days.append(date(year, event.month or 1, event.day or 1))
        except ValueError:
            continue
    return [day for day in days if day <= shifted(call, 1)]


def _by_passage(
    side: Worded, facing: Worded, pair: EchoPair, events: Sequence[DateExpression], context: _Context
) -> list[_Evidence]:
    """Find evidence that ``side`` is a passage of the call of ``facing``."""
    one, other = side.sentence, facing.sentence
    own, true = context.calls.get(one.call or ""), context.calls.get(other.call or "")
    if own is None or true is None or set(own.sides) != set(true.sides) or one.document in context.readouts:
        return []
    told = f"{_source(other)} has it there in nearly the same words"
    if pair.score >= context.options.misdated_min_score:
        for event in events:
            if true in _fresh_for(event, own, context):
                return [_Evidence(one, true, 1.0 + pair.score, _question(true, f"{_timing(event, own, true)}; {told}"))]
    if true.date < own.date and attested_only_there(side, facing, pair, context.sources, context.options):
        return [_Evidence(one, true, pair.score, _question(true, f"{told}, and no other source of this call has it"))]
    return []


def _beside(found: Sequence[_Evidence], worded: Sequence[Worded]) -> list[_Evidence]:
    """Return evidence for the neighbours of passages that belong to another call."""
    carried = carried_beside([Placed(item.sentence, item.call) for item in found], worded)
    told = "{} has it there, and what stands beside it belongs there too"
    return [
        _Evidence(one.sentence, one.call, 0.0, _question(one.call, told.format(_source(one.told)))) for one in carried
    ]


def _source(sentence: Sentence) -> str:
    return f"“{sentence.document}”"


def _timing(event: DateExpression, own: Call, other: Call) -> str:
    day = max(day for day in _days(event, other.date))
    if day > own.date:
        return f"it speaks of “{event.text}”, which came {_span((day - own.date).days)} after this call"
    return (
        f"it speaks of “{event.text}”, {_span((other.date - day).days)} before that call "
        f"and {_span((own.date - day).days)} before this one"
    )


def _span(days: int) -> str:
    if days >= 60:
        return f"{round(days / 30.44)} months"
    return f"{days} day" if days == 1 else f"{days} days"


def _question(call: Call, evidence: str) -> str:
    return f"Does this belong to the call of {day_in_words(call.date)}? {evidence[0].upper()}{evidence[1:]}."
