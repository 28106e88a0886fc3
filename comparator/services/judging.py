"""Files of many documents, judged whole before anything of them is stored: a job that reads every document as the import would."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.intake import Facts, expand
from comparator.models import Job, Upload
from comparator.services.importreport import Host, ItemState
from comparator.services.imports import documents_import
from comparator.services.jobkinds import JobKind, Line, Outcome
from comparator.services.jobs import job_create
from comparator.services.limits import upload_limits
from comparator.services.uploads import UploadGoneError, lines_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from comparator.services.jobrun import JobRun

JUDGE_BATCH = "judge-batch"
"""Name of the kind of job that judges a file."""


def upload_judge(*, upload: Upload, by: User | None) -> Job:
    """Have all documents of a file judged, with what its owner says of its columns by now; asked for twice, it is the same job."""
    return job_create(
        kind=JUDGE_BATCH,
        payload={"upload": upload.pk},
        key=_key(upload),
        title=_("A look at all of %(name)s") % {"name": upload.name},
        created_by=by,
    )


def judged(*, upload: Upload) -> Job | None:
    """Return the last job that judged a file with what is said of it now, if there is one."""
    return Job.objects.filter(key=_key(upload)).first()


def _key(upload: Upload) -> str:
    said = json.dumps([upload.columns, upload.defaults], sort_keys=True)
    return f"{JUDGE_BATCH} {upload.pk} {hashlib.sha256(said.encode()).hexdigest()[:32]}"


class _Progress(Host):
    """The job that a look runs in."""

    def __init__(self, run: JobRun) -> None:
        self._run = run

    def progress(self, done: int, total: int, step: str) -> None:
        """Show it on the job's page."""
        self._run.progress(done, total, step)


def _work(run: JobRun) -> Outcome:
    upload = (
        Upload.objects.filter(pk=cast("int", run.payload["upload"]), outcome={}).select_related("created_by").first()
    )
    if upload is None:
        raise UploadGoneError(_("The file is no longer there. Upload it again."))
    items = expand(bytes(upload.content), name=upload.name, columns=upload.columns or None, limits=upload_limits())
    report = documents_import(
        items=items,
        total=items.total,
        defaults=Facts(**upload.defaults),
        added_by=upload.created_by,
        host=_Progress(run),
        dry_run=True,
    )
    figures = {state.value: report.count(state) for state in ItemState}
    headline = _(
        "Of %(total)d documents %(added)d would be added, %(duplicate)d are there already, %(refused)d would be refused; "
        "they speak of %(known)d known calls, and %(proposed)d would be proposed."
    )
    told = {"total": len(report.results), "known": report.known_calls, "proposed": report.proposed_calls}
    back = Line(_("Go on with this file: nothing of it is stored yet"), reverse("collection", args=[upload.pk]))
    report.results = [result for result in report.results if result.message]
    return Outcome(headline % {**figures, **told}, (back, *lines_of(report)), {**figures, **told})


JUDGE_BATCH_KIND = JobKind(_work, gettext_lazy("A look at a file of documents"))
"""Judges a file (payload: its key); it stores nothing."""
