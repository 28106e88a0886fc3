"""Transcripts: who speaks where every turn is labelled.

Takes the sentences of a briefing or press call and gives the speaker of each, from the labels at the head of
paragraphs ("Q", "MR. PRICE:", "SENIOR OFFICIAL:"). The briefer speaks for the issuing side, or for the side that the
label names; a reporter's question is the outlet's. Gives None for a text that is no transcript. Which turns are
courtesies is stage 1's matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comparator.engine.discourse import Speaker
from comparator.engine.naming import LEADER, NAME
from comparator.engine.records import OUTLET_VOICE, Kind, Segment, SourceDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.register import Register

_QUESTION = re.compile(
    r"(?:Q|QUESTION|Question|REPORTER|Reporter|JOURNALIST|Journalist|Вопрос|प्रश्न|सवाल)(?:\s*:|\s{1,4}(?=\S)|\s*$)"
)
_LABEL = re.compile(
    r"(?:\*\*)?((?:[A-Z][A-Z.’'-]{1,30}(?:\s[A-Z(][A-Z.,’')-]{0,30}){0,8})|(?:(?:Mr|Ms|Mrs|Dr|Senior|Official|Shri|Smt)\.?\s[^:.\n]{2,60}))\s*(?:\*\*)?:(?:\*\*)?"
)
_FEWEST_TURNS = 3
"""Labelled paragraphs from which a text is taken for a transcript; no article or readout of the corpus has more than one."""
_MODERATORS = ("MODERATOR", "OPERATOR", "Moderator", "Operator")


def read_transcript(
    document: SourceDocument, segments: Sequence[Segment], register: Register, issuer: str | None
) -> list[Speaker] | None:
    """Return the speaker of each sentence, or None if the turns are not labelled."""
    heads = [_head(segment) if _begins(segments, index) else None for index, segment in enumerate(segments)]
    if sum(head is not None for head in heads) < _FEWEST_TURNS:
        return None
    speakers, current = [], _opening(document, issuer)
    for head in heads:
        if head is not None:
            current = _turn(head, document, register, issuer)
        speakers.append(current)
    return speakers


def _begins(segments: Sequence[Segment], index: int) -> bool:
    return index == 0 or segments[index].paragraph != segments[index - 1].paragraph


def _head(segment: Segment) -> str | None:
    question = _QUESTION.match(segment.text)
    if question:
        return "Q"
    label = _LABEL.match(segment.text)
    return label.group(1).strip() if label else None


def _opening(document: SourceDocument, issuer: str | None) -> Speaker:
    """Return who speaks before the first label: the issuer of a briefing, or the outlet that prints it."""
    if document.kind is Kind.ARTICLE:
        return Speaker(attributed=False, voice=OUTLET_VOICE, why="Nobody is named before the first speaker.")
    return Speaker(attributed=True, voice=issuer, source=document.outlet, why="The issuing side opens the briefing.")


def _turn(label: str, document: SourceDocument, register: Register, issuer: str | None) -> Speaker:
    if label == "Q":
        return Speaker(attributed=False, voice=OUTLET_VOICE, why="A reporter's question.")
    mentions = [m for m in register.mentions(label.title()) if m.kind in (LEADER, NAME)]
    side = mentions[0].side if mentions else issuer
    return Speaker(
        attributed=True,
        voice=side,
        source=label,
        cue=":",
        why=f"“{label}” has the floor and speaks for {side or 'no known side'}.",
    )
