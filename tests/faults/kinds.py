"""The jobs of the trials: an import of made-up documents by the program's own service, and one that does nothing."""

from __future__ import annotations

from comparator.intake import Facts, Format, IntakeText, Item
from comparator.services.importreport import Host, ItemState
from comparator.services.imports import documents_import
from comparator.services.jobs import JobKind, Outcome
from tests.faults.texts import make_text


class _Job(Host):
    """An import that runs in a job."""

    def __init__(self, run):
        self.progress = run.progress
        self.transaction = run.transaction


def _import(run):
    first, last = run.payload["first"], run.payload["last"]
    report = documents_import(items=map(_item, range(first, last)), total=last - first, host=_Job(run))
    return Outcome("Imported", data={state.value: report.count(state) for state in ItemState})


def _item(number):
    given = make_text(number)
    facts = Facts(published=given.published, outlet=given.outlet, side=given.side, kind=given.kind, language="en")
    return Item(f"text {number}", IntakeText(given.text, Format.TEXT), facts)


def _nothing(_):
    return Outcome("Nothing was to be done")


IMPORT = JobKind(_import, "Import of made-up documents")
NOTHING = JobKind(_nothing, "Nothing", atomic=True)
