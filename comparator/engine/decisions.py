"""What a person has decided about a document, put over what stages 1 to 4 find.

Takes the output of a stage and the decisions that came with the document, and gives the same records with the decisions in force, so
that the stages after it work on what the person settled. A decision is tied to characters of the raw text, not to sentences: it holds
however the text is divided later. Where the program now finds something else than it did when the person decided, the sentence is flagged
for another look; the decision stands. What is decided about two sentences is in ``pairs``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from comparator.engine.records import (
    OUTLET_VOICE,
    Attribution,
    Block,
    CleanText,
    Decided,
    Decision,
    Location,
    Role,
    Segment,
    Span,
)
from comparator.engine.segmenting.fragments import FRAGMENT, is_fragment
from comparator.engine.text import readable, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SPLIT, JOIN = "split", "join"
"""Values of a decision about a boundary."""

RECHECK_VOICE, RECHECK_CALL = "recheck-voice", "recheck-call"
"""Flags of a sentence where the program has come to find something else since a person decided."""

PERSON = "decided by a person"
"""Evidence of what a person settled."""


def with_roles(cleaned: CleanText, decisions: Sequence[Decision]) -> CleanText:
    """Give the characters that a person decided about the role that they should have; blocks are cut where need be."""
    blocks = cleaned.blocks
    for decision in decisions:
        if decision.kind is Decided.ROLE:
            role = Role(decision.value)
            blocks = tuple(piece for block in blocks for piece in _carve(cleaned.text, block, decision.span, role))
    return replace(cleaned, blocks=blocks)


def with_boundaries(text: str, segments: Sequence[Segment], decisions: Sequence[Decision]) -> tuple[Segment, ...]:
    """Cut sentences in two and join neighbours where a person said so; only sentences of the report."""
    found = tuple(segments)
    for decision in decisions:
        if decision.kind is Decided.BOUNDARY:
            found = tuple(
                _split(text, found, decision.span) if decision.value == SPLIT else _join(text, found, decision)
            )
    return found


def with_voices(
    segments: Sequence[Segment], attributions: Sequence[Attribution], decisions: Sequence[Decision]
) -> tuple[tuple[Segment, ...], tuple[Attribution, ...]]:
    """Give sentences the voices that a person settled."""
    parts, voices = list(segments), list(attributions)
    for place, decision in _settled(segments, decisions, Decided.VOICE):
        own = voices[place]
        parts[place] = _flagged(parts[place], decision, own.voice or "", RECHECK_VOICE)
        voice = decision.value or None
        voices[place] = replace(
            own, voice=voice, attributed=own.attributed if voice == own.voice else voice != OUTLET_VOICE, why=PERSON
        )
    return tuple(parts), tuple(voices)


def with_calls(
    segments: Sequence[Segment], locations: Sequence[Location], decisions: Sequence[Decision]
) -> tuple[tuple[Segment, ...], tuple[Location, ...]]:
    """Put sentences in the calls that a person settled."""
    parts, calls = list(segments), list(locations)
    for place, decision in _settled(segments, decisions, Decided.CALL):
        parts[place] = _flagged(parts[place], decision, calls[place].call or "", RECHECK_CALL)
        calls[place] = Location(decision.value or None, PERSON)
    return tuple(parts), tuple(calls)


def decision_on(decisions: Sequence[Decision], kind: Decided, span: Span) -> Decision | None:
    """Return the decision that holds for a sentence: the last one that most of its characters are in."""
    for decision in reversed(decisions):
        if decision.kind is kind and 2 * _common(decision.span, span) > span.end - span.start:
            return decision
    return None


def _settled(
    segments: Sequence[Segment], decisions: Sequence[Decision], kind: Decided
) -> Iterator[tuple[int, Decision]]:
    own = [decision for decision in decisions if decision.kind is kind]
    if not own:
        return
    for place, part in enumerate(segments):
        decision = decision_on(own, kind, part.span)
        if decision is not None and part.role is not Role.FURNITURE:
            yield place, decision


def _flagged(part: Segment, decision: Decision, found: str, flag: str) -> Segment:
    """Ask for another look where the program finds neither what it did then nor what the person decided."""
    return part if found in (decision.found, decision.value) else replace(part, flags=(*part.flags, flag))


def _carve(text: str, block: Block, span: Span, role: Role) -> Iterator[Block]:
    start, end = max(block.span.start, span.start), min(block.span.end, span.end)
    if block.role is role or start >= end or not text[start:end].strip():
        yield block
        return
    parts = (
        (Span(block.span.start, start), block.role, block.rule),
        (Span(start, end), role, None if role is Role.CONTENT else PERSON),
        (Span(end, block.span.end), block.role, block.rule),
    )
    for part, part_role, rule in parts:
        body = trim(text, part.start, part.end)
        if body.start < body.end:
            yield replace(block, span=body, role=part_role, rule=rule)


def _split(text: str, segments: Sequence[Segment], gap: Span) -> Iterator[Segment]:
    for part in segments:
        inside = part.span.start < gap.end < part.span.end
        first, second = trim(text, part.span.start, gap.end), trim(text, gap.end, part.span.end)
        if part.role is Role.CONTENT and inside and first.start < first.end and second.start < second.end:
            yield _redrawn(text, part, first, part.flags)
            yield _redrawn(text, part, second, part.flags)
        else:
            yield part


def _join(text: str, segments: Sequence[Segment], decision: Decision) -> Sequence[Segment]:
    for place, (first, second) in enumerate(pairwise(segments)):
        touches = first.span.end <= decision.span.end and decision.span.start <= second.span.start
        if touches and first.role is second.role is Role.CONTENT:
            flags = tuple(dict.fromkeys((*first.flags, *second.flags)))
            whole = _redrawn(text, first, Span(first.span.start, second.span.end), flags)
            return (*segments[:place], whole, *segments[place + 2 :])
    return segments


def _redrawn(text: str, part: Segment, span: Span, flags: tuple[str, ...]) -> Segment:
    shown = readable(text, span.start, span.end)
    kept = tuple(flag for flag in flags if flag != FRAGMENT)
    return replace(part, span=span, text=shown, flags=(*kept, FRAGMENT) if is_fragment(shown) else kept)


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))
