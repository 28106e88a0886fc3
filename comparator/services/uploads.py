"""Files of many documents, imported by a job.

The file is stored first, and the job is told its key. Whenever a worker is lost, another goes on where the last batch was stored; what the
job's page says at the end counts what all of them did.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comparator.intake import Facts, IntakeError, expand, preview
from comparator.models import Upload
from comparator.selectors.uploads import import_key, live_import
from comparator.services.errors import ServiceError
from comparator.services.importreport import Host, ImportReport, ItemResult, ItemState
from comparator.services.imports import documents_import
from comparator.services.jobs import JobKind, JobRun, Line, Outcome, job_create
from comparator.services.keeping import room_refuse
from comparator.services.limits import upload_limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from django.contrib.auth.models import User

    from comparator.models import Job
    from comparator.services.jobkinds import JsonValue

_NAME = 200
_LEVELS = {ItemState.REFUSED: "error", ItemState.DUPLICATE: "warning"}


class UploadGoneError(ServiceError):
    """The file of an import is no longer there."""


class UploadBusyError(ServiceError):
    """Its documents are being imported at this moment."""


@transaction.atomic
def upload_keep(*, name: str, content: bytes, created_by: User | None) -> Upload:
    """Store a file of documents for its owner to say what is in it; nothing is imported yet.

    Raises:
        TooMuchKeptError: who hands it in has no room for it.
        IntakeError: it can't be opened; nothing is stored.
    """
    room_refuse(owner=created_by, size=len(content))
    columns = columns_at_first(content)
    if not columns:
        expand(content, name=name, limits=upload_limits())
    return Upload.objects.create(name=name[-_NAME:], content=content, columns=columns, created_by=created_by)


def columns_at_first(content: bytes) -> dict[str, str]:
    """Return what is said of the columns of a file before its owner says anything: of a table without a usual name for its text, that."""
    try:
        table = preview(content)
    except IntakeError:
        return {}
    return {} if "text" in table.mapping else {"text": ""}


@transaction.atomic
def upload_describe(*, upload: Upload, columns: Mapping[str, str], defaults: Facts) -> None:
    """Keep what its owner says of its columns, and of all of its documents; of days none is kept.

    Raises:
        UploadBusyError: it is being imported.
    """
    _refuse_busy(upload)
    upload.columns = dict(columns)
    upload.defaults = {key: value for key, value in asdict(defaults).items() if value and key != "published"}
    upload.save(update_fields=["columns", "defaults"])


@transaction.atomic
def upload_start(*, upload: Upload, by: User | None) -> Job:
    """Have a file that was kept imported; asked for twice, it is the same job.

    Raises:
        IntakeError: a column that is named is not there.
    """
    items = expand(bytes(upload.content), name=upload.name, columns=upload.columns or None, limits=upload_limits())
    title = ngettext(
        "Import of %(name)s (%(number)d document)", "Import of %(name)s (%(number)d documents)", items.total
    )
    title %= {"name": upload.name, "number": items.total}
    return job_create(
        kind="import-batch",
        payload={"upload": upload.pk},
        key=import_key(upload),
        title=title,
        created_by=by,
    )


@transaction.atomic
def upload_discard(*, upload: Upload) -> None:
    """Throw a file away that was kept.

    Raises:
        UploadBusyError: it is being imported.
    """
    _refuse_busy(upload)
    upload.delete()


def _refuse_busy(upload: Upload) -> None:
    if live_import(upload):
        raise UploadBusyError(_("The documents of this file are being imported. Wait for it to end."))


class _Journal(Host):
    """The job that an import runs in."""

    def __init__(self, run: JobRun, upload: Upload) -> None:
        self._run = run
        self._upload = upload
        self._before = frozenset(upload.stored)

    def progress(self, done: int, total: int, step: str) -> None:
        """Show it on the job's page."""
        self._run.progress(done, total, step)

    def transaction(self) -> AbstractContextManager[None]:
        """Make a transaction in which the lease of the job is held."""
        return self._run.transaction()

    def stored(self, public_ids: Sequence[str]) -> None:
        """Note it, so that the next attempt, if there is one, counts them."""
        stored = [*Upload.objects.values_list("stored", flat=True).get(pk=self._upload.pk), *public_ids]
        Upload.objects.filter(pk=self._upload.pk).update(stored=stored)

    def is_own(self, public_id: str) -> bool:
        """Tell whether a former attempt stored it."""
        return public_id in self._before


def _work(run: JobRun) -> Outcome:
    upload = Upload.objects.filter(pk=cast("int", run.payload["upload"])).select_related("created_by").first()
    if upload is None:
        raise UploadGoneError(_("The file is no longer there. Upload it again."))
    if not upload.outcome:
        outcome = _import(run, upload)
        with run.transaction():  # the end of the job is another one: a worker may be lost between the two
            Upload.objects.filter(pk=upload.pk).update(outcome=outcome.as_json(), content=b"")
        return outcome
    kept = cast("dict[str, JsonValue]", upload.outcome)
    lines = tuple(Line(**line) for line in cast("list[dict[str, str]]", kept["lines"]))
    return Outcome(str(kept["headline"]), lines, cast("dict[str, JsonValue]", kept["data"]))


def _import(run: JobRun, upload: Upload) -> Outcome:
    items = expand(bytes(upload.content), name=upload.name, columns=upload.columns or None, limits=upload_limits())
    report = documents_import(
        items=items,
        total=items.total,
        defaults=Facts(**upload.defaults),
        added_by=upload.created_by,
        host=_Journal(run, upload),
    )
    return _outcome(report)


def _outcome(report: ImportReport) -> Outcome:
    figures = {state.value: report.count(state) for state in ItemState}
    headline = _(
        "Documents added: %(added)d, already there: %(duplicate)d, refused: %(refused)d; calls compared: %(calls)d."
    )
    failed = tuple(
        Line(_("The call %(call)s could not be compared; its former result stands.") % {"call": slug}, level="error")
        for slug in report.failed_calls
    )
    return Outcome(
        headline % {**figures, "calls": report.collated},
        (*failed, *lines_of(report)),
        {**figures, "known_calls": report.known_calls, "proposed_calls": report.proposed_calls},
    )


def lines_of(report: ImportReport) -> tuple[Line, ...]:
    """Return what became of each document; what needs somebody's eye comes first, because a long account is cut."""
    told = sorted(report.results, key=lambda result: (not _LEVELS.get(result.state), not result.message))
    return tuple(_line(result) for result in told)


def _line(result: ItemResult) -> Line:
    text = result.message if result.message.startswith(result.place) else f"{result.place}: {result.message}"
    url = reverse("document", args=[result.document]) if result.document else ""
    return Line(text.removesuffix(": "), url, _LEVELS.get(result.state, ""))


IMPORT_BATCH = JobKind(_work, gettext_lazy("Import of documents"))
