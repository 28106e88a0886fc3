"""On whose behalf work outside a request is done, so that the record of changes names a person."""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING

from simple_history.models import HistoricalRecords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import User


@contextmanager
def acting_as(user: User) -> Iterator[None]:
    """Record the changes that are made in the block as the user's."""
    context = HistoricalRecords.context
    before = getattr(context, "request", None)
    context.request = SimpleNamespace(user=user)
    try:
        yield
    finally:
        context.request = before
