"""A stored document and a statement as a reviewer works on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comparator.engine.decisions import PERSON
from comparator.engine.records import OUTLET_VOICE, Decided, Verdict
from comparator.models import Document, Link, Review, Sentence, Statement
from comparator.models.review import in_force
from comparator.selectors.previews import Preview, SentenceRow
from comparator.selectors.reasons import judged_sentences
from comparator.selectors.records import verdict_label
from comparator.selectors.reviewqueue import Passage, passages_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST_OTHERS = 300
"""Sentences of a call that are offered to be linked to."""
_DIGITS = 19
"""Of the first number that no key can have."""

ReviewedDocument = Document
ReviewedSentence = Sentence
"""What these functions return, for those who may not name models."""


@dataclass(frozen=True, slots=True)
class DocumentReview:
    """A stored document, its sentences, and what was decided about them."""

    document: Document
    preview: Preview
    """All of its sentences, those that are no part of the report too."""
    found: Mapping[tuple[str, int, int], str]
    """What the program had found where something is decided: by kind, start and end."""


@dataclass(frozen=True, slots=True)
class PairReview:
    """Two sentences of a statement, and how they are linked."""

    a: Passage
    b: Passage
    relation: str
    score: int
    """Per cent."""
    decided: bool


@dataclass(frozen=True, slots=True)
class StatementReview:
    """A statement with its sentences, their links, and the other sentences of its call."""

    public_id: str
    label: str
    call: str
    verdict: str
    verdict_label: str
    passages: tuple[Passage, ...]
    versions: Mapping[int, str]
    """Sentence → code of the side whose account it carries, or nothing."""
    pairs: tuple[PairReview, ...]
    judged: tuple[int, int] | None
    """The two sentences, of two sides, on which the verdict rests."""
    decided: bool
    """Whether a person gave the verdict."""
    others: tuple[tuple[int, str], ...] = field(default=())
    """The other sentences of the call, each with its words."""


def get_document_review(public_id: str) -> DocumentReview:
    """Return a published document, or raise Http404; five queries."""
    documents = Document.objects.select_related("outlet__side").filter(status=Document.Status.PUBLISHED)
    document = get_object_or_404(documents, public_id=public_id)
    rows = list(document.sentences.select_related("call", "misdated").order_by("index"))
    own = in_force(Review.objects.filter(document=document).exclude(kind__in=Review.PAIRS).order_by("pk"))
    named = {call.slug for row in rows for call in (row.call, row.misdated) if call}
    preview = Preview(
        lines=(),
        sentences=tuple(_row(row, document.raw_text, own) for row in rows),
        voices=frozenset(row.voice for row in rows if row.voice),
        known=tuple(sorted(named)),
        proposed=(),
    )
    return DocumentReview(document, preview, {(row.kind, row.start, row.end): row.found for row in own})


def get_sentences(*keys: str) -> tuple[Sentence, ...]:
    """Return sentences of published documents in the order that was asked for, or raise Http404; one query."""
    known = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < _DIGITS]
    found = (
        Sentence.objects.filter(document__status=Document.Status.PUBLISHED)
        .select_related("document__outlet__side", "call")
        .in_bulk(known)
    )
    if len(known) < len(keys) or not found.keys() >= set(known):
        raise Http404(_("There is no such sentence."))
    return tuple(found[key] for key in known)


def get_statement_review(public_id: str) -> StatementReview:
    """Return a statement that is found today, or raise Http404."""
    statement = get_object_or_404(Statement.objects.select_related("call"), public_id=public_id, retired=False)
    members = list(
        statement.members.filter(sentence__document__status=Document.Status.PUBLISHED)
        .select_related("sentence")
        .order_by("position")
    )
    versions = {member.sentence_id: member.version for member in members}
    passages = tuple(passages_of([member.sentence for member in members]))
    return StatementReview(
        public_id=statement.public_id,
        label=statement.label,
        call=statement.call.slug,
        verdict=statement.verdict,
        verdict_label=verdict_label(statement.verdict),
        passages=passages,
        versions=versions,
        pairs=tuple(_pairs(passages)),
        judged=_judged(statement, versions),
        decided=any(reason.get("kind") == "decided" for reason in statement.reasons),
        others=tuple(_others(statement, set(versions))),
    )


def _row(row: Sentence, raw: str, own: Sequence[Review]) -> SentenceRow:
    decided = {review.kind for review in own if review.start < row.end and row.start < review.end}
    return SentenceRow(
        number=row.index,
        start=row.start,
        end=row.end,
        text=row.text,
        raw=raw[row.start : row.end],
        role=row.role,
        voice=row.voice,
        call=row.call.slug if row.call else "",
        quoted=row.quoted,
        flags=tuple(str(flag) for flag in row.flags),
        why_voice=str(row.why.get("voice", "")),
        why_call=str(row.why.get("call", "")),
        voice_decided=row.why.get("voice") == PERSON,
        call_decided=row.why.get("call") == PERSON,
        role_decided=Decided.ROLE.value in decided,
        misdated=row.misdated.slug if row.misdated else "",
    )


def _pairs(passages: Sequence[Passage]) -> list[PairReview]:
    known = {passage.key: passage for passage in passages}
    links = Link.objects.filter(a__in=known, b__in=known, collation__current=True).order_by("-score", "pk")
    return [
        PairReview(
            known[link.a_id],
            known[link.b_id],
            link.relation,
            round(100 * link.score),
            decided=any(signal.get("name") == PERSON for signal in link.why),
        )
        for link in links
    ]


def _judged(statement: Statement, versions: Mapping[int, str]) -> tuple[int, int] | None:
    """Return a sentence of each of two sides: those that the verdict was reached on, or the first of each."""
    if statement.verdict not in (Verdict.AGREE, Verdict.DIVERGE):
        return None
    judged = judged_sentences(statement.reasons)
    first: dict[str, int] = {}
    for key in sorted(versions, key=lambda key: key not in judged):
        if versions[key] not in ("", OUTLET_VOICE):
            first.setdefault(versions[key], key)
    pair = list(first.values())[:2]
    return (pair[0], pair[1]) if len(pair) == 2 else None


def _others(statement: Statement, own: set[int]) -> list[tuple[int, str]]:
    rows = (
        Sentence.objects.filter(call=statement.call, document__status=Document.Status.PUBLISHED)
        .exclude(role=Sentence.RoleChoice.FURNITURE)
        .exclude(pk__in=own)
        .order_by("document__outlet__name", "document__public_id", "index")
        .values_list("pk", "document__outlet__name", "index", "text")
    )
    return [(pk, f"{outlet} {index}: {text[:100]}") for pk, outlet, index, text in rows[:_MOST_OTHERS]]
