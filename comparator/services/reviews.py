"""People's decisions: stored, put into force at every reading and collation, and carried over to a new version of a document.

What holds is the last decision about the same characters, or about the same two stretches of characters, unless it was taken back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from comparator.changes import follow
from comparator.engine import records
from comparator.engine.pairs import PairDecided, PairDecision
from comparator.models import Review
from comparator.models.review import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from django.contrib.auth.models import User

    from comparator.models import Document


@dataclass(frozen=True, slots=True)
class Made:
    """A decision with the moment at which it was made."""

    decision: records.Decision
    at: datetime


@transaction.atomic
def reviews_store(
    *, document: Document, made: Iterable[Made], by: User | None, engine_version: str = "", note: str = ""
) -> None:
    """Store decisions about a document, in the order in which they were made."""
    Review.objects.bulk_create(
        Review(
            document=document,
            kind=item.decision.kind.value,
            start=item.decision.span.start,
            end=item.decision.span.end,
            value=item.decision.value,
            found=item.decision.found,
            engine_version=engine_version,
            note=note,
            by=by,
            at=item.at,
        )
        for item in made
    )


def decisions_of(document: Document) -> tuple[records.Decision, ...]:
    """Return the decisions that hold for the text of a document, the earliest first; one query."""
    return tuple(_decision(row) for row in reviews_in_force(document=document))


def reviews_in_force(*, document: Document) -> list[Review]:
    """Return the reviews of a document's text that hold, the earliest first; one query."""
    return in_force(Review.objects.filter(document=document).exclude(kind__in=Review.PAIRS).order_by("pk"))


def pair_reviews(*, documents: Collection[int]) -> list[Review]:
    """Return the reviews of two sentences of these documents that hold, the earliest first; one query."""
    pairs = Review.objects.filter(kind__in=Review.PAIRS, document__in=documents, other__in=documents)
    return in_force(pairs.order_by("pk"))


def pair_decisions(
    reviews: Iterable[Review], sentences: Sequence[records.Sentence], ids: Mapping[int, str]
) -> tuple[PairDecision, ...]:
    """Return what was decided about pairs of these sentences, as the engine takes it.

    Args:
        reviews: of pairs, the earliest first.
        sentences: of one call.
        ids: key of a document → the id under which its sentences have it.
    """
    own: defaultdict[str, list[records.Sentence]] = defaultdict(list)
    for sentence in sentences:
        own[sentence.document].append(sentence)
    found = []
    for row in reviews:
        first = _sentence_at(own[ids.get(row.document_id, "")], row.start, row.end)
        second = _sentence_at(own[ids.get(row.other_id or 0, "")], row.other_start or 0, row.other_end or 0)
        if first is not None and second is not None and first.id != second.id:
            a, b = sorted((first, second), key=lambda s: (s.document, s.index))
            found.append(PairDecision(PairDecided(row.kind), a.id, b.id, row.value))
    return tuple(found)


def _sentence_at(sentences: Iterable[records.Sentence], start: int, end: int) -> records.Sentence | None:
    """Return the sentence that has most of these characters, if most of it is in them."""
    common = {s.id: min(s.span.end, end) - max(s.span.start, start) for s in sentences}
    inside = [s for s in sentences if 2 * common[s.id] > s.span.end - s.span.start]
    return max(inside, key=lambda s: common[s.id], default=None)


@transaction.atomic
def reviews_carry(*, old: Document, new: Document) -> None:
    """Give a new version of a document the decisions about what it has kept; they stay with the person who made them."""
    place = follow(old.raw_text, new.raw_text)
    carried = []
    for row in in_force(Review.objects.filter(Q(document=old) | Q(other=old)).order_by("pk")):
        own = place(row.start, row.end) if row.document_id == old.pk else (row.start, row.end)
        other = (
            place(row.other_start, row.other_end)
            if row.other_id == old.pk and row.other_start is not None and row.other_end is not None
            else (row.other_start, row.other_end)
        )
        if own is None or other is None:
            continue
        row.document = new if row.document_id == old.pk else row.document
        row.other = new if row.other_id == old.pk else row.other
        row.pk, (row.start, row.end), (row.other_start, row.other_end) = None, own, other
        carried.append(row)
    Review.objects.bulk_create(carried)


def _decision(row: Review) -> records.Decision:
    return records.Decision(records.Decided(row.kind), records.Span(row.start, row.end), row.value, row.found)
