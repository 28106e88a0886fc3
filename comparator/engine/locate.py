"""Stage 4: of which call a sentence speaks.

Takes the sentences of a document with their voices, and the register of calls; gives each sentence a call, or none where it is
background, comment or furniture, with the evidence in words, and proposes the call that the register lacks. It first finds the call
that the document is about, then walks the sentences in reading order and keeps in mind which call is being told. It compares no two
documents: a passage that a report puts in the wrong call stays where the report puts it (stage 7 asks about it).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from comparator.engine.attribution.placelines import place_length
from comparator.engine.location.callmatch import by_dateline, read_setting
from comparator.engine.location.callparts import Part, read_part
from comparator.engine.location.callsubject import find_subject
from comparator.engine.location.callwalk import Walk
from comparator.engine.location.familynames import with_family_names
from comparator.engine.location.heading import NOBODY, heading_of
from comparator.engine.location.principals import principals
from comparator.engine.records import Call, Located, Location, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.records import Attribution, CleanText, Segment, SourceDocument
    from comparator.engine.register import Register


def locate(
    document: SourceDocument,
    cleaned: CleanText,
    segments: Sequence[Segment],
    attributions: Sequence[Attribution],
    register: Register,
) -> Located:
    """Return the call of each segment, one location for each, and the calls that the register lacks."""
    reading = _read(document, cleaned, segments, attributions, register)
    parts = reading.parts
    body = next((part.segment.span.start for part in parts if part.segment.role is Role.CONTENT), None)
    setting = read_setting(document, cleaned, body)
    if setting.written is None:
        setting = by_dateline(setting, (day for part in parts for day in part.dateline))
    subject = find_subject(document, [*reading.heading, *parts], setting, register)
    if subject.call is None:
        none = Location(None, subject.why)
        return Located(tuple(none if part.segment.role is not Role.FURNITURE else Location(None) for part in parts))
    calls = [*_concerned(register, parts, document), *([subject.call] if subject.proposed else [])]
    walk = Walk(document, parts, setting, calls, subject.call, subject.why, reading.ministers)
    return Located(tuple(walk.locations()), (subject.proposed,) if subject.proposed else ())


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read of a document before its calls are told apart."""

    heading: Sequence[Part]
    """The title that the text lacks, if there is one."""
    parts: Sequence[Part]
    ministers: frozenset[str]
    """Sides for which a minister holds the calls."""


def _read(
    document: SourceDocument,
    cleaned: CleanText,
    segments: Sequence[Segment],
    attributions: Sequence[Attribution],
    register: Register,
) -> _Reading:
    """Return the title that the text lacks, if there is one, and the sentences, each with what is read off it alone."""
    title = heading_of(document, cleaned, (part.text for part in segments if part.role is not Role.FURNITURE))
    heading = [title] if title else []
    everything = [*heading, *segments]
    texts = [part.text for part in everything]
    named = with_family_names(
        texts, [register.mentions(part.text) if part.role is not Role.FURNITURE else () for part in everything]
    )
    told = principals(texts, named, register)
    parts = [
        read_part(segment, attribution, told.sift(segment.text, mentions), partial(place_length, register=register))
        for segment, attribution, mentions in zip(
            everything, [*(NOBODY for _ in heading), *attributions], named, strict=True
        )
    ]
    return _Reading(parts[: len(heading)], parts[len(heading) :], told.ministers)


def _concerned(register: Register, parts: Sequence[Part], document: SourceDocument) -> list[Call]:
    """Return the known calls of which the document names a side, so that its sentences are not held against all of a large register."""
    named = {mention.side for part in parts for mention in part.mentions} | {document.side}
    return [call for call in register.calls if not named.isdisjoint(call.sides)]
