"""A job that does nothing, for measuring what it takes to do it."""

from __future__ import annotations

from comparator.services.jobs import JobKind, Outcome


def _nothing(_):
    return Outcome("Nothing was to be done")


NOTHING = JobKind(_nothing, "Nothing")
