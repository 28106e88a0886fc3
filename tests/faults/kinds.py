"""The jobs of the trials."""

from __future__ import annotations

from comparator.models import Outlet
from comparator.services.documents import document_add
from comparator.services.errors import DuplicateDocumentError
from comparator.services.jobs import JobKind, Outcome
from tests.faults.texts import make_text


def _add(run):
    """Add the texts of the payload's numbers, each in a transaction of its own."""
    first, last = run.payload["first"], run.payload["last"]
    added = 0
    for number in range(first, last):
        run.progress(number - first, last - first, "Adding documents")
        given = make_text(number)
        outlet, _ = Outlet.objects.get_or_create(name=given.outlet, defaults={"official": True})
        try:
            with run.transaction():
                document_add(raw=given.text, kind=given.kind, outlet=outlet, published=given.published)
            added += 1
        except DuplicateDocumentError:  # stored by an earlier attempt, or by another import
            pass
    return Outcome(f"Added: {added} documents", data={"added": added})


def _nothing(run):
    return Outcome("Nothing was to be done")


TRIAL = JobKind(_add, "Adding made-up documents")
NOTHING = JobKind(_nothing, "Nothing", atomic=True)
