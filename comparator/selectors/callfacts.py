"""What the head of a call's own pages tells beyond what lists tell: how full each account is, who asked for the call, what people decided.

Takes the summary of one call, gives it with these facts; two queries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comparator.engine.alignment.agendacues import items
from comparator.models import Document, Review, StatementMember
from comparator.models.review import in_force
from comparator.selectors.records import CallSummary, Initiative, Reviewed, SideView

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_INITIATIVES = 3
"""Sentences on who asked for the call that its head quotes; the statement has them all."""

_INITIATIVE = "initiative"
"""The item of the engine's agenda."""


def with_facts(call: CallSummary) -> CallSummary:
    """Return the call with the coverage of each side, who asked for it, and what people decided about its sources."""
    members = list(
        StatementMember.objects.filter(
            statement__call=call.pk, statement__retired=False, sentence__document__status=Document.Status.PUBLISHED
        )
        .order_by("statement__position", "position", "pk")
        .values_list(
            *("statement__public_id", "statement__label", "version", "sentence", "sentence__text"),
            *("sentence__document", "sentence__document__language"),
            named=True,
        )
    )
    return replace(
        call, sides=_covered(call, members), initiatives=_initiatives(call, members), reviewed=_reviewed(call)
    )


def _covered(call: CallSummary, members: Iterable[Any]) -> tuple[SideView, ...]:
    """Return the sides with how many sources carry the version of each, and how many words the fullest has of it."""
    told = {(m.version, m.sentence__document, m.sentence): len(m.sentence__text.split()) for m in members if m.version}
    words: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for (version, document, _sentence), count in told.items():
        words[version][document] += count
    return tuple(
        replace(side, sources=len(words[side.code]), words=max(words[side.code].values(), default=0))
        for side in call.sides
    )


def _initiatives(call: CallSummary, members: Iterable[Any]) -> tuple[Initiative, ...]:
    sides = {side.code: side for side in call.sides}
    heading = items()[_INITIATIVE].label
    found: dict[str, Initiative] = {}
    for m in members:
        if m.statement__label.startswith(heading):
            sentence = (m.sentence__text, m.sentence__document__language)
            found.setdefault(m.sentence__text, Initiative(m.statement__public_id, *sentence, sides.get(m.version)))
    return tuple(found.values())[:MOST_INITIATIVES]


def _reviewed(call: CallSummary) -> Reviewed | None:
    sources = [source.public_id for source in call.sources]
    kept = in_force(Review.objects.filter(document__public_id__in=sources).order_by("pk"))
    if not kept:
        return None
    return Reviewed(len(kept), len({row.document_id for row in kept}), max(row.at for row in kept))
