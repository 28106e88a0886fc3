"""The trials: each breaks something at work, for real, lets the program go on, and gives figures, some of which must be as they must."""

from __future__ import annotations

import http.client
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.scene import Process, Scene
from tests.faults.servers import NotHereError, Postgres, RabbitMQ, wait_until

DOCUMENTS, SOME = 100, 40
"""How many are imported where the worker is killed ten times, and elsewhere."""
KILLS = 10
LONGEST = 3.0
"""Seconds that a worker or a database is left at work before it is killed, at most."""
TASKS = 2000
SOON = 60.0
"""Seconds within which a job that was lost is taken up again, whatever the lease."""
AWAY = 2.0
"""Seconds for which a server that was killed does not answer."""

CLEAN = {
    "calls without one current result of the latest inputs": 0,
    "calls whose result is not that of a new run": 0,
    "statements of no current result": 0,
    "statements without a sentence": 0,
    "documents without a sentence": 0,
    "files left behind": 0,
    "jobs that have not come to their end": 0,
    "integrity": "ok",
}
"""What must hold after every trial."""


@dataclass(slots=True)
class Result:
    """What a trial came to."""

    figures: dict[str, object] = field(default_factory=dict)
    expected: dict[str, object] = field(default_factory=dict)
    """What some of the figures must be."""

    def broken(self) -> dict[str, object]:
        """Return the figures that are not what they must be."""
        return {
            name: self.figures.get(name) for name, value in self.expected.items() if self.figures.get(name) != value
        }


def _check(scene: Scene, documents: int, **figures: object) -> Result:
    """Return the figures of a trial with what holds after it: so many documents have been accepted so far."""
    found = scene.inside("verdict")
    expected = {
        **CLEAN,
        "documents": documents,
        "texts": documents,
        "accepted by the imports": documents,
        "calls": -(-documents // 4),
    }
    return Result({name.replace("_", " "): value for name, value in figures.items()} | found, expected)


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder that the user of a server of the trial's own can reach too."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def sqlite(*, default_lease: bool = False) -> Iterator[Scene]:
    with _folder() as folder:
        yield Scene(folder, default_lease=default_lease)


@contextmanager
def postgres() -> Iterator[tuple[Scene, Postgres]]:
    with _folder() as folder:
        server = Postgres(folder)
        try:
            yield Scene(folder, database_url=server.url), server
        finally:
            server.stop()


@contextmanager
def scaled() -> Iterator[tuple[Scene, RabbitMQ]]:
    """PostgreSQL, and Celery on RabbitMQ."""
    with _folder() as folder:
        server, broker = Postgres(folder), None
        try:
            broker = RabbitMQ(folder)
            yield Scene(folder, database_url=server.url, broker_url=broker.url), broker
        finally:
            if broker is not None:
                broker.stop()
            server.stop()


def kill_workers(scene: Scene, chance: random.Random, *, kills: int = KILLS, documents: int = DOCUMENTS) -> Result:
    """Kill the worker at random moments of an import, while another stands by."""
    first, attempt = 0, 0
    job = scene.ask(first, first + documents)
    waits: list[float] = []
    with scene.workers() as workers:
        while len(waits) < kills:
            waited = scene.wait_for_attempt(job, attempt + 1)
            attempt = scene.attempt(job)
            if scene.state(job) == "done":  # quicker than the kills: there is more to import
                first, attempt = first + documents, 0
                job = scene.ask(first, first + documents)
                continue
            waits.append(waited)
            time.sleep(chance.uniform(0, LONGEST))
            _kill_holder(scene, workers, attempt)
        scene.wait_for(job)
    longest = max(waits[1:])
    result = _check(
        scene,
        first + documents,
        kills=len(waits),
        longest_wait_for_the_next_worker=f"{longest:.1f} s",
        taken_up_again_within_60_s=longest <= SOON,
    )
    result.expected["taken up again within 60 s"] = True
    return result


def _kill_holder(scene: Scene, workers: list[Process], attempt: int) -> None:
    """Kill the worker that began the attempt, and start another in its place."""
    holder = next((worker for worker in workers if max(worker.attempts(), default=0) == attempt), workers[0])
    holder.kill()
    workers[workers.index(holder)] = scene.worker()


def overlap(scene: Scene) -> Result:
    """Import two overlapping sets at once."""
    first = _documents(scene)
    with scene.workers():
        jobs = scene.ask(first, first + SOME - 10), scene.ask(first + 10, first + SOME)
        scene.wait_for(*jobs)
    return _check(scene, first + SOME)


def cut_upload_off(scene: Scene) -> Result:
    """Kill the server in the middle of a large upload."""
    documents = _documents(scene)
    scene.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    uploads = scene.data / "uploads"
    with scene.server() as (server, port):
        connection = _begin_upload(port, 12 * 1024 * 1024)
        wait_until(lambda: any(path.stat().st_size for path in uploads.iterdir()), "the upload to be under way")
        server.kill()
        connection.close()
    left = list(uploads.iterdir())
    for path in left:  # a day later
        os.utime(path, (time.time() - 2 * 86400,) * 2)
    swept = scene.inside("sweep")
    return _check(scene, documents, files_after_the_kill=len(left), files_swept=swept)


def _begin_upload(port: int, size: int) -> http.client.HTTPConnection:
    """Send the first part of a form with a file; its token is checked, and so the form read, before anything else."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/admin/login/")
    cookie = connection.getresponse().getheader("Set-Cookie", "").split(";")[0]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest("POST", "/admin/login/")
    connection.putheader("Cookie", cookie)
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(size))
    part = 'Content-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain'
    text = "The leaders spoke on the telephone. " * (size // 100)
    connection.endheaders(f"--x\r\n{part}\r\n\r\n{text}".encode())
    return connection


def crash_database(scene: Scene, server: Postgres, chance: random.Random) -> Result:
    """Have the database crash twice in the middle of an import, and start again."""
    first, crashes = _documents(scene), 2
    job = scene.ask(first, first + SOME)
    with scene.workers():
        for attempt in range(1, crashes + 1):
            scene.wait_for_attempt(job, attempt)
            time.sleep(chance.uniform(0, LONGEST))
            server.kill()
            time.sleep(AWAY)
            server.start()
        seconds = scene.wait_for(job)
    return _check(scene, first + SOME, crashes=crashes, done_after=f"{seconds:.0f} s")


def crash_broker(scene: Scene, broker: RabbitMQ) -> Result:
    """Kill the broker in the middle of an import, ask for another while it is away, and start it again."""
    first = _documents(scene)
    one = scene.ask(first, first + SOME)
    with scene.workers():
        scene.wait_for_attempt(one, 1)
        broker.kill()
        other = scene.ask(first + SOME, first + 2 * SOME)
        time.sleep(AWAY)
        broker.start()
        seconds = scene.wait_for(one, other)
    return _check(scene, first + 2 * SOME, imports_asked_for_while_it_was_away=1, done_after=f"{seconds:.0f} s")


def fill_disk() -> Result:
    """Run out of room in the middle of an import, then get more."""
    with _folder() as folder:
        data = folder / "data"
        data.mkdir()
        _mount(data, "64m")
        try:
            scene = Scene(folder)
            used = shutil.disk_usage(data).used
            _mount(data, f"{used // 1024 + 1000}k", again=True)
            with scene.workers(1) as workers:
                job = scene.ask(0, DOCUMENTS)
                wait_until(lambda: "full" in workers[0].log, "the disk to be full")
                full = scene.inside("verdict", "only look")
                _mount(data, "64m", again=True)
                scene.wait_for(job)
            result = _check(scene, DOCUMENTS, documents_when_it_was_full=full["documents"])
        finally:
            subprocess.run(["umount", "--lazy", str(data)], check=False)
    # Documents that were stored before may still wait for their calls to be collated; no call is half collated.
    for name in ("statements of no current result", "statements without a sentence", "integrity"):
        result.figures[f"{name}, when full"] = full[name]
        result.expected[f"{name}, when full"] = CLEAN[name]
    return result


def _mount(folder: Path, size: str, *, again: bool = False) -> None:
    if os.geteuid() != 0:
        raise NotHereError("only root can mount a small file system")
    options = f"remount,size={size}" if again else f"size={size}"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHereError(f"no small file system can be mounted: {done.stderr.strip()}")


def many_tasks(scene: Scene, number: int = TASKS) -> Result:
    """Have two workers do many small tasks on SQLite."""
    left = "SELECT count(*) FROM comparator_job WHERE state <> 'done'"
    scene.inside("many", str(number))
    with scene.workers() as workers:
        wait_until(lambda: scene.rows(left)[0][0] < number, "the first task to be done")
        begun, before = time.monotonic(), scene.rows(left)[0][0]
        wait_until(lambda: scene.rows(left) == [(0,)], "the tasks to be done", 900)
        rate = before / (time.monotonic() - begun)
        locked = sum(worker.log.count("is locked") for worker in workers)
    failed = scene.rows("SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'")[0][0]
    figures = {"tasks": number, "database is locked": locked, "failed": failed, "tasks a second": f"{rate:.0f}"}
    return Result(figures, {"database is locked": 0, "failed": 0})


def _documents(scene: Scene) -> int:
    """Return how many documents are stored by now."""
    return int(scene.rows("SELECT count(*) FROM comparator_document")[0][0])


def on_sqlite(chance: random.Random) -> Iterator[tuple[str, Result]]:
    """What may happen to one machine."""
    with sqlite() as scene:
        yield "kill -9 of the worker", kill_workers(scene, chance)
        yield "two imports that overlap", overlap(scene)
        yield "kill -9 of the server in an upload", cut_upload_off(scene)
    yield "disk full", fill_disk()


def at_default_lease(chance: random.Random) -> Iterator[tuple[str, Result]]:
    """How long a job that was lost waits with the settings of a deployment."""
    with sqlite(default_lease=True) as scene:
        yield "kill -9 of the worker", kill_workers(scene, chance, kills=2)


def on_postgres(chance: random.Random) -> Iterator[tuple[str, Result]]:
    """What may happen with a database server."""
    with postgres() as (scene, server):
        yield "kill -9 of the worker", kill_workers(scene, chance)
        yield "two imports that overlap", overlap(scene)
        yield "crash of the database", crash_database(scene, server, chance)


def on_rabbitmq(chance: random.Random) -> Iterator[tuple[str, Result]]:
    """What may happen with Celery on a broker."""
    with scaled() as (scene, broker):
        yield "kill -9 of the worker with all its processes", kill_workers(scene, chance, kills=3, documents=SOME)
        yield "kill -9 of the broker", crash_broker(scene, broker)


PLACES: dict[str, Callable[[random.Random], Iterator[tuple[str, Result]]]] = {
    "SQLite": on_sqlite,
    "SQLite with the default lease": at_default_lease,
    "PostgreSQL": on_postgres,
    "PostgreSQL and RabbitMQ": on_rabbitmq,
}
