"""Decisions of people, as rows that hold or no longer do, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comparator.engine.decisions import JOIN, SPLIT
from comparator.engine.pairs import APART, PairDecided
from comparator.engine.records import Decided, Relation, Role
from comparator.models import Document, Review
from comparator.models.review import in_force
from comparator.selectors.documents import voices_of
from comparator.selectors.records import verdict_label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.paginator import Page

    from comparator.selectors.records import VoiceView

_PER_PAGE = 50
_QUOTED = 240
"""Characters of a passage that a list quotes."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A decision as a list shows it."""

    key: int
    about: str
    """What kind of thing was decided."""
    document: str
    """Public id of the document."""
    start: int
    end: int
    title: str
    language: str
    quote: str
    quote_beside: str
    """The other passage, of a decision about two."""
    value: str
    found: str
    by: str
    at: datetime
    why: str
    holds: bool
    undone: bool
    """Whether it takes an earlier one back."""


def get_review(key: int) -> Review:
    """Return a decision with its documents, or raise Http404."""
    return get_object_or_404(Review.objects.select_related("document", "other"), pk=key)


def list_reviews(*, document: str = "", page: str | int = 1) -> Page[ReviewView]:
    """Return a page of decisions, the latest first, of all documents or of the one with that public id."""
    found = Review.objects.order_by("-pk").select_related("document", "other", "by")
    if document:
        found = found.filter(Q(document__public_id=document) | Q(other__public_id=document))
    rows = Paginator(found, _PER_PAGE).get_page(page)
    return _shown(rows)


def _shown(page: Page[Review]) -> Page[ReviewView]:
    rows = list(page.object_list)
    documents = {row.document_id for row in rows}
    beside = Review.objects.filter(Q(document__in=documents) | Q(other__in=documents)).order_by("pk")
    holding = {row.pk for row in in_force(beside)}
    voices = voices_of(value for row in rows if row.kind == Decided.VOICE for value in (row.value, row.found))
    views: Page[ReviewView] = page  # type: ignore[assignment]  # the same page, of what is shown of its rows
    views.object_list = [_view(row, holding, voices) for row in rows]
    return views


def _view(row: Review, holding: set[int], voices: Mapping[str, VoiceView]) -> ReviewView:
    return ReviewView(
        key=row.pk,
        about=_abouts()[row.kind],
        document=row.document.public_id,
        start=row.start,
        end=row.end,
        title=str(row.document),
        language=row.document.language,
        quote=_quote(row.document, row.start, row.end, whole=row.kind == Decided.BOUNDARY),
        quote_beside=_quote(row.other, row.other_start or 0, row.other_end or 0) if row.other else "",
        value=in_words(row.kind, row.value, voices),
        found=in_words(row.kind, row.found, voices),
        by=str(row.by or ""),
        at=row.at,
        why=row.note,
        holds=row.pk in holding,
        undone=row.undone,
    )


def _quote(document: Document, start: int, end: int, *, whole: bool = False) -> str:
    """Return the characters that were decided about; of a boundary, which may have none, those around it."""
    around = 40 if whole else 0
    words = " ".join(document.raw_text[max(start - around, 0) : end + around].split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"


def in_words(kind: str, value: str, voices: Mapping[str, VoiceView]) -> str:
    """Return what was decided, or found, as people say it."""
    if kind == Decided.VOICE:
        return voices[value].label if value in voices else value
    if kind == Decided.CALL:
        return value or _("no call")
    if kind == PairDecided.VERDICT:
        return verdict_label(value)
    return _values().get(value, value)


def role_choices() -> Mapping[str, str]:
    """Return the roles that a sentence can have, in words."""
    return {
        Role.CONTENT.value: _("part of the report"),
        Role.HEADLINE.value: _("headline"),
        Role.FURNITURE.value: _("not part of the report"),
    }


def relation_choices() -> Mapping[str, str]:
    """Return what two sentences can be to each other, in words."""
    return {
        Relation.SAME.value: _("They say the same"),
        Relation.PARTIAL.value: _("They say in part the same"),
        Relation.TOPIC.value: _("They speak to the same subject"),
        APART: _("They have nothing to do with each other"),
    }


def _values() -> Mapping[str, str]:
    return {**role_choices(), **relation_choices(), SPLIT: _("two sentences"), JOIN: _("one sentence")}


def _abouts() -> Mapping[str, str]:
    return {
        Decided.ROLE.value: _("Part of the report"),
        Decided.BOUNDARY.value: _("Where a sentence ends"),
        Decided.VOICE.value: _("Voice"),
        Decided.CALL.value: _("Call"),
        PairDecided.LINK.value: _("Link"),
        PairDecided.VERDICT.value: _("Verdict"),
    }
