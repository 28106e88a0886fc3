"""One attempt at a job: taken up under a lease, kept alive, and brought to an end.

Whoever works on a job holds its lease, and proves it by the number of the attempt: once the lease has expired and another has taken the job
up, nothing of the former attempt can be stored any more (``JobRun.transaction`` and every report of progress refuse).
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, ParamSpec

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _
from django.utils.translation import override

from comparator.intake import IntakeError
from comparator.models import Job
from comparator.services.errors import ServiceError
from comparator.services.jobkinds import Outcome, find_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

    from comparator.services.jobkinds import JsonValue

P = ParamSpec("P")
logger = logging.getLogger(__name__)

stopping = threading.Event()
"""Set when this process has been told to end: jobs give their lease back at the next report of progress."""

SETBACKS = 20
"""Workers that a job may lose before it counts as failed: something in it may be what ends them."""

_REPORTED_EVERY = 0.5
"""Seconds between two reports of progress that are stored; more often nobody looks."""
_LONGEST_PAUSE = 30
"""Seconds before work is tried again whose database failed; from 1, doubled each time."""


class LeaseLostError(Exception):
    """Another has taken the job up, or this process is to end: stop at once, and store nothing more."""


def lease_end(seconds: float | None = None) -> Combinable:
    """Return the moment, by the database's clock, until which a lease that is taken now lasts."""
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS if seconds is None else seconds)


class JobRun:
    """What the function of a kind is given to work with."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._reported = 0.0
        self._step = job.step

    @property
    def payload(self) -> dict[str, JsonValue]:
        """What was asked for."""
        payload: dict[str, JsonValue] = self.job.payload
        return payload

    def progress(self, done: int, total: int = 0, step: str = "") -> None:
        """Say how far the work has come, and renew the lease.

        Args:
            done: parts of this step that are done.
            total: parts that it has; 0 where that is not known.
            step: what is being done, in words; the former words stay if this is empty.

        Raises:
            LeaseLostError: see there; don't catch it.
        """
        self._refuse_if_stopping()
        step = (step or self._step)[:200]
        now = time.monotonic()
        if step == self._step and done != total and now - self._reported < _REPORTED_EVERY:
            return
        self._reported, self._step = now, step
        self._update(done=min(done, total) if total else done, total=total, step=step, lease_until=lease_end())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make a transaction in which the lease is held: what is stored in it is stored by one attempt only.

        Raises:
            LeaseLostError: see there; don't catch it.
        """
        self._refuse_if_stopping()
        with transaction.atomic():
            if not self._mine().select_for_update().exists():
                raise LeaseLostError
            yield

    def renew(self) -> None:
        """Renew the lease."""
        self._update(lease_until=lease_end())

    def finish(self, outcome: Outcome) -> None:
        """Note what the work came to."""
        self._end(Job.State.DONE, result=outcome.as_json())

    def fail(self, message: str) -> None:
        """Note why it could not be done; ``step`` still says where."""
        self._end(Job.State.FAILED, error=message)

    def give_back(self, *, seconds: float, setback: bool = False) -> None:
        """Have the job queued anew after some seconds."""
        self._update(
            state=Job.State.QUEUED, lease_until=lease_end(seconds), setbacks=F("setbacks") + (1 if setback else 0)
        )

    def _end(self, state: Job.State, **values: object) -> None:
        self._update(state=state, finished_at=Now(), lease_until=None, **values)

    def _update(self, **values: object) -> None:
        if not self._mine().update(**values):
            raise LeaseLostError

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, attempt=self.job.attempt)

    @staticmethod
    def _refuse_if_stopping() -> None:
        if stopping.is_set():
            raise LeaseLostError


def job_work(key: int, *, beside: bool = True) -> bool:
    """Take a job up and bring it to an end; do nothing where another is at it, or it has ended.

    Args:
        key: the primary key of its row.
        beside: whether to keep the lease alive from a thread beside the work, as workers do.

    Returns:
        Whether the job was taken up.
    """
    job = _take_up(key)
    if job is None:
        return False
    with override(job.language or settings.LANGUAGE_CODE):
        _bring_to_an_end(JobRun(job), beside=beside)
    return True


def _bring_to_an_end(run: JobRun, *, beside: bool) -> None:
    """Work, and note what became of it."""
    try:
        with _kept_alive(run) if beside else nullcontext():
            _attempt(run)
    except LeaseLostError:
        logger.info("Job %s is left to another attempt", run.job.public_id)
        _unless_lost(run.give_back, seconds=0)
    except (OperationalError, InterfaceError) as error:
        _after_database_error(run, error)
    except (ServiceError, IntakeError) as error:
        _unless_lost(run.fail, str(error))
    except ValidationError as error:
        _unless_lost(run.fail, " ".join(error.messages))
    except Exception as error:  # whatever goes wrong, people get a message and the log the traceback
        logger.exception("Job %s failed", run.job.public_id)
        message = _("An error in the program ended it (%(error)s); it has been logged.")
        _unless_lost(run.fail, message % {"error": type(error).__name__})
    except BaseException:  # the process ends: the job need not wait until its lease has expired
        _unless_lost(run.give_back, seconds=0)
        raise


def _take_up(key: int) -> Job | None:
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=Now())
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(free, pk=key).first()
        if job is not None:
            Job.objects.filter(pk=key).update(
                state=Job.State.RUNNING,
                attempt=F("attempt") + 1,
                lease_until=lease_end(),
                started_at=Coalesce("started_at", Now()),
            )
            job.refresh_from_db()
            logger.info("Job %s is taken up, attempt %d", job.public_id, job.attempt)
    return job


def _attempt(run: JobRun) -> None:
    run.finish(find_kind(run.job.kind).work(run))


@contextmanager
def _kept_alive(run: JobRun) -> Iterator[None]:
    """Renew the lease from a thread while the work goes on, so that no single step need be shorter than it."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(settings.JOB_LEASE_SECONDS / 4):
            try:
                run.renew()
            except LeaseLostError:
                return
            except (
                DatabaseError
            ) as error:  # tried again at the next turn; meanwhile the lease may run out, which is safe
                logger.debug("The lease of job %s was not renewed: %s", run.job.public_id, error)
            finally:
                connection.close()

    beat = threading.Thread(target=renew, name=f"lease of job {run.job.pk}", daemon=True)
    beat.start()
    try:
        yield
    finally:
        ended.set()
        beat.join()


def _after_database_error(run: JobRun, error: OperationalError | InterfaceError) -> None:
    """Have the work tried again, after a pause that grows, until the database has failed it too often."""
    logger.warning("Job %s: the database failed: %s", run.job.public_id, error)
    if not connection.in_atomic_block:
        connection.close()
    if run.job.setbacks + 1 >= SETBACKS:
        message = _("The database failed again and again, the last time with: %(error)s")
        _unless_lost(run.fail, message % {"error": error})
    else:
        _unless_lost(run.give_back, seconds=min(2**run.job.setbacks, _LONGEST_PAUSE), setback=True)


def _unless_lost(end: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Note the end of an attempt; where that can't be done, the lease runs out, and the reaper sees to the job."""
    try:
        end(*args, **kwargs)
    except LeaseLostError:
        pass
    except DatabaseError as error:
        logger.warning("The end of an attempt could not be noted: %s", error)
