"""Stored documents that a text resembles: candidates by shared shingles, which an index finds; scores by words in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from rapidfuzz.distance import LCSseq

from comparator.models import Document, Shingle
from comparator.selectors.calls import source_view
from comparator.shingles import SAMPLE, sample, word_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comparator.selectors.records import SourceView

CANDIDATES = 8
"""Documents whose texts are looked at, whatever the size of the corpus."""
_SHARED = 3
"""Shingles that a candidate shares, of ``SAMPLE``: a formula of diplomacy has one or two of them."""
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


def resembling(text: str, *, without: Iterable[int] = ()) -> tuple[Resemblance, ...]:
    """Return the stored documents that a text resembles, the most alike first.

    Args:
        text: a raw text.
        without: keys of documents to leave out.
    """
    hashes = sample(text)
    shared = min(_SHARED, max(1, len(hashes) * _SHARED // SAMPLE))
    counted = (
        Shingle.objects.filter(hash__in=hashes)
        .exclude(document__in=list(without))
        .values("document")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=shared)
        .order_by("-shared", "-document")[:CANDIDATES]
    )
    documents = Document.objects.filter(pk__in=[row["document"] for row in counted]).select_related("outlet__side")
    words = word_list(text)
    found = (_resemblance(words, document) for document in documents.defer("metadata"))
    return tuple(
        sorted((r for r in found if r.contained >= LEAST), key=lambda r: (-r.alike, -r.contained, r.source.public_id))
    )


def _resemblance(words: list[str], document: Document) -> Resemblance:
    others = word_list(document.raw_text)
    common = LCSseq.similarity(words, others)
    return Resemblance(
        key=document.pk,
        source=source_view(document),
        superseded=document.status == Document.Status.SUPERSEDED,
        contained=common / max(1, min(len(words), len(others))),
        alike=common / max(1, len(words), len(others)),
    )
