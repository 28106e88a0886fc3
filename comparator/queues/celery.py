"""Django's Tasks on Celery, for a broker such as RabbitMQ.

A message is acknowledged only after its work is done, one worker process holds one message at a time, and a message whose worker was lost
is delivered again at once: with Celery's own defaults the work of a killed worker is lost. Results are not kept: the job's row is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from celery import Celery
from celery.signals import worker_ready
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MESSAGE = "comparator.run_task"
"""Name of the one task that Celery knows."""
QUEUE = "readout-comparator"

_CONFIGURATION: dict[str, object] = {
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,  # a worker outlives any restart of the broker
    "broker_connection_timeout": 4,
    "broker_heartbeat": 10,
    "broker_transport_options": {"confirm_publish": True},
    "task_publish_retry_policy": {"max_retries": 2, "interval_start": 0.1, "interval_step": 0.2, "interval_max": 0.5},
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_acks_on_failure_or_timeout": True,
    "worker_prefetch_multiplier": 1,
    "worker_cancel_long_running_tasks_on_connection_loss": False,  # the lease of its job protects the work
    "worker_enable_remote_control": False,
    "task_ignore_result": True,
    "task_default_queue": QUEUE,
    "worker_hijack_root_logger": False,
}


class CeleryBackend(BaseTaskBackend):
    """Puts tasks into a queue from which ``manage.py work`` takes them.

    ``OPTIONS["broker_url"]`` says where the broker is.
    """

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.app = _app(str(self.options["broker_url"]))

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:  # noqa: ANN401 (the library's signature)
        """Send a message that names the task and its arguments.

        Raises:
            kombu.exceptions.OperationalError: no broker takes it.
        """
        self.validate_task(task)
        body = normalize_json([task.module_path, args, kwargs])
        sent = self.app.tasks[MESSAGE].apply_async(body)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=sent.id,
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        task_enqueued.send(type(self), task_result=result)
        return result

    def work(self, *, processes: int, when_ready: Callable[[], object]) -> None:
        """Take messages from the queue and do what they say, until told to end.

        Args:
            processes: how many at once.
            when_ready: called once the processes have been made.
        """
        worker_ready.connect(lambda **_: when_ready(), weak=False)
        options = [f"--concurrency={processes}", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
        self.app.worker_main(["worker", *options])


def run_task(path: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
    """Call the task of this dotted path.

    Raises:
        SuspiciousOperation: the path leads to something else than a task.
    """
    task = import_string(path)
    if not isinstance(task, Task):
        raise SuspiciousOperation(f"{path} is not a task.")
    task.call(*args, **kwargs)


def _app(broker_url: str) -> Celery:
    app = Celery("comparator", broker=broker_url, set_as_current=False)
    app.conf.update(_CONFIGURATION)
    app.task(
        name=MESSAGE,
        autoretry_for=(OperationalError, InterfaceError),
        retry_backoff=True,
        retry_backoff_max=30,
        retry_jitter=True,
        max_retries=None,
    )(run_task)
    app.finalize()
    return app
