"""Do the background work, in the foreground of a process of its own."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection
from django.utils.crypto import get_random_string
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker

from comparator.queues.upkeep import Upkeep
from comparator.services.jobrun import stopping

if TYPE_CHECKING:
    from types import FrameType

    from django.core.management.base import CommandParser

logger = logging.getLogger(__name__)

_POLLED_EVERY = 0.5
_LONGEST_PAUSE = 15.0


class Command(BaseCommand):
    """Work on jobs until told to end."""

    help = "Do the background work: take jobs from the queue (TASKS_BACKEND) and put lost ones back into it. Ends on Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how many at once, and with whom to end."""
        parser.add_argument("--processes", type=int, default=1, help="with Celery: how many jobs at once (default: 1)")
        parser.add_argument("--end-with", type=int, metavar="PID", help="end when the process of this number has ended")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Start what the settings ask for."""
        upkeep = Upkeep(ends_with=options["end_with"])
        backend: Any = task_backends["default"]
        if not isinstance(backend, DatabaseBackend):
            # Only once the processes have been made: none of them is to inherit a connection.
            backend.work(processes=options["processes"], when_ready=upkeep.start)
        elif options["processes"] == 1:
            _work_from_database(upkeep)
        else:
            raise CommandError("Start this command once for each process; only with Celery it starts several.")


class PatientWorker(Worker):
    """The worker of the queue in the database, which goes on after the database was away, and hands back what it is at when told to end."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End once the job under way has been handed back or is done."""
        stopping.set()
        super().shutdown(signum, frame)

    def run(self) -> None:
        """Work until told to end."""
        pause = 0.5
        while self.running:
            begun = time.monotonic()
            try:
                super().run()
            except (OperationalError, InterfaceError) as error:
                logger.warning("The database does not answer: %s", error)
                connection.close()
                pause = 0.5 if time.monotonic() - begun > _LONGEST_PAUSE else min(pause * 2, _LONGEST_PAUSE)
                time.sleep(pause)


def _work_from_database(upkeep: Upkeep) -> None:
    worker = PatientWorker(
        queue_names=["default"],
        interval=_POLLED_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    upkeep.start()
    worker.run()
