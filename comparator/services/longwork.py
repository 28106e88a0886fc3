"""Running the engine again over much that is stored: as jobs, a batch of documents or one call in a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comparator.models import Call, Collation, Document
from comparator.services.collations import UNCHANGED, CollationOutcome, collate_call_now
from comparator.services.documents import documents_reread
from comparator.services.jobs import JobKind, JobRun, Line, Outcome, job_create

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

    from comparator.models import Job

AT_ONCE_DOCUMENTS = 10
"""More are not read again in one request: with their calls, 0.1 to 0.5 s each."""
AT_ONCE_CALLS = 10
"""More are not collated in one request."""

_BATCH = 20


def ask_to_read_again(*, documents: Iterable[Document], created_by: User | None = None) -> Job:
    """Ask for documents to be read again, those of one time together, so that each call is collated seldom."""
    keys = [document.pk for document in sorted(documents, key=lambda d: (str(d.published), d.public_id))]
    title = ngettext("Reading %(number)d document again", "Reading %(number)d documents again", len(keys))
    return job_create(
        kind="read-again", payload={"documents": keys}, title=title % {"number": len(keys)}, created_by=created_by
    )


def ask_to_collate(*, calls: Iterable[Call], created_by: User | None = None) -> Job:
    """Ask for calls to be collated again."""
    keys = [call.pk for call in sorted(calls, key=lambda c: (c.date, c.slug))]
    title = ngettext("Collating %(number)d call again", "Collating %(number)d calls again", len(keys))
    return job_create(
        kind="collate", payload={"calls": keys}, title=title % {"number": len(keys)}, created_by=created_by
    )


def _read_again(run: JobRun) -> Outcome:
    keys = cast("list[int]", run.payload["documents"])
    outcomes: dict[int, CollationOutcome] = {}
    for first in range(run.job.done, len(keys), _BATCH):
        run.progress(first, len(keys), _("Reading documents again"))
        with run.transaction():
            batch = Document.objects.filter(pk__in=keys[first : first + _BATCH]).select_related("outlet__side")
            outcomes |= {outcome.call.pk: outcome for outcome in documents_reread(documents=batch)}
    run.progress(len(keys), len(keys))
    headline = ngettext("%(number)d document was read again.", "%(number)d documents were read again.", len(keys))
    return Outcome(headline % {"number": len(keys)}, _lines(outcomes.values()), {"documents": len(keys)})


def _collate(run: JobRun) -> Outcome:
    keys = cast("list[int]", run.payload["calls"])
    outcomes = []
    for number, key in enumerate(keys[run.job.done :], start=run.job.done):
        run.progress(number, len(keys), _("Collating calls again"))
        with run.transaction():
            call = Call.objects.filter(pk=key).first()
            if call is not None:
                outcomes.append(collate_call_now(call=call))
    run.progress(len(keys), len(keys))
    headline = ngettext("%(number)d call was collated again.", "%(number)d calls were collated again.", len(keys))
    return Outcome(headline % {"number": len(keys)}, _lines(outcomes), {"calls": len(keys)})


def _lines(outcomes: Iterable[CollationOutcome]) -> tuple[Line, ...]:
    """Return a line for each call whose result is new, those that failed first."""
    told = [outcome for outcome in outcomes if outcome.state != UNCHANGED]
    return tuple(
        _line(outcome) for outcome in sorted(told, key=lambda o: (o.state == Collation.State.DONE, o.call.slug))
    )


def _line(outcome: CollationOutcome) -> Line:
    if outcome.state == Collation.State.FAILED:
        text = _("%(call)s could not be collated (%(error)s); its former result stands.")
        text %= {"call": outcome.call, "error": outcome.error}
        return Line(text, outcome.call.get_absolute_url(), "error")
    text = _("%(call)s: new statements: %(added)d, kept: %(kept)d, gone: %(retired)d")
    changes = outcome.changes
    text %= {"call": outcome.call, "added": changes.added, "kept": changes.kept, "retired": changes.retired}
    return Line(text, outcome.call.get_absolute_url())


READ_AGAIN = JobKind(_read_again, gettext_lazy("Reading documents again"))
COLLATE = JobKind(_collate, gettext_lazy("Collating calls again"))
