"""The records that pass between the stages of the engine.

All are frozen: a stage gives new records and changes none. Offsets are half-open ``[start, end)`` in Unicode code points of the
raw text, everywhere. Sides are ISO 3166-1 alpha-2 codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

OUTLET_VOICE = "outlet"
"""The voice of a sentence that the outlet itself asserts."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """What sort of document a text is."""

    READOUT = "readout"
    ARTICLE = "article"
    STATEMENT = "statement"


class Role(StrEnum):
    """What part of a document a sentence is."""

    CONTENT = "content"
    HEADLINE = "headline"
    FURNITURE = "furniture"


class Relation(StrEnum):
    """How two sentences of one call are linked."""

    SAME = "same"
    PARTIAL = "partial"
    TOPIC = "topic"


class Verdict(StrEnum):
    """What the sides' accounts of one statement amount to."""

    AGREE = "agree"
    DIVERGE = "diverge"
    ONE_SIDED = "one_sided"
    UNATTRIBUTED = "unattributed"


class EchoKind(StrEnum):
    """Why a sentence recurs in another call."""

    FORMULA = "formula"
    RECYCLED = "recycled"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points of the raw text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """A state that takes part in calls, with the words that name it, its leaders and its institutions."""

    code: str
    name: str
    names: tuple[str, ...] = ()
    """Other names of the state and its capital ("Russian Federation", "Moscow")."""
    adjectives: tuple[str, ...] = ()
    """Demonyms and adjectives ("Russian", "Russians")."""
    leaders: tuple[str, ...] = ()
    """Full names of its leaders and officials ("Vladimir Putin"); the last word is matched alone as well."""
    institutions: tuple[str, ...] = ()
    """Bodies that speak for it ("Kremlin", "Prime Minister's Office")."""


@dataclass(frozen=True, slots=True)
class Call:
    """A conversation that the register knows."""

    id: str
    date: date
    sides: tuple[str, ...]
    leaders: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)
    """Side code → full name of its leader in this call."""


class Decided(StrEnum):
    """What a person may decide about a text."""

    ROLE = "role"
    BOUNDARY = "boundary"
    VOICE = "voice"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about some characters of a text; a later decision about the same characters overrides an earlier one."""

    kind: Decided
    span: Span
    """Of a boundary: what stands between the two sentences, which may be empty."""
    value: str
    """A role; ``split`` or ``join``; a side's code, ``OUTLET_VOICE`` or nothing; the id of a call or nothing."""
    found: str = ""
    """What the program found there when the person decided."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as it was given."""

    id: str
    text: str
    kind: Kind = Kind.ARTICLE
    outlet: str | None = None
    side: str | None = None
    """The issuing side of a readout; the home country of an outlet."""
    published: date | None = None
    language: str | None = None
    title: str | None = None
    """The heading under which it was published, or the last part of its address; it may stand in the text as well."""
    decisions: tuple[Decision, ...] = ()
    """A person's, in the order in which they were made."""


@dataclass(frozen=True, slots=True)
class Block:
    """Stage 1 out: a run of text of one role; blocks in order hold every character that is not white space exactly once."""

    span: Span
    role: Role
    rule: str | None = None
    """The name of the rule that took it for furniture or a headline, for people to read."""
    paragraph: int = 0
    """Number of the paragraph that it belongs to; a hard-wrapped paragraph is one block."""


@dataclass(frozen=True, slots=True)
class MetadataItem:
    """Something that the text says of itself ("date 2022-02-24"), with where it says it."""

    key: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class CleanText:
    """Stage 1 out: the blocks of a document and the metadata found in its text."""

    text: str
    blocks: tuple[Block, ...]
    metadata: tuple[MetadataItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """Stage 2 out: one sentence, not yet attributed."""

    span: Span
    text: str
    """The sentence as people read it: white space folded (``readable`` of the raw span)."""
    role: Role
    rule: str | None = None
    paragraph: int = 0
    flags: tuple[str, ...] = ()
    """What deserves a look: ``unbalanced-quote``, ``too-long``, ``fragment``."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Stage 3 out: who asserts a sentence (source, cue and content as in PARC 3 and PolNeAR)."""

    attributed: bool
    voice: str | None
    """Side code, ``OUTLET_VOICE``, or None where the source speaks for no known side."""
    source: str | None = None
    cue: str | None = None
    quoted: bool = False
    why: str = ""
    """The evidence in words."""


@dataclass(frozen=True, slots=True)
class Location:
    """Stage 4 out: of which call a sentence speaks."""

    call: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ProposedCall:
    """A call that documents are about and the register does not know; its id is its date and its sides."""

    id: str
    date: date
    sides: tuple[str, ...]
    leaders: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Located:
    """Stage 4 out for one document: a location for each segment, and the calls that the register lacks."""

    locations: tuple[Location, ...]
    proposed: tuple[ProposedCall, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with everything that stages 1 to 4 (and ``misdated``: stage 7) say of it."""

    id: str
    document: str
    index: int
    span: Span
    text: str
    role: Role
    voice: str | None = None
    source: str | None = None
    cue: str | None = None
    quoted: bool = False
    attributed: bool = False
    call: str | None = None
    misdated: str | None = None
    paragraph: int = 0
    rule: str | None = None
    flags: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)
    """Evidence in words under ``voice``, ``call``, ``misdated`` and ``role``."""
    raw: str = ""
    """The span as it stands in the document, so that what a later stage finds in the sentence has its place in the raw text."""
    kind: Kind | None = None
    """What sort of document it stands in, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A named piece of evidence behind a score, for the page's "why"."""

    name: str
    value: float
    """Contribution to the score; positive speaks for the link."""


@dataclass(frozen=True, slots=True)
class Link:
    """Stage 5 out: a scored pair of sentences of one call; ``a`` < ``b`` in reading order of their ids."""

    a: str
    b: str
    relation: Relation
    score: float
    why: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Stage 5 out: sentences of one call that state one thing or speak to one agenda item."""

    members: tuple[str, ...]
    """Sentence ids in reading order."""
    label: str
    """A short neutral heading."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Stage 5 out, for one call."""

    links: tuple[Link, ...]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """A range of one sentence, in code points of the raw text of its document."""

    sentence: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict was given: what differs, in the words of each side."""

    kind: str
    """``number``, ``name``, ``negation``, ``modality``, ``actor``, ``date``, ``place``, ``term``, ``addition``,
    ``omission``, ``wording``, …"""
    text: str
    """The reason in words."""
    a: str = ""
    b: str = ""
    spans: tuple[SentenceSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A sentence in a statement, and whose account it carries there."""

    sentence: str
    version: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Stage 6 out: what is said about a call, with the verdict on the sides' accounts of it."""

    id: str
    call: str
    label: str
    verdict: Verdict
    sides: Mapping[str, tuple[str, ...]] = field(hash=False)
    """Side code → ids of the sentences in that side's own voice, for every side of the call."""
    members: tuple[Member, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Echo:
    """Stage 7 out: two sentences of different calls that say the same in the same words."""

    a: str
    b: str
    score: float
    kind: EchoKind


@dataclass(frozen=True, slots=True)
class Misdating:
    """Stage 7 out: a sentence that a report puts in one call and the evidence in another."""

    sentence: str
    call: str
    """The call that it seems to belong to."""
    why: str


@dataclass(frozen=True, slots=True)
class EchoFindings:
    """Stage 7 out."""

    echoes: tuple[Echo, ...]
    misdatings: tuple[Misdating, ...]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """Stages 1 to 4 for one document."""

    document: SourceDocument
    sha256: str
    metadata: tuple[MetadataItem, ...]
    sentences: tuple[Sentence, ...]
    proposed: tuple[ProposedCall, ...] = ()


@dataclass(frozen=True, slots=True)
class CallResult:
    """Stages 5 and 6 for one call."""

    call: str
    links: tuple[Link, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """One run of the engine over a set of documents."""

    documents: tuple[ReadDocument, ...]
    links: tuple[Link, ...]
    statements: tuple[Statement, ...]
    echoes: tuple[Echo, ...]
    proposed_calls: tuple[ProposedCall, ...]
