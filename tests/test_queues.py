"""The queue for several machines, what every worker looks after, and the settings that choose between queues."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from celery.exceptions import Retry
from django.core.exceptions import SuspiciousOperation
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comparator.management.commands.work import PatientWorker
from comparator.queues import upkeep
from comparator.queues.celery import MESSAGE, QUEUE, CeleryBackend, run_task
from comparator.services.jobrun import stopping
from comparator.tasks import work_on_job
from tests.architecture.project import ROOT


@pytest.fixture
def backend():
    """A backend whose broker is this process's memory, emptied first."""
    backend = CeleryBackend("default", {"OPTIONS": {"broker_url": "memory://"}})
    with backend.app.connection_for_write() as connection:
        connection.SimpleQueue(QUEUE).clear()
    return backend


class TestCelery:
    def test_a_message_names_the_task_and_the_job_and_nothing_else(self, backend):
        result = backend.enqueue(work_on_job, [7], {})
        with backend.app.connection_for_read() as connection:
            message = connection.SimpleQueue(QUEUE).get(timeout=5)
        assert message.headers["task"] == MESSAGE
        assert message.headers["id"] == result.id
        assert message.payload[:2] == [["comparator.tasks.work_on_job", [7], {}], {}]
        assert message.properties["delivery_mode"] == 2, "durable"

    def test_the_message_leads_to_the_job(self, monkeypatch):
        worked = []
        monkeypatch.setattr("comparator.tasks.job_work", worked.append)
        run_task("comparator.tasks.work_on_job", [7], {})
        assert worked == [7]

    def test_what_is_no_task_is_not_run(self):
        with pytest.raises(SuspiciousOperation, match=r"os\.getcwd is not a task"):
            run_task("os.getcwd", [], {})

    def test_a_message_is_tried_again_while_the_database_is_away(self, backend, monkeypatch):
        def fail(key):
            raise OperationalError("no answer")

        monkeypatch.setattr("comparator.tasks.job_work", fail)
        task = backend.app.tasks[MESSAGE]
        monkeypatch.setattr(task, "retry", lambda **options: Retry(when=options["countdown"]))
        with pytest.raises(Retry):
            task("comparator.tasks.work_on_job", [7], {})
        assert task.max_retries is None

    def test_no_message_is_given_up_before_its_work_is_done(self, backend):
        conf = backend.app.conf
        assert conf.task_acks_late
        assert conf.task_reject_on_worker_lost
        assert conf.worker_prefetch_multiplier == 1


@pytest.mark.django_db
class TestUpkeep:
    def test_messages_that_were_worked_or_lost_are_removed_after_a_day(self):
        old = timezone.now() - timedelta(days=2)
        for status, started in (("READY", None), ("RUNNING", old), ("SUCCESSFUL", old), ("FAILED", timezone.now())):
            row = work_on_job.enqueue(1).db_result
            DBTaskResult.objects.filter(pk=row.pk).update(status=status, started_at=started)
        upkeep.messages_tidy()
        assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]

    def test_uploads_that_were_cut_off_are_swept_after_a_day(self, settings, tmp_path):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
        for name, age in (("a.upload.txt", 2), ("b.upload", 0.5), ("c.txt", 2)):
            path = tmp_path / name
            path.touch()
            os.utime(path, (time.time() - age * 86400,) * 2)
        assert upkeep.uploads_sweep() == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["b.upload", "c.txt"]

    def test_a_turn_that_fails_does_not_end_the_upkeep(self, monkeypatch, caplog):
        def away():
            raise OperationalError("no answer")

        def broken():
            raise ZeroDivisionError

        monkeypatch.setattr(upkeep.connection, "close", lambda: None)
        upkeep._undisturbed(away)
        upkeep._undisturbed(broken)
        assert "away: no answer; this is tried again" in caplog.text
        assert "broken failed" in caplog.text


class TestWorker:
    def test_it_goes_on_after_the_database_was_away(self, monkeypatch):
        turns = []

        def run(worker):
            turns.append(worker)
            if len(turns) < 3:
                raise OperationalError("no answer")
            worker.running = False

        monkeypatch.setattr("django_tasks_db.management.commands.db_worker.Worker.run", run)
        monkeypatch.setattr("comparator.management.commands.work.time.sleep", lambda seconds: None)
        monkeypatch.setattr("comparator.management.commands.work.connection.close", lambda: None)
        worker().run()
        assert len(turns) == 3

    def test_told_to_end_it_has_the_job_under_way_handed_back(self):
        mine = worker()
        mine.running_task = True
        try:
            mine.shutdown(15, None)
            assert stopping.is_set()
            assert not mine.running
        finally:
            stopping.clear()

    def test_several_processes_are_for_celery(self):
        with pytest.raises(CommandError, match="once for each process"):
            call_command("work", processes=2)


def worker():
    return PatientWorker(
        queue_names=["default"],
        interval=0,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"TASKS_BACKEND": "redis"}, "TASKS_BACKEND is 'redis'; set it to database or celery."),
        ({"TASKS_BACKEND": "celery", "WITHOUT": "celery"}, "Celery is not installed"),
        ({"DATA_DIR": "/proc/nothing", "DATABASE_URL": "postgres://h/n"}, "where nothing can be stored"),
    ],
)
def test_a_setting_that_cannot_work_says_what_to_do(settings, message, tmp_path):
    """The settings are read in a process of their own, which finds no Celery where the case says so."""
    hide = (
        "import importlib.util as u, os; find = u.find_spec; "
        "u.find_spec = lambda name, *rest: None if name == os.environ.get('WITHOUT') else find(name, *rest); "
    )
    environment = os.environ | {"SECRET_KEY": "x", "DATA_DIR": str(tmp_path), **settings}
    done = subprocess.run(
        [sys.executable, "-c", hide + "import comparator.settings"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert message in done.stderr.splitlines()[-1]
