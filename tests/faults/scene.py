"""One installation of the program for a trial: a database, a queue, workers and a server as processes that may be killed."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests.faults.servers import free_port, listens, wait_until

ROOT = Path(__file__).resolve().parents[2]
LEASE = 2
"""Seconds: most trials don't wait as long as a deployment would."""
PATIENCE = 300.0
"""Seconds, on a machine that has other things to do."""


class Scene:
    """A fresh installation in a folder."""

    def __init__(
        self, folder: Path, *, database_url: str = "", broker_url: str = "", default_lease: bool = False
    ) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.data.mkdir(exist_ok=True)
        self.database_url = database_url
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "SECRET_KEY": "only-for-the-trials-5b1e07c2",
            "DEBUG": "off",
            "HTTPS": "off",
            "DATA_DIR": str(self.data),
            "DATABASE_URL": database_url,
            "STATIC_ROOT": str(folder / "static"),
            "TASKS_BACKEND": "celery" if broker_url else "database",
            "BROKER_URL": broker_url,
            "PYTHONWARNINGS": "default",
        }
        self._environment.pop("JOB_LEASE_SECONDS", None)
        if not default_lease:
            self._environment["JOB_LEASE_SECONDS"] = str(LEASE)
        self._logs = 0
        self.run("manage.py", "migrate", "--noinput", "--verbosity", "0")

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def inside(self, *arguments: str):
        return json.loads(self.run("-m", "tests.faults.inside", *arguments))

    def ask(self, first: int, last: int) -> int:
        return self.inside("ask", str(first), str(last))

    def rows(self, query: str) -> list[tuple]:
        """Ask the database; nothing while it does not answer."""
        try:
            if self.database_url:
                with psycopg.connect(self.database_url, connect_timeout=2) as connection:
                    return connection.execute(query).fetchall()
            with closing(sqlite3.connect(self.data / "comparator.sqlite3", timeout=20)) as connection:
                return connection.execute(query).fetchall()
        except (psycopg.OperationalError, sqlite3.OperationalError):
            return []

    def state(self, job: int) -> str:
        return self._of(job, "state") or ""

    def attempt(self, job: int) -> int:
        return self._of(job, "attempt") or 0

    def _of(self, job: int, column: str):
        found = self.rows(f"SELECT {column} FROM comparator_job WHERE id = {job}")
        return found[0][0] if found else None

    def wait_for_attempt(self, job: int, attempt: int) -> float:
        """Wait until an attempt at a job has begun, or it is done; return how many seconds that took."""
        return wait_until(
            lambda: self.attempt(job) >= attempt or self.state(job) == "done", f"attempt {attempt} to begin", PATIENCE
        )

    def wait_for(self, *jobs: int) -> float:
        """Wait until jobs are done; return how many seconds that took."""
        return wait_until(lambda: all(self.state(job) == "done" for job in jobs), f"jobs {jobs} to be done", PATIENCE)

    def start(self, *command: str) -> Process:
        self._logs += 1
        return Process(command, self._environment, self.folder / f"process-{self._logs}.log")

    @contextmanager
    def workers(self, number: int = 2, *options: str) -> Iterator[list[Process]]:
        """Start workers; a trial may replace them in the list. Those that are there at the end are ended."""
        running = [self.worker(*options) for _ in range(number)]
        try:
            yield running
        finally:
            for process in running:
                process.end()

    def worker(self, *options: str) -> Process:
        return self.start("manage.py", "work", *options)

    @contextmanager
    def server(self) -> Iterator[tuple[Process, int]]:
        port = free_port()
        process = self.start("-m", "gunicorn", "comparator.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "2")
        try:
            wait_until(lambda: listens(port), "the server to start")
            yield process, port
        finally:
            process.end()


class Process:
    """A process of the program, with the ones that it starts."""

    def __init__(self, command: tuple[str, ...], environment: dict[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def attempts(self) -> set[int]:
        """Return the numbers of the attempts at any job that it has begun."""
        return {int(number) for number in re.findall(r"is taken up, attempt (\d+)", self.log)}

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def end(self) -> None:
        """Have it end as Ctrl+C does; kill it if it does not."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()
