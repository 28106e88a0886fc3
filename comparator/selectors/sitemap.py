"""The pages that search engines should know, with the day when each last changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q
from django.urls import reverse

from comparator.engine.terms import term_groups
from comparator.models import Call, Document, Formula, Statement

if TYPE_CHECKING:
    from datetime import datetime

MOST_PAGES = 50_000
"""A site map may not list more."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the site."""

    path: str
    changed: datetime | None = None


def list_pages() -> tuple[PageEntry, ...]:
    """Return the pages, those of calls first; four queries."""
    pages = [PageEntry(reverse(name)) for name in ("home", "calls", "timeline", "echoes", "terms", "method")]
    pages += [PageEntry(reverse("term", args=[group.slug])) for group in term_groups()]
    calls = Call.objects.annotate(made=Max("collations__created_at", filter=Q(collations__current=True)))
    for slug, made in calls.order_by("-date", "slug").values_list("slug", "made"):
        pages += [PageEntry(reverse(name, args=[slug]), made) for name in ("call", "matrix", "silence")]
    formulas = Formula.objects.filter(retired=False).values_list("slug", flat=True)
    pages += [PageEntry(reverse("formula", args=[slug])) for slug in formulas[:MOST_PAGES]]
    documents = Document.objects.filter(status=Document.Status.PUBLISHED).values_list("public_id", "added_at")
    pages += [PageEntry(reverse("document", args=[public_id]), added) for public_id, added in documents[:MOST_PAGES]]
    statements = Statement.objects.filter(retired=False).order_by("call", "position")
    found = statements.values_list("public_id", "collation__created_at")[:MOST_PAGES]
    pages += [PageEntry(reverse("statement", args=[public_id]), made) for public_id, made in found]
    return tuple(pages[:MOST_PAGES])
