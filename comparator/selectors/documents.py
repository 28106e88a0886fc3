"""A document as it stands: every sentence with its voice, its call and its place, and two documents side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comparator.engine.records import OUTLET_VOICE, Role, Span
from comparator.models import Document, Link, Sentence, Side, StatementMember
from comparator.selectors.calls import source_view
from comparator.selectors.records import CallSummary, Piece, SourceView, VoiceView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class StatementRef:
    """A statement that a sentence belongs to."""

    public_id: str
    number: int
    label: str
    call_slug: str


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence in its document."""

    number: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    """Its raw text, cut where the asked-for span begins and ends (kind ``span``, the first one ``span-first``)."""
    role: str
    rule: str
    voice: VoiceView
    paragraph: int
    call_slug: str = ""
    call_date: date | None = None
    misdated_slug: str = ""
    misdated_date: date | None = None
    source: str = ""
    cue: str = ""
    quoted: bool = False
    flags: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    statements: tuple[StatementRef, ...] = ()
    new_voice: bool = True
    """Whether voice, call or role differ from the sentence before."""


@dataclass(frozen=True, slots=True)
class VoiceCount:
    """How many sentences a voice has."""

    voice: VoiceView
    count: int


@dataclass(frozen=True, slots=True)
class CallRef:
    """A call that the document speaks of."""

    slug: str
    date: date
    count: int


@dataclass(frozen=True, slots=True)
class MetadataView:
    """What the text says of itself."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything that the page of a document shows."""

    source: SourceView
    sha256: str
    url: str
    language: str
    added_at: datetime
    engine_version: str
    length: int
    metadata: tuple[MetadataView, ...]
    paragraphs: tuple[tuple[SentenceView, ...], ...]
    voices: tuple[VoiceCount, ...]
    calls: tuple[CallRef, ...]
    furniture: int


def get_document(public_id: str, span: Span | None = None) -> DocumentPage:
    """Return a published document with its sentences, or raise Http404; four queries."""
    document = get_object_or_404(
        Document.objects.select_related("outlet__side"), public_id=public_id, status=Document.Status.PUBLISHED
    )
    sentences = list(document.sentences.select_related("call", "misdated").order_by("index"))
    voices = _voices(sentence.voice for sentence in sentences)
    views = _sentence_views(sentences, document.raw_text, voices, _statements_of(sentences), span)
    report = [view for view in views if view.role != Role.FURNITURE]
    return DocumentPage(
        source=source_view(document, len(report)),
        sha256=document.sha256,
        url=document.url,
        language=document.language,
        added_at=document.added_at,
        engine_version=document.engine_version,
        length=len(document.raw_text),
        metadata=tuple(
            MetadataView(str(item.get("key", "")), str(item.get("value", ""))) for item in document.metadata
        ),
        paragraphs=tuple(tuple(group) for _number, group in groupby(views, key=lambda view: view.paragraph)),
        voices=_voice_counts(report),
        calls=_call_refs(report),
        furniture=len(views) - len(report),
    )


def _voices(codes: Iterable[str]) -> dict[str, VoiceView]:
    """Return how each voice is named, the sides in their order; one query."""
    wanted = set(codes) - {"", OUTLET_VOICE}
    sides = Side.objects.filter(code__in=wanted)
    voices = {side.code: VoiceView(side.code, side.name, "abcdefgh"[min(slot, 7)]) for slot, side in enumerate(sides)}
    voices |= {code: VoiceView(code, code, "x") for code in wanted - set(voices)}
    voices[OUTLET_VOICE] = VoiceView(OUTLET_VOICE, _("The outlet itself"), "o")
    voices[""] = VoiceView("", _("No known side"), "x")
    return voices


def _statements_of(sentences: Sequence[Sentence]) -> dict[int, tuple[StatementRef, ...]]:
    rows = (
        StatementMember.objects.filter(sentence__in=[s.pk for s in sentences], statement__retired=False)
        .order_by("statement__position")
        .values_list(
            "sentence", "statement__public_id", "statement__position", "statement__label", "statement__call__slug"
        )
    )
    found: defaultdict[int, list[StatementRef]] = defaultdict(list)
    for sentence, public_id, position, label, slug in rows:
        found[sentence].append(StatementRef(public_id, position + 1, label, slug))
    return {pk: tuple(refs) for pk, refs in found.items()}


def _sentence_views(
    sentences: Sequence[Sentence],
    raw: str,
    voices: Mapping[str, VoiceView],
    statements: Mapping[int, tuple[StatementRef, ...]],
    span: Span | None,
) -> list[SentenceView]:
    views = []
    before: tuple[str, str, int | None] | None = None
    marked = False
    for sentence in sentences:
        pieces = _cut(raw, sentence, span, first=not marked)
        marked = marked or any(piece.kind for piece in pieces)
        state = (f"{sentence.role} {sentence.rule}", sentence.voice, sentence.call_id)
        views.append(
            SentenceView(
                number=sentence.index,
                start=sentence.start,
                end=sentence.end,
                pieces=pieces,
                role=sentence.role,
                rule=sentence.rule,
                voice=voices[sentence.voice],
                paragraph=sentence.paragraph,
                call_slug=sentence.call.slug if sentence.call else "",
                call_date=sentence.call.date if sentence.call else None,
                misdated_slug=sentence.misdated.slug if sentence.misdated else "",
                misdated_date=sentence.misdated.date if sentence.misdated else None,
                source=sentence.source,
                cue=sentence.cue,
                quoted=sentence.quoted,
                flags=tuple(str(flag) for flag in sentence.flags),
                why=tuple(str(reason) for reason in sentence.why.values() if reason),
                statements=statements.get(sentence.pk, ()),
                new_voice=state != before,
            )
        )
        before = state
    return views


def _cut(raw: str, sentence: Sentence, span: Span | None, *, first: bool) -> tuple[Piece, ...]:
    """Cut the sentence where the span begins and ends inside it."""
    start = max(sentence.start, span.start) if span else sentence.end
    end = min(sentence.end, span.end) if span else sentence.end
    if start >= end:
        return (Piece(raw[sentence.start : sentence.end]),)
    cuts = (
        Piece(raw[sentence.start : start]),
        Piece(raw[start:end], "span-first" if first else "span"),
        Piece(raw[end : sentence.end]),
    )
    return tuple(piece for piece in cuts if piece.text)


def _voice_counts(views: Iterable[SentenceView]) -> tuple[VoiceCount, ...]:
    counts: defaultdict[VoiceView, int] = defaultdict(int)
    for view in views:
        counts[view.voice] += 1
    return tuple(VoiceCount(voice, count) for voice, count in sorted(counts.items(), key=lambda item: item[0].letter))


def _call_refs(views: Iterable[SentenceView]) -> tuple[CallRef, ...]:
    counts: defaultdict[tuple[date, str], int] = defaultdict(int)
    for view in views:
        if view.call_date:
            counts[view.call_date, view.call_slug] += 1
    return tuple(CallRef(slug, day, count) for (day, slug), count in sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class Join:
    """A link to a sentence of the other document."""

    number: int
    relation: str


@dataclass(frozen=True, slots=True)
class JoinedSentence:
    """A sentence beside another document."""

    sentence: SentenceView
    joins: tuple[Join, ...]
    group: int | None
    """Sentences of one group are lit together."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two documents in reading order, with the links between them."""

    left: SourceView
    right: SourceView
    left_sentences: tuple[JoinedSentence, ...]
    right_sentences: tuple[JoinedSentence, ...]
    joined: int
    """How many links there are."""


def side_by_side(call: CallSummary, left: str, right: str) -> SideBySide:
    """Return two sources of a call beside each other, or raise Http404.

    Without a choice the first two sources are taken; a call with one source sets it beside itself, since two voices inside one
    document can be linked.
    """
    known = {source.public_id: source for source in call.sources}
    order = list(known)
    if not order:
        raise Http404(_("This call has no sources yet."))
    # The two sources that say most of the call, in their order: they have most to join.
    most = sorted(order, key=lambda public_id: -known[public_id].sentences)[:2]
    left = left or next((public_id for public_id in order if public_id in most and public_id != right), right)
    right = right or next((public_id for public_id in order if public_id in most and public_id != left), left)
    if left not in known or right not in known:
        raise Http404(_("No such document among the sources of this call."))
    documents = {
        document.public_id: document
        for document in Document.objects.filter(public_id__in={left, right}).prefetch_related(
            "sentences__call", "sentences__misdated"
        )
    }
    return _join(documents[left], documents[right], call, known)


def _join(left: Document, right: Document, call: CallSummary, known: Mapping[str, SourceView]) -> SideBySide:
    pairs = _pairs(left, right, call.slug)
    groups = _groups(pairs)
    number = {s.pk: s.index for document in (left, right) for s in document.sentences.all()}
    voices = _voices(s.voice for document in (left, right) for s in document.sentences.all())
    joins: tuple[defaultdict[int, list[Join]], defaultdict[int, list[Join]]] = (defaultdict(list), defaultdict(list))
    for pair in pairs:
        joins[0][pair.left].append(Join(number[pair.right], pair.relation))
        joins[1][pair.right].append(Join(number[pair.left], pair.relation))
    columns = []
    for column, document in enumerate((left, right)):
        sentences = list(document.sentences.all())
        views = _sentence_views(sentences, document.raw_text, voices, {}, None)
        prefix = "lr"[column]
        columns.append(
            tuple(
                JoinedSentence(
                    view,
                    tuple(sorted(joins[column][s.pk], key=lambda join: join.number)),
                    groups.get(f"{prefix}{s.pk}"),
                )
                for view, s in zip(views, sentences, strict=True)
            )
        )
    return SideBySide(
        left=known[left.public_id],
        right=known[right.public_id],
        left_sentences=columns[0],
        right_sentences=columns[1],
        joined=len({frozenset((pair.left, pair.right)) for pair in pairs}),
    )


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    left: int
    right: int
    relation: str


def _pairs(left: Document, right: Document, slug: str) -> list[_Pair]:
    in_left = {sentence.pk for sentence in left.sentences.all()}
    in_right = {sentence.pk for sentence in right.sentences.all()}
    links = Link.objects.filter(
        Q(a__document=left, b__document=right) | Q(a__document=right, b__document=left),
        collation__current=True,
        collation__call__slug=slug,
    ).values_list("a", "b", "relation")
    pairs = set()
    for a, b, relation in links:
        pairs |= {_Pair(x, y, relation) for x, y in ((a, b), (b, a)) if x in in_left and y in in_right}
    return sorted(pairs)


def _groups(pairs: Iterable[_Pair]) -> dict[str, int]:
    """Number the connected groups, in order of the left document; keys are ``l`` or ``r`` and the sentence."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in pairs:
        parent[root(f"r{pair.right}")] = root(f"l{pair.left}")
    numbers: dict[str, int] = {}
    return {key: numbers.setdefault(root(key), len(numbers) + 1) for key in list(parent)}
