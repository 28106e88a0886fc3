"""Whether anything that a page may show has changed since it was sent.

A page of one call names its neighbours, echoes in other calls, outlets and sides, so one short text stands for the state of the whole site:
every run of the engine, every job that is done, every document and call that came or went, every decision of a person and every edit in the
admin changes it. One query.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Count, Max, QuerySet, Value

from comparator.engine.options import ENGINE_VERSION
from comparator.models import Call, Collation, Document, Echo, Job, Review, Sentence


def site_state() -> str:
    """Return a text that differs whenever a page might."""
    parts: tuple[QuerySet[Any], ...] = (
        Call.objects.filter(status=Call.Status.CONFIRMED),
        Call.objects.all(),
        Collation.objects.all(),
        Document.objects.filter(status=Document.Status.PUBLISHED),
        Document.objects.all(),
        Echo.objects.all(),
        Job.objects.filter(state=Job.State.DONE),
        LogEntry.objects.all(),
        Review.objects.all(),
        Sentence.objects.filter(misdated__isnull=False),
    )
    first, *others = (_part(number, queryset) for number, queryset in enumerate(parts))
    rows = sorted(first.union(*others, all=True))
    return f"{ENGINE_VERSION} {rows}"


def _part(number: int, queryset: QuerySet[Any]) -> QuerySet[Any, Any]:
    counted: QuerySet[Any, Any] = (
        queryset.order_by()
        .values(part=Value(number))
        .annotate(last=Max("pk"), count=Count("pk"))
        .values_list("part", "last", "count")
    )
    return counted
