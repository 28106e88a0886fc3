"""What changed from one version of a document to the next, and who added, changed or withdrew it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comparator.changes import Change, compare
from comparator.models import Document
from comparator.selectors.calls import source_view
from comparator.selectors.documents import READABLE

if TYPE_CHECKING:
    from datetime import datetime

    from comparator.selectors.records import SourceView

_SHOWN = 400
"""Characters around a change that are shown of what both versions say."""


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """The difference between a document and the version before it."""

    older: SourceView
    newer: SourceView
    changes: tuple[Change, ...]
    removed: int
    """Characters that only the older version has."""
    added: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to the record of a document."""

    at: datetime
    by: str
    kind: str
    """``+``, ``~`` or ``-``."""
    changes: tuple[tuple[str, str, str], ...]
    """Name of a field, what it was, what it became."""


def get_version_changes(public_id: str) -> VersionChanges:
    """Return what changed in a document from the version before it, or raise Http404 where there is none; one query."""
    newer = get_object_or_404(
        Document.objects.select_related("outlet__side", "supersedes__outlet__side"),
        public_id=public_id,
        status__in=READABLE,
    )
    older = newer.supersedes
    if older is None or older.status not in READABLE:
        raise Http404(_("There is no version before this one."))
    changes = compare(older.raw_text, newer.raw_text)
    return VersionChanges(
        older=source_view(older),
        newer=source_view(newer),
        changes=tuple(_shortened(changes)),
        removed=sum(len(change.text) for change in changes if change.kind == "removed"),
        added=sum(len(change.text) for change in changes if change.kind == "added"),
    )


def history_of(public_id: str) -> tuple[Event, ...]:
    """Return what was done to the record of a document, the latest first; two queries."""
    rows: list[Any] = list(
        Document.history.filter(public_id=public_id).select_related("history_user").order_by("-history_id")
    )
    return tuple(
        Event(row.history_date, str(row.history_user or ""), row.history_type, _changed(row, before))
        for row, before in zip(rows, [*rows[1:], None], strict=True)
    )


def _changed(row: Any, before: Any) -> tuple[tuple[str, str, str], ...]:  # noqa: ANN401 (classes that simple_history makes)
    if before is None:
        return ()
    named = {field.name: str(field.verbose_name) for field in row._meta.get_fields()}
    return tuple((named[c.field], str(c.old or ""), str(c.new or "")) for c in row.diff_against(before).changes)


def _shortened(changes: tuple[Change, ...]) -> list[Change]:
    """Leave out the middle of what both versions say at length."""
    shown = []
    for change in changes:
        if change.kind == "same" and len(change.text) > 3 * _SHOWN:
            head, tail = change.text[:_SHOWN], change.text[-_SHOWN:]
            shown.append(Change("same", head, change.first, change.second))
            shown.append(Change("left out", str(len(change.text) - 2 * _SHOWN), change.first, change.second))
            shown.append(Change("same", tail, change.first, change.second))
        else:
            shown.append(change)
    return shown
