"""Sentences that contain words, the best first.

Every word, or phrase in quotation marks, must occur; reprints of one sentence are one result. The index of the database finds and ranks
them (``fulltext``), this module narrows, folds and cuts them into pages. Drafts and withdrawn documents are never searched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from comparator.engine.records import OUTLET_VOICE, Role
from comparator.models import Document, Sentence
from comparator.selectors.fulltext import matching
from comparator.selectors.kept import kept
from comparator.selectors.members import occurrence
from comparator.selectors.querytext import snippet, words_of
from comparator.selectors.sides import side_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from comparator.selectors.querytext import Term
    from comparator.selectors.records import Occurrence, Piece
    from comparator.selectors.searchquery import SearchQuery

RESULTS_PER_PAGE = 40
MOST_SENTENCES = 1000
"""Sentences that one query brings: nobody reads on so far, and folding reprints needs their texts (300 KB)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence and every place that has it."""

    pieces: tuple[Piece, ...]
    occurrences: tuple[Occurrence, ...]
    voices: tuple[str, ...]
    """Names of the sides that say it, in the order of the places; empty where only outlets do."""
    call_slug: str = ""
    call_date: date | None = None

    @property
    def first(self) -> Occurrence:
        """The place that is cited first."""
        return self.occurrences[0]

    @property
    def others(self) -> tuple[Occurrence, ...]:
        """The other places."""
        return self.occurrences[1:]

    @property
    def other_outlets(self) -> int:
        """In how many outlets it stands besides the first."""
        return len({place.outlet for place in self.occurrences} - {self.first.outlet})


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits."""

    page: Page[tuple[int, ...]]
    hits: tuple[Hit, ...]
    sentences: int
    """How many were found; ``MOST_SENTENCES`` where there are more."""
    is_cut: bool = False
    """Whether more were found than are shown."""


@kept(16, lambda query, number=1: (query, str(number)))
def search(query: SearchQuery, number: str | int = 1) -> SearchResult:
    """Return a page of the sentences that match; three queries."""
    found = _found(query)
    groups = _folded(found[:MOST_SENTENCES])
    page = Paginator(groups, RESULTS_PER_PAGE).get_page(number)
    return SearchResult(
        page=page,
        hits=_hits(list(page.object_list), query.wanted.terms),
        sentences=min(len(found), MOST_SENTENCES),
        is_cut=len(found) > MOST_SENTENCES,
    )


def _found(query: SearchQuery) -> list[tuple[int, str, int | None]]:
    """Return key, text and call of the matching sentences in order."""
    latest = (F("day").desc(nulls_last=True), "document_id", "index")
    order = latest if query.sort else ("rank", *latest)
    sentences = matching(_narrowed(query), query.wanted).order_by(*order)
    return list(sentences.values_list("pk", "text", "call")[: MOST_SENTENCES + 1])


def _narrowed(query: SearchQuery) -> QuerySet[Sentence]:
    sentences = (
        Sentence.objects.filter(document__status=Document.Status.PUBLISHED)
        .exclude(role=Role.FURNITURE.value)
        .annotate(day=Coalesce("call__date", "document__published"))
    )
    conditions: dict[str, object] = {
        "voice": query.voice,
        "document__outlet__side__code": query.side,
        "document__kind": query.kind,
        "document__outlet__name": query.outlet,
        "call__slug": query.call,
        "day__gte": query.since,
        "day__lte": query.until,
    }
    return sentences.filter(**{name: value for name, value in conditions.items() if value})


def _folded(found: Sequence[tuple[int, str, int | None]]) -> list[tuple[int, ...]]:
    """Join sentences of one call that differ in nothing but case, accents, punctuation and white space."""
    groups: dict[tuple[tuple[str, ...], int | None], list[int]] = {}
    for pk, text, call in found:
        groups.setdefault((words_of(text), call), []).append(pk)
    return [tuple(group) for group in groups.values()]


def _hits(groups: Sequence[tuple[int, ...]], terms: tuple[Term, ...]) -> tuple[Hit, ...]:
    sentences = (
        Sentence.objects.filter(pk__in=[pk for group in groups for pk in group])
        .select_related("document__outlet", "call", "misdated")
        .defer("document__raw_text", "document__metadata")
        .in_bulk()
    )
    names = side_names() if sentences else {}
    return tuple(_hit([sentences[pk] for pk in group if pk in sentences], terms, names) for group in groups)


def _hit(places: list[Sentence], terms: tuple[Term, ...], names: Mapping[str, str]) -> Hit:
    """Return one result; official sources are cited first, then the earliest."""
    places.sort(key=lambda s: (not s.document.outlet.official, str(s.document.published or "9"), s.pk))
    first = places[0]
    voices = (
        names.get(sentence.voice, sentence.voice) for sentence in places if sentence.voice not in ("", OUTLET_VOICE)
    )
    return Hit(
        pieces=snippet(first.text, terms),
        occurrences=tuple(occurrence(sentence, sentence.voice) for sentence in places),
        voices=tuple(dict.fromkeys(voices)),
        call_slug=first.call.slug if first.call else "",
        call_date=first.call.date if first.call else None,
    )
