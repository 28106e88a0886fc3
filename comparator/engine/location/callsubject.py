"""The call that a document is about.

Takes the sentences of a document and the register; gives the known call that its head, its dates and its sides point to, or a proposal
where the register has none. Single sentences may still speak of another call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.location.callmatch import FRESH, Choice, Setting, choose, day_in_words, fresh, is_fresh, propose
from comparator.engine.location.callparts import Part, is_previous
from comparator.engine.location.dates import agrees, shifted
from comparator.engine.location.principals import leaders_of
from comparator.engine.records import Call, Kind, ProposedCall, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.location.dates import DateExpression
    from comparator.engine.records import SourceDocument
    from comparator.engine.register import Register

_LEAD = 8
"""Mentions of a call at the head of a document that are asked for its sides."""
_LEAD_IN_PASSING = 3
"""Sentences at the head of a report, headline included, that may tell its call in passing ("… after a call with …")."""
_EVENTS = 20
"""Dates of a document that are weighed as events before its call."""
_NAMED_IN = 24
"""Sentences in which a proposed call's leaders are looked for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The call that a document is about."""

    call: Call | None
    why: str
    proposed: ProposedCall | None = None


def find_subject(document: SourceDocument, parts: Sequence[Part], setting: Setting, register: Register) -> Subject:
    """Find the call that the document is about: known, or proposed."""
    anchors = _anchors(parts)
    readout = document.kind is Kind.READOUT
    if not anchors and not (readout and parts):
        return Subject(None, "the document speaks of no call")
    sides = _participants(document, anchors, parts)
    # A document dates its call at its head; what is dated further down may be something else, and counts only where nothing else does.
    own = [part for part in anchors if part.clues.participants <= sides and _may_be_call(part)]
    dating = own[:_LEAD_IN_PASSING] if readout or setting.written else own
    if readout:
        dating = [part for part in dating if not _talks_of_others(part, sides)]
    governing = next((part.governing for part in dating if part.governing), ())
    if not governing and setting.written is None:
        governing = next((part.spoken for part in dating if part.spoken), setting.dateline)
    if readout:
        governing = fresh(governing, setting)
    elif own and not own[0].governing and _is_stale(governing, setting):
        # "As reported, on 16 March they spoke": the news above it has no day of its own, and is fresh.
        undated = choose(register.calls, sides, (), setting)
        governing = () if undated.call is not None and is_fresh(undated.call, setting) else governing
    events = tuple(d for part in parts for d in part.dates if d.month is not None)[:_EVENTS]
    choice = choose(register.calls, sides, governing, setting, events=events)
    if choice.call is None and len(sides) > 2:
        choice = _choose_pair(register.calls, anchors, governing, setting)
    if choice.call is not None:
        return Subject(choice.call, choice.why)
    return _propose(document, parts, anchors, sides, governing, setting, register, choice)


def _is_stale(dates: Sequence[DateExpression], setting: Setting) -> bool:
    """Tell whether a day is too old for the news of a report that was written on a known day."""
    written = setting.written
    if written is None or not dates:
        return False
    days = [shifted(written, -back) for back in range(-1, FRESH + 1)]
    return not any(agrees(dates[0], day, written) for day in days)


def _anchors(parts: Sequence[Part]) -> list[Part]:
    """Return the sentences that may say what the document is about: those that mention a call, and the lead even if in passing."""
    told = [part for part in parts if part.segment.role is not Role.FURNITURE]
    mentioning = [
        part for part in told if part.clues.cue is not None and not is_previous(part) and not part.clues.cue.unreal
    ]
    lead = {id(part) for part in told[:_LEAD_IN_PASSING]}
    main = [
        part
        for part in mentioning
        if id(part) in lead or not (part.clues.cue is not None and part.clues.cue.subordinate)
    ]
    return main or mentioning


def _choose_pair(
    calls: Sequence[Call], anchors: Sequence[Part], dates: Sequence[DateExpression], setting: Setting
) -> Choice:
    """Try the sides that one sentence names, where the document as a whole names too many.

    Three leaders may also have talked to each other: a call of two of them is meant only where it is as fresh as the report, or dated.
    """
    calls = [call for call in calls if dates or is_fresh(call, setting)]
    for part in anchors:
        if len(part.clues.participants) > 1:
            choice = choose(calls, part.clues.participants, part.governing or tuple(dates), setting)
            if choice.call is not None:
                return choice
    return Choice(None, "no known call fits")


def _participants(document: SourceDocument, anchors: Sequence[Part], parts: Sequence[Part]) -> frozenset[str]:
    """Return who takes part in the call that the document is about: the first mention that names two sides, completed."""
    own = frozenset({document.side}) if document.side and document.kind is Kind.READOUT else frozenset[str]()
    best: frozenset[str] = own
    for part in anchors[:_LEAD]:
        named = own | part.clues.participants
        if len(named) >= 2:
            return named
        best = best | named
    if any("subordinates" in part.clues.head for part in anchors[:1]):
        return best
    for part in parts[: 2 * _LEAD]:
        if len(best) >= 2:
            break
        best = best | part.clues.leaders
    return best


def _propose(
    document: SourceDocument,
    parts: Sequence[Part],
    anchors: Sequence[Part],
    sides: frozenset[str],
    dates: Sequence[DateExpression],
    setting: Setting,
    register: Register,
    choice: Choice,
) -> Subject:
    if len(sides) < 2 or not any(_may_be_call(part) for part in anchors[:_LEAD]):
        return Subject(None, choice.why)
    head = parts[:_NAMED_IN]
    leaders = leaders_of(sides, [part.segment.text for part in head], [part.mentions for part in head], register)
    proposed = propose(sides, dates, setting, leaders)
    if proposed is None:
        return Subject(None, choice.why)
    call = Call(proposed.id, proposed.date, proposed.sides, proposed.leaders)
    return Subject(call, f"a call of {day_in_words(call.date)} that is not in the register", proposed)


def _talks_of_others(part: Part, sides: frozenset[str]) -> bool:
    """Tell whether a vague mention may be of others' talks: "thanked him for hosting another round of talks between … on March 29"."""
    vague = part.clues.cue is not None and not part.clues.cue.remote
    return vague and not {mention.side for mention in part.mentions} <= sides


def _may_be_call(part: Part) -> bool:
    """Tell whether a mention is of a talk by phone or video; "talks" at a summit, or on a visit, are not."""
    cue, head = part.clues.cue, part.clues.head
    return cue is not None and (cue.remote or not head & {"meetings", "other_occasions"})
