"""What the templates get: frozen records without a query behind any attribute.

They name no country: a side is its row in the database and a ``slot``, its place from left to right among the sides of the call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comparator.engine.records import Verdict
from comparator.selectors.words import per_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

__all__ = [
    "CallSummary",
    "CollationFacts",
    "Initiative",
    "Occurrence",
    "Piece",
    "ReasonView",
    "Reviewed",
    "Segment",
    "SideView",
    "SourceView",
    "Telling",
    "VoiceView",
    "mark_hits",
]


@dataclass(frozen=True, slots=True)
class SideView:
    """A side of a call, with its leader and how well the sources cover it."""

    code: str
    name: str
    adjective: str
    slot: int
    leader: str = ""
    title: str = ""
    sources: int = 0
    """Documents that carry its version of the call."""
    official: int = 0
    """Documents that one of its own government bodies published."""
    words: int = 0
    """Words of its version in the source that has most of it."""

    @property
    def letter(self) -> str:
        """The mark of its slot in class names: ``a`` for the leftmost side."""
        return "abcdefgh"[min(self.slot, 7)]


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a call's statements: a verdict, or a verdict and the only side."""

    verdict: str
    count: int
    side: SideView | None = None

    @property
    def key(self) -> str:
        """Class name and id: ``agree``, ``diverge``, ``only-a``, ``unattributed``."""
        return f"only-{self.side.letter}" if self.side else self.verdict

    @property
    def label(self) -> str:
        """The segment in words."""
        if self.side:
            return _("Only %(side)s") % {"side": self.side.name}
        return verdict_label(self.verdict)


@dataclass(frozen=True, slots=True)
class SourceView:
    """A document among the sources of a call."""

    public_id: str
    outlet: str
    kind: str
    kind_label: str
    official: bool
    published: date | None
    title: str
    side: str
    """Code of the outlet's home side, or empty."""
    sentences: int = 0
    """How many of its sentences speak of the call."""
    language: str = ""
    """BCP 47 tag."""

    @property
    def name(self) -> str:
        """Outlet and date, as sources are cited."""
        return f"{self.outlet}, {date_format(self.published, 'SHORT_DATE_FORMAT')}" if self.published else self.outlet


@dataclass(frozen=True, slots=True)
class CollationFacts:
    """The run of the engine that a page shows."""

    engine_version: str
    made_at: datetime
    multilingual: bool = False
    """Whether a model was there that links sentences in different languages."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people decided about the sources of a call; a decision that was taken back does not count."""

    decisions: int
    documents: int
    latest: datetime


@dataclass(frozen=True, slots=True)
class Initiative:
    """A sentence that says who asked for a call."""

    statement: str
    text: str
    language: str
    side: SideView | None
    """Whose account says it, if that is known."""


@dataclass(frozen=True, slots=True)
class CallSummary:
    """A call as lists show it; what only its own pages show is left out of lists."""

    pk: int
    slug: str
    date: date
    proposed: bool
    sides: tuple[SideView, ...]
    sources: tuple[SourceView, ...]
    segments: tuple[Segment, ...]
    collation: CollationFacts | None = None
    reviewed: Reviewed | None = None
    initiatives: tuple[Initiative, ...] = ()
    told_words: int = 0
    """Words of all sentences that its statements consist of."""

    @property
    def official(self) -> int:
        """How many of its sources a government published."""
        return sum(source.official for source in self.sources)

    @property
    def press(self) -> int:
        """How many of its sources are others."""
        return len(self.sources) - self.official

    @property
    def title(self) -> str:
        """The leaders who spoke, in the order of their sides."""
        return call_title(self.sides) or self.slug

    @property
    def total(self) -> int:
        """How many statements there are."""
        return sum(segment.count for segment in self.segments)

    @property
    def shown_segments(self) -> tuple[Segment, ...]:
        """The segments that are not empty."""
        return tuple(segment for segment in self.segments if segment.count)

    @property
    def press_only(self) -> tuple[SideView, ...]:
        """The sides of which no document of their own government is among the sources."""
        return tuple(side for side in self.sides if not side.official)

    @property
    def governments(self) -> int:
        """How many of its sides have published an account of their own."""
        return sum(side.official > 0 for side in self.sides)

    @property
    def has_unlinked_languages(self) -> bool:
        """Whether its sources are in several languages and none of the engine's parts could link their sentences."""
        languages = {source.language.split("-")[0] for source in self.sources if source.language}
        return len(languages) > 1 and self.collation is not None and not self.collation.multilingual


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: common to both texts (no kind), or found in one of them."""

    text: str
    kind: str = ""
    """Empty, ``plain``, ``meaning`` (names, numbers, dates, negation, modality), ``style`` (case, punctuation, titles), or ``hit``."""
    letter: str = ""
    """In a merged text: the slot of the side that has it."""
    side: str = ""
    """In a merged text: the name of that side."""
    code: str = ""
    """In a merged text: its code."""
    parts: tuple[Piece, ...] = ()
    """Of a ``meaning`` run: its words in order, those that make it one with the kind ``heavy``."""


def mark_hits(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a text into pieces, those of ``spans`` (in order, none over another) with the kind ``hit``."""
    pieces = []
    at = 0
    for start, end in spans:
        pieces += [Piece(text[at:start]), Piece(text[start:end], "hit")]
        at = end
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Who asserts a sentence."""

    code: str
    label: str
    letter: str = ""
    """The slot of the side among those of the call; ``o`` for the outlet, ``x`` for others."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A sentence in its document."""

    sentence: int
    document: str
    outlet: str
    official: bool
    published: date | None
    number: int
    start: int
    end: int
    source: str = ""
    """Who is named as the source in the text."""
    cue: str = ""
    quoted: bool = False
    headline: bool = False
    own_voice: bool = True
    """False where the outlet itself narrates it."""
    why: str = ""
    misdated_slug: str = ""
    misdated_date: date | None = None
    misdated_why: str = ""
    sha256: str = ""
    url: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Telling:
    """Phrases that a side's version has."""

    side: SideView
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason of a verdict, in words."""

    kind: str
    label: str
    text: str
    """In the engine's words, as the report has it."""
    a: str = ""
    b: str = ""
    lead: str = ""
    """In the page's words; empty where the page has none for its kind."""
    told: tuple[Telling, ...] = ()
    """The phrases that it rests on, side by side."""


def call_title(sides: Iterable[SideView]) -> str:
    """Return the leaders who spoke, or their sides, in the order given."""
    names = [side.leader or side.name for side in sides]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def verdict_label(verdict: str) -> str:
    """Return the word for a verdict."""
    return _verdict_labels().get(verdict, verdict)


@per_language
def _verdict_labels() -> dict[str, str]:
    return {
        Verdict.AGREE.value: _("Agree"),
        Verdict.DIVERGE.value: _("Diverge"),
        Verdict.ONE_SIDED.value: _("One side only"),
        Verdict.UNATTRIBUTED.value: _("No side given"),
    }
