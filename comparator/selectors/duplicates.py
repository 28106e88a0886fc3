"""Stored documents that a text resembles: candidates by shared shingles, which an index finds; scores by words in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count
from rapidfuzz.distance import LCSseq

from comparator.changes import Change, compare
from comparator.models import Document, Draft, Shingle
from comparator.selectors.calls import source_view
from comparator.selectors.documents import READABLE
from comparator.shingles import sample, word_list

if TYPE_CHECKING:
    from comparator.selectors.records import SourceView

CANDIDATES = 8
"""Documents whose texts are looked at, whatever the size of the corpus: those that share most shingles. Of the 184 pairs among 529 readouts
of several governments that ``LEAST`` finds alike, 134 share six shingles or more, 28 three to five, 22 one or two; thousands of others
share as few, in menus and courtesies, so that the number alone decides nothing."""
MOST_WORDS = 20_000
"""Words of a text that are compared with those of others: twice what a long briefing has. These take 0.3 s, five times as many 9 s."""
LEAST = 0.6
"""Words in common, in order, as a share of the shorter text."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A stored document that a text resembles."""

    key: int
    source: SourceView
    superseded: bool
    contained: float
    """Words in common, in order, as a share of the shorter text: 1 where one holds the other."""
    alike: float
    """The same as a share of the longer text: 1 where they are the same."""
    changes: tuple[Change, ...] = ()
    """From the stored document to the text; of the one that is looked at."""

    @property
    def share(self) -> int:
        """Words in common, in per cent of the shorter text, rounded down."""
        return int(100 * self.contained)


def resembling(text: str, *, against: str = "") -> tuple[Resemblance, ...]:
    """Return the stored documents that a text resembles, the most alike first; two queries.

    Args:
        text: a raw text.
        against: public id of the one whose differences are wanted; those of the first if there is no such one.
    """
    hashes = sample(text)
    counted = (
        Shingle.objects.filter(hash__in=hashes)
        .values("document")
        .annotate(shared=Count("pk"))
        .order_by("-shared", "-document")[:CANDIDATES]
    )
    documents = list(
        Document.objects.filter(pk__in=[row["document"] for row in counted], status__in=READABLE)
        .select_related("outlet__side")
        .defer("metadata")
    )
    words = word_list(text)[:MOST_WORDS]
    texts = {document.public_id: document.raw_text for document in documents}
    found = sorted(
        (r for r in (_resemblance(words, document) for document in documents) if r.contained >= LEAST),
        key=lambda r: (-r.alike, -r.contained, r.source.public_id),
    )
    looked_at = next((r for r in found if r.source.public_id == against), found[0] if found else None)
    return tuple(replace(r, changes=compare(texts[r.source.public_id], text)) if r is looked_at else r for r in found)


def find_relation(choice: str) -> tuple[str, Document | None]:
    """Return what a choice such as ``version-abc`` means: a value of ``Draft.Relation``, and the document; or nothing."""
    relation, _, public_id = choice.partition("-")
    if relation not in {Draft.Relation.VERSION, Draft.Relation.SYNDICATED}:
        return "", None
    document = Document.objects.filter(public_id=public_id, status__in=READABLE).first()
    return (relation, document) if document else ("", None)


def _resemblance(words: list[str], document: Document) -> Resemblance:
    others = word_list(document.raw_text)[:MOST_WORDS]
    common = LCSseq.similarity(words, others)
    return Resemblance(
        key=document.pk,
        source=source_view(document),
        superseded=document.status == Document.Status.SUPERSEDED,
        contained=common / max(1, min(len(words), len(others))),
        alike=common / max(1, len(words), len(others)),
    )
