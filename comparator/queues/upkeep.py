"""What every worker looks after beside its work: lost jobs, what is left of messages, uploads and drafts, and its own end."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from comparator.intake.uploads import sweep
from comparator.services.jobs import jobs_reap
from comparator.services.keeping import drafts_expire

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

KEPT = timedelta(days=1)
"""How long messages that were worked, and uploads that were cut off, are kept."""
_TIDIED_EVERY = 600.0
_LOOKED_EVERY = 1.0
_GRACE = 10.0
"""Seconds that work has to come to a stop after the process was told to end with another."""


class Upkeep(threading.Thread):
    """A thread that puts lost jobs back into the queue and tidies up, until its process ends.

    Args:
        ends_with: number of a process with which this one is to end.
    """

    def __init__(self, *, ends_with: int | None = None) -> None:
        super().__init__(name="upkeep", daemon=True)
        self._ends_with = ends_with

    def run(self) -> None:
        """Look again and again."""
        reaped = tidied = float("-inf")
        while True:
            now = time.monotonic()
            if now - reaped >= settings.JOB_LEASE_SECONDS / 8:
                reaped = now
                _undisturbed(jobs_reap)
            if now - tidied >= _TIDIED_EVERY:
                tidied = now
                _undisturbed(messages_tidy)
                _undisturbed(uploads_sweep)
                _undisturbed(drafts_expire)
            if self._ends_with is not None and not _is_there(self._ends_with):
                _end_this_process()
            time.sleep(min(_LOOKED_EVERY, settings.JOB_LEASE_SECONDS / 8))


def messages_tidy() -> None:
    """Remove what the queue in the database keeps of tasks that were taken up more than a day ago, finished or lost."""
    old = DBTaskResult.objects.filter(started_at__lt=timezone.now() - KEPT)
    old.exclude(status=TaskResultStatus.READY).delete()


def uploads_sweep() -> int:
    """Remove what was left of uploads when a server was killed; return how many files."""
    return sweep(settings.FILE_UPLOAD_TEMP_DIR, KEPT)


def _undisturbed(do: Callable[[], object]) -> None:
    """Do something that is done again soon: whatever goes wrong is logged, and nothing is held meanwhile."""
    try:
        do()
    except (DatabaseError, InterfaceError, OSError) as error:
        logger.warning("%s: %s; this is tried again", do.__name__, error)
    except Exception:  # whatever it is, the next turn may go better, and lost jobs must not wait for a person
        logger.exception("%s failed; this is tried again", do.__name__)
    finally:
        connection.close()


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _end_this_process() -> None:
    """End as on Ctrl+C, and after a while in any case: what is under way is taken up again by the next worker."""
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os.kill(os.getpid(), signal.SIGKILL)
