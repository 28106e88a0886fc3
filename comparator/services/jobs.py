"""Jobs: asked for, worked at once or beside the pages, tried again, and found again when a worker was lost.

To give a long piece of work to a job:

1. Write a function that does it. It is run again from its start after a worker was lost, so each part must be stored in a transaction of
   its own (``run.transaction``) and be left out where it is there already::

       def _work(run: JobRun) -> Outcome:
           names = run.payload["names"]
           for number, name in enumerate(names):
               run.progress(number, len(names), "Reading")
               with run.transaction():
                   ...  # store this part unless it is stored
           return Outcome("What this brought: 3 documents", (Line("a.txt: stored", url="/documents/abc/"),))

       IMPORT = JobKind(_work, "Import of documents")

   Refuse with a ``ServiceError``, an ``IntakeError`` or a ``ValidationError``: its message is what the page of the job then says.

2. Name it in ``jobkinds.KINDS``: ``"import": "comparator.services.imports.IMPORT"``.

3. Ask for it, and lead to its page::

       job = job_create(kind="import", payload={"names": names}, created_by=request.user)
       return redirect(job)

   The payload is JSON and small: texts and files are stored first, and the payload holds their keys. The same work (kind, payload and
   version of the engine, or the ``key`` that is given) is never live twice: who asks again gets the job that is there. With
   ``at_once=True`` it is done before ``job_create`` returns, which is right for a text of up to ``AT_ONCE_CHARACTERS``; the page of the
   job is the same. In tests, ``job_work(job.pk, beside=False)`` does what a worker would.
"""

from __future__ import annotations

import hashlib
import json
import logging
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comparator.engine.options import ENGINE_VERSION
from comparator.models import Job
from comparator.services.errors import ServiceError
from comparator.services.jobkinds import JobKind, Line, Outcome, find_kind
from comparator.services.jobrun import SETBACKS, JobRun, job_work, lease_end
from comparator.services.publicids import DIGITS
from comparator.tasks import work_on_job

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User

    from comparator.services.jobkinds import JsonValue

__all__ = [
    "AT_ONCE_CHARACTERS",
    "JobKind",
    "JobNotFailedError",
    "JobRun",
    "Line",
    "Outcome",
    "job_create",
    "job_retry",
    "job_work",
    "jobs_reap",
]

logger = logging.getLogger(__name__)

AT_ONCE_CHARACTERS = 20_000
"""A longer text is not worked in the request that brings it."""

_IN_ONE_SWEEP = 200
_ID_LENGTH = 12


class JobNotFailedError(ServiceError):
    """Only a job that has failed can be tried again."""


def job_create(
    *,
    kind: str,
    payload: Mapping[str, JsonValue],
    title: str = "",
    key: str = "",
    created_by: User | None = None,
    at_once: bool = False,
) -> Job:
    """Ask for a piece of work, and have it queued once the present transaction is stored.

    Args:
        kind: a name in ``jobkinds.KINDS``.
        payload: what the kind needs to know; JSON.
        title: what its page is called; that of the kind if empty.
        key: what makes two requests one; from kind, payload and version of the engine if empty.
        created_by: who asks.
        at_once: do it before returning.

    Returns:
        The job, or the live one of the same key.

    Raises:
        UnknownJobKindError: there is no such kind.
    """
    wanted = Job(
        key=key or _key(kind, payload),
        kind=kind,
        title=(title or str(find_kind(kind).title))[:200],
        payload=dict(payload),
        created_by=created_by,
        language=get_language() or "",
    )
    job, is_new = _get_or_make(wanted)
    if at_once:
        job_work(job.pk, beside=False)
        job.refresh_from_db()
    elif is_new:
        _enqueue_on_commit(job.pk)
    return job


def job_retry(*, job: Job) -> Job:
    """Have a job that failed tried again.

    Returns:
        The job, or the live one of the same key if somebody has asked for the same work since.

    Raises:
        JobNotFailedError: it is live or done.
    """
    try:
        with transaction.atomic():
            renewed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
                state=Job.State.QUEUED,
                lease_until=lease_end(),
                setbacks=0,
                done=0,
                total=0,
                step="",
                error="",
                finished_at=None,
            )
    except IntegrityError:
        return Job.objects.get(key=job.key, state__in=Job.LIVE)
    if not renewed:
        raise JobNotFailedError(_("Only a job that has failed can be tried again."))
    job.refresh_from_db()
    _enqueue_on_commit(job.pk)
    return job


def jobs_reap() -> int:
    """Queue anew the live jobs whose lease has expired: their worker or their message was lost. Return how many."""
    expired = Job.objects.filter(state__in=Job.LIVE, lease_until__lt=Now()).order_by("lease_until")
    if not expired.exists():  # looked for often: nobody else is to wait for a transaction that writes nothing
        return 0
    with transaction.atomic():
        jobs = list(expired.select_for_update(skip_locked=True)[:_IN_ONE_SWEEP])
        lost = [job.pk for job in jobs if job.state == Job.State.RUNNING]
        given_up = [job.pk for job in jobs if job.pk in lost and job.setbacks + 1 >= SETBACKS]
        Job.objects.filter(pk__in=lost).update(setbacks=F("setbacks") + 1)
        Job.objects.filter(pk__in=given_up).update(
            state=Job.State.FAILED,
            lease_until=None,
            finished_at=Now(),
            error=_("Its workers were lost %(n)d times. Something in it may be too large for this machine’s memory.")
            % {"n": SETBACKS},
        )
        queued = [job for job in jobs if job.pk not in given_up]
        Job.objects.filter(pk__in=[job.pk for job in queued]).update(state=Job.State.QUEUED, lease_until=lease_end())
        for job in queued:
            logger.info("Job %s is queued anew", job.public_id)
            _enqueue_on_commit(job.pk)
    return len(queued)


def _get_or_make(wanted: Job) -> tuple[Job, bool]:
    while True:
        live = Job.objects.filter(key=wanted.key, state__in=Job.LIVE).first()
        if live is not None:
            return live, False
        wanted.public_id = get_random_string(_ID_LENGTH, DIGITS)
        wanted.lease_until = lease_end()  # the database says when
        try:
            with transaction.atomic():
                wanted.save(force_insert=True)
        except IntegrityError:  # the same was asked for at the same moment
            continue
        wanted.refresh_from_db()
        return wanted, True


def _key(kind: str, payload: Mapping[str, JsonValue]) -> str:
    facts = json.dumps([kind, payload, ENGINE_VERSION], sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()


def _enqueue_on_commit(key: int) -> None:
    transaction.on_commit(partial(_enqueue, key))


def _enqueue(key: int) -> None:
    """Put the job's key into the queue; where that fails, the reaper does it later."""
    try:
        work_on_job.enqueue(key)
    except Exception:  # whatever the queue raises: the job is stored, and the reaper sends what did not get through
        logger.exception("Job %s could not be put into the queue; this is tried again", key)
