"""Sentences that recur in other calls."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from comparator.models import Document, Echo, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class EchoView:
    """Where else a sentence stands: the facts, no conclusion."""

    kind: str
    document: str
    outlet: str
    number: int
    text: str
    call_slug: str = ""
    call_date: date | None = None


def echoes_of(sentence_ids: Iterable[int]) -> dict[int, tuple[EchoView, ...]]:
    """Return for each sentence the sentences of other calls that say the same in the same words; one query."""
    ids = set(sentence_ids)
    found: defaultdict[int, list[EchoView]] = defaultdict(list)
    echoes = (
        Echo.objects.filter(Q(a__in=ids) | Q(b__in=ids))
        .select_related("a__document__outlet", "a__call", "b__document__outlet", "b__call")
        .defer("a__document__raw_text", "b__document__raw_text", "a__document__metadata", "b__document__metadata")
        .order_by("-score", "pk")
    )
    for echo in echoes:
        for one, other in ((echo.a, echo.b), (echo.b, echo.a)):
            if one.pk in ids and other.document.status == Document.Status.PUBLISHED:
                found[one.pk].append(_view(echo.kind, other))
    return {pk: tuple(views) for pk, views in found.items()}


def _view(kind: str, sentence: Sentence) -> EchoView:
    return EchoView(
        kind=kind,
        document=sentence.document.public_id,
        outlet=sentence.document.outlet.name,
        number=sentence.index,
        text=sentence.text,
        call_slug=sentence.call.slug if sentence.call else "",
        call_date=sentence.call.date if sentence.call else None,
    )
