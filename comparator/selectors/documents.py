"""A document as it stands: every sentence with its voice, its call and its place, ready for its page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comparator.engine.records import OUTLET_VOICE, Role, Span
from comparator.models import Document, Sentence, Side, StatementMember
from comparator.selectors.calls import source_view
from comparator.selectors.records import Piece, SourceView, VoiceView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet


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
    gap: str = ""
    """The raw text between the sentence before and this one: white space."""


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
    newer: str = ""
    """Public id of the version that supersedes this one."""
    older: str = ""
    """Public id of the version that this one supersedes."""
    taken_from: SourceView | None = None
    """The document that its outlet has taken over."""
    copies: tuple[SourceView, ...] = ()
    """Documents that have taken this one over."""
    tail: str = ""
    """The raw text after the last sentence."""

    @property
    def sentences(self) -> tuple[SentenceView, ...]:
        """All sentences in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


class DocumentWithdrawnError(Http404):
    """The document was published once, and an editor has withdrawn it."""


READABLE = (Document.Status.PUBLISHED, Document.Status.SUPERSEDED)
"""Documents that have an address: an older version stays to be read, but takes part in nothing."""


def get_document(public_id: str, span: Span | None = None) -> DocumentPage:
    """Return a document that may be read with its sentences; six queries.

    Raises:
        DocumentWithdrawnError: it was published once.
        Http404: there is none that ever was.
    """
    documents = Document.objects.select_related("outlet__side", "supersedes", "syndicated_from__outlet__side")
    document = _readable(documents, public_id)
    sentences = list(document.sentences.select_related("call", "misdated").order_by("index"))
    voices = voices_of(sentence.voice for sentence in sentences)
    views = sentence_views(sentences, document.raw_text, voices, _statements_of(sentences), span)
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
        newer=next(iter(document.newer.filter(status__in=READABLE).values_list("public_id", flat=True)), ""),
        older=older.public_id if (older := _if_readable(document.supersedes)) else "",
        taken_from=source_view(origin) if (origin := _if_readable(document.syndicated_from)) else None,
        copies=tuple(
            source_view(copy)
            for copy in document.copies.filter(status=Document.Status.PUBLISHED).select_related("outlet__side")
        ),
        tail=document.raw_text[views[-1].end if views else 0 :],
    )


def get_raw_text(public_id: str) -> str:
    """Return the stored text of a document that may be read, or raise as ``get_document`` does; one query."""
    return _readable(Document.objects.only("raw_text", "status"), public_id).raw_text


def _readable(documents: QuerySet[Document], public_id: str) -> Document:
    found = get_object_or_404(documents, public_id=public_id, status__in=(*READABLE, Document.Status.WITHDRAWN))
    if found.status == Document.Status.WITHDRAWN:
        raise DocumentWithdrawnError(public_id)
    return found


def _if_readable(document: Document | None) -> Document | None:
    return document if document is not None and document.status in READABLE else None


def document_record(page: DocumentPage) -> dict[str, object]:
    """Return a document and all that was found in it, as its ``.json`` gives it; offsets are code points of the ``.txt``."""
    source = page.source
    return {
        "schema": "readout-comparator/document/1",
        "id": source.public_id,
        "outlet": source.outlet,
        "official": source.official,
        "home_side": source.side or None,
        "kind": source.kind,
        "title": source.title,
        "url": page.url,
        "published": source.published.isoformat() if source.published else None,
        "language": page.language,
        "sha256": page.sha256,
        "length": page.length,
        "engine_version": page.engine_version,
        "superseded_by": page.newer or None,
        "supersedes": page.older or None,
        "syndicated_from": page.taken_from.public_id if page.taken_from else None,
        "metadata": {item.key: item.value for item in page.metadata},
        "sentences": [_sentence_record(sentence) for sentence in page.sentences],
    }


def _sentence_record(sentence: SentenceView) -> dict[str, object]:
    return {
        "index": sentence.number,
        "start": sentence.start,
        "end": sentence.end,
        "text": "".join(piece.text for piece in sentence.pieces),
        "role": sentence.role,
        "rule": sentence.rule or None,
        "voice": sentence.voice.code or None,
        "source": sentence.source or None,
        "cue": sentence.cue or None,
        "quoted": sentence.quoted,
        "call": sentence.call_slug or None,
        "perhaps_of_call": sentence.misdated_slug or None,
        "flags": list(sentence.flags),
        "why": list(sentence.why),
        "statements": [statement.public_id for statement in sentence.statements],
    }


def voices_of(codes: Iterable[str]) -> dict[str, VoiceView]:
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


def sentence_views(
    sentences: Sequence[Sentence],
    raw: str,
    voices: Mapping[str, VoiceView],
    statements: Mapping[int, tuple[StatementRef, ...]],
    span: Span | None,
) -> list[SentenceView]:
    """Return the sentences of a document in order, the asked-for span marked."""
    views = []
    before: tuple[str, str, int | None] | None = None
    marked = False
    end = 0
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
                gap=raw[end : sentence.start],
            )
        )
        before, end = state, sentence.end
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
