"""Stage 3: who asserts each sentence.

Takes the sentences of a document and the register; gives one ``Attribution`` for each. Two questions are answered
apart:

* ``attributed``: does anybody but the outlet assert the sentence, or a good part of it (a fifth of its characters, as
  PolNeAR's scorer has it)? Quotations, reported speech, beliefs, plans and "according to" count, whoever the source
  is.
* ``voice``: for which side does the source speak? In a readout or statement it is the issuing side throughout. In an
  article it is the side of the source, where that is an institution, an official or a document, or a leader who
  speaks in public; it is the outlet where a reporter tells in his own words what a leader did in the call ("Modi
  urged Putin to …"), though such a sentence may well be ``attributed``; it is None where the source speaks for no
  known side.

What a sentence leaves open ("it added", "the statement said", a quotation that runs on) is taken from the sentences
before it. It does not parse, and it does not decide which call a sentence speaks of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.engine.attribution.account import Speaker
from comparator.engine.attribution.discourse import read_article
from comparator.engine.attribution.quotation import Quoting, read_quotations
from comparator.engine.attribution.transcript import read_transcript
from comparator.engine.records import Attribution, Kind, Role, Segment, SourceDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.register import Register

_MOSTLY = 0.5
"""Share of a sentence's characters in quotation marks from which it is a quotation."""


def attribute(document: SourceDocument, segments: Sequence[Segment], register: Register) -> tuple[Attribution, ...]:
    """Return who asserts each sentence, one attribution a segment.

    Furniture is nobody's; a headline of an article is the outlet's, unless it names its source.
    """
    quotations = read_quotations(segments)
    issuer = issuing_side(document, register)
    speakers = read_transcript(document, segments, register, issuer)
    if speakers is None and document.kind is not Kind.ARTICLE:
        speakers = _issued(document, segments, issuer)
    if speakers is None:
        speakers = read_article(document, segments, quotations, register)
    return tuple(map(_attribution, segments, quotations, speakers))


def issuing_side(document: SourceDocument, register: Register) -> str | None:
    """Return the side that issues a document, or whose outlet it is; taken from the outlet's name where nobody says it."""
    if document.side or not document.outlet:
        return document.side
    sides = {mention.side for mention in register.mentions(document.outlet)}
    return sides.pop() if len(sides) == 1 else None


def _issued(document: SourceDocument, segments: Sequence[Segment], issuer: str | None) -> list[Speaker]:
    why = f"The document is an official {document.kind.value}; {issuer or 'its issuer'} speaks throughout."
    return [Speaker(attributed=True, voice=issuer, source=document.outlet, why=why) for _ in segments]


def _attribution(segment: Segment, quoting: Quoting, speaker: Speaker) -> Attribution:
    if segment.role is Role.FURNITURE:
        return Attribution(attributed=False, voice=None)
    quoted = quoting.covered() >= _MOSTLY * max(1, len(segment.text))
    return Attribution(speaker.attributed, speaker.voice, speaker.source, speaker.cue, quoted, speaker.why)
