"""People's decisions: stored, put into force at every reading, and carried over to a new version of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from comparator.changes import follow
from comparator.engine import records
from comparator.models import Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
    """Return the decisions that hold for a document, the earliest first; one query."""
    return tuple(_decision(row) for row in _in_force(document))


@transaction.atomic
def reviews_carry(*, old: Document, new: Document) -> None:
    """Give a new version of a document the decisions about what it has kept; they stay with the person who made them."""
    place = follow(old.raw_text, new.raw_text)
    carried = []
    for row in _in_force(old):
        span = place(row.start, row.end)
        if span is not None:
            row.pk, row.document, (row.start, row.end) = None, new, span
            carried.append(row)
    Review.objects.bulk_create(carried)


def _in_force(document: Document) -> Sequence[Review]:
    latest: dict[tuple[str, int, int], Review] = {}
    for row in Review.objects.filter(document=document).order_by("pk"):
        key = (row.kind, row.start, row.end)
        latest.pop(key, None)  # a later decision about the same characters comes later
        if not row.undone:
            latest[key] = row
    return list(latest.values())


def _decision(row: Review) -> records.Decision:
    return records.Decision(records.Decided(row.kind), records.Span(row.start, row.end), row.value, row.found)
