"""Transcripts: who speaks where every turn is labelled.

Takes the sentences of a briefing or press call and gives the speaker of each, from the labels at the head of
paragraphs ("Q", "MR. PRICE:", "Shri Randhir Jaiswal, Official Spokesperson:"). The briefer speaks for the issuing
side, or for the side that the label names; a reporter's question is the outlet's. Gives None for a text that is no
transcript. Which turns are courtesies is stage 1's matter.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.attribution.account import Speaker
from comparator.engine.lexicon import read_json
from comparator.engine.naming import LEADER, NAME
from comparator.engine.records import OUTLET_VOICE, Kind, Segment, SourceDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.register import Register

_LABEL = re.compile(
    r"(?:\*\*|__|[–—-]\s)?"
    r"(?:(?P<asked>[QA](?=[\s:.*_]|$))(?:\*\*|__)?(?:\s?[:.])?(?=\s|$)"
    r"|(?P<name>[^\W\d_][^:\n!?“\"]{0,90}?)(?:\*\*|__)?\s?:(?=\s|\*|_|$))"
)
_SMALL = frozenset(["of", "the", "and", "for", "to", "de", "von", "van", "bin", "al", "el", "la", "du", "di", "da"])
_MOST_WORDS = 9
_LATEST_START = 12
"""Sentences that may stand above the first speaker."""
_LABELLED_SHARE = 0.05
_FEWEST_SHOUTED, _FEWEST_REPEATED = 2, 3
"""Labels in capitals, or of a speaker who has the floor again, from which a text is a transcript."""


def read_transcript(
    document: SourceDocument, segments: Sequence[Segment], register: Register, issuer: str | None
) -> list[Speaker] | None:
    """Return the speaker of each sentence, or None if the turns are not labelled."""
    labels = [_label(segment) if _begins(segments, index) else None for index, segment in enumerate(segments)]
    if not _is_transcript(document, labels):
        return None
    titled = any(label and _is_official(label) for label in labels)
    speakers, current = [], _opening(document, issuer)
    for label in labels:
        if label is not None:
            asks = _asks(label) or (titled and not _is_official(label) and not register.mentions(label.title()))
            current = _question() if asks else _turn(label, register, issuer)
        speakers.append(current)
    return speakers


def _begins(segments: Sequence[Segment], index: int) -> bool:
    return index == 0 or segments[index].paragraph != segments[index - 1].paragraph


def _label(segment: Segment) -> str | None:
    match = _LABEL.match(segment.text[:120])
    if match is None:
        return None
    if match["asked"]:
        return match["asked"]
    parts = re.sub(r"\([^()]*\)", "", match["name"]).replace(",", " ").split()
    if not 1 <= len(parts) <= _MOST_WORDS or any(part[0].islower() and part not in _SMALL for part in parts):
        return None
    return " ".join(match["name"].split())


def _is_transcript(document: SourceDocument, labels: Sequence[str | None]) -> bool:
    """Tell a transcript by its labels: early, often, and the same again; a press report also has questions."""
    at = [index for index, label in enumerate(labels) if label]
    if not at or at[0] > _LATEST_START or len(at) < _LABELLED_SHARE * len(labels):
        return False
    counts = Counter(label for label in labels if label)
    if document.kind is Kind.ARTICLE and not any(map(_asks, counts)):
        return False
    repeated = sum(count for count in counts.values() if count > 1)
    shouted = sum(count for label, count in counts.items() if label.isupper())
    return shouted >= _FEWEST_SHOUTED or (repeated >= _FEWEST_REPEATED and len(counts) > 1)


def _opening(document: SourceDocument, issuer: str | None) -> Speaker:
    """Return who speaks before the first label: the issuer of a briefing, or the outlet that prints it."""
    if document.kind is Kind.ARTICLE:
        return Speaker(attributed=False, voice=OUTLET_VOICE, why="Nobody is named before the first speaker.")
    return Speaker(attributed=True, voice=issuer, source=document.outlet, why="The issuing side opens the briefing.")


def _asks(label: str) -> bool:
    return label.split(",")[0].split(" (")[0].lower() in _labels("askers")


def _is_official(label: str) -> bool:
    return label == "A" or any(word.strip(".,()").lower() in _labels("officials") for word in label.split())


def _question() -> Speaker:
    return Speaker(attributed=False, voice=OUTLET_VOICE, why="A reporter's question.")


def _turn(label: str, register: Register, issuer: str | None) -> Speaker:
    shown = label.title() if label.isupper() else label
    mentions = [mention for mention in register.mentions(shown) if mention.kind in (LEADER, NAME)]
    side = mentions[0].side if mentions else issuer
    why = f"“{label}” has the floor and speaks for {register.name_of(side)}."
    return Speaker(attributed=True, voice=side, source=label, cue=":", why=why)


@cache
def _labels(name: str) -> frozenset[str]:
    return frozenset(read_json("speakers")[name])
