"""Sentences that contain words.

Every word, or phrase in quotation marks, must occur; reprints of one sentence are one result. It is a plain scan of the sentences,
the same on SQLite and PostgreSQL; no ranking is pretended, the latest documents come first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from comparator.engine.records import OUTLET_VOICE, Role
from comparator.models import Document, Sentence, Side
from comparator.selectors.filters import clean_query
from comparator.selectors.records import Occurrence, Piece
from comparator.selectors.statements import occurrence

if TYPE_CHECKING:
    from datetime import date

RESULTS_PER_PAGE = 50
DOCUMENT_KINDS = dict(Document.KindChoice.choices)
"""Value → name, of the kinds that a search can be narrowed to."""
MAX_TERMS = 12
"""More words than people type; each is one more comparison with every sentence."""

_TERM = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is searched: the text as typed, and what it is narrowed to."""

    q: str = ""
    voice: str = ""
    kind: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """Words and phrases, each of which must occur."""
        found = (next(group for group in match.groups() if group) for match in _TERM.finditer(clean_query(self.q)))
        return tuple(dict.fromkeys(found))[:MAX_TERMS]


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence and every place that has it."""

    pieces: tuple[Piece, ...]
    occurrences: tuple[Occurrence, ...]
    voice: str
    call_slug: str = ""
    call_date: date | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of hits."""

    page: Page[Sentence]
    hits: tuple[Hit, ...]


def search(query: SearchQuery, number: str | int = 1, per_page: int = RESULTS_PER_PAGE) -> SearchResult:
    """Return a page of the sentences that contain every term; three queries."""
    page = Paginator(_matching(query), per_page).get_page(number)
    names = dict(Side.objects.values_list("code", "name"))
    return SearchResult(page=page, hits=tuple(_hits(list(page.object_list), query.terms, names)))


def _matching(query: SearchQuery) -> QuerySet[Sentence]:
    sentences = (
        Sentence.objects.filter(document__status=Document.Status.PUBLISHED)
        .exclude(role=Role.FURNITURE.value)
        .select_related("document__outlet", "call", "misdated")
        .defer("document__raw_text", "document__metadata")
        .order_by(F("call__date").desc(nulls_last=True), "document", "index")
    )
    if not query.terms:
        return sentences.none()
    for term in query.terms:
        sentences = sentences.filter(text__icontains=term)
    if query.voice:
        sentences = sentences.filter(voice=query.voice)
    if query.kind:
        sentences = sentences.filter(document__kind=query.kind)
    return sentences


def _hits(sentences: list[Sentence], terms: tuple[str, ...], names: dict[str, str]) -> list[Hit]:
    groups: dict[tuple[str, int | None], list[Sentence]] = {}
    for sentence in sentences:
        groups.setdefault((sentence.text.casefold(), sentence.call_id), []).append(sentence)
    return [
        Hit(
            pieces=highlight(found[0].text, terms),
            occurrences=tuple(occurrence(sentence, sentence.voice) for sentence in found),
            voice=names.get(found[0].voice, "") if found[0].voice != OUTLET_VOICE else "",
            call_slug=found[0].call.slug if found[0].call else "",
            call_date=found[0].call.date if found[0].call else None,
        )
        for found in groups.values()
    ]


def highlight(text: str, terms: tuple[str, ...]) -> tuple[Piece, ...]:
    """Cut the text into pieces, those that match a term with the kind ``hit``."""
    if not terms:
        return (Piece(text),)
    pattern = re.compile("|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True)), re.IGNORECASE)
    pieces = []
    at = 0
    for match in pattern.finditer(text):
        pieces += [Piece(text[at : match.start()]), Piece(match.group(), "hit")]
        at = match.end()
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)
