"""``make run``: the server and its worker start together, do background work, and end together, whatever way the end comes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240
"""Seconds, on a machine that has other things to do: all of `make run` has to be done in them."""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


def wait_until(holds, what, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def is_there(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def running(folder):
    """Start ``make run`` as a terminal does, in a process group of its own; yield it and its settings."""
    port = free_port()
    environment = os.environ | {"DATA_DIR": str(folder / "data"), "STATIC_ROOT": str(folder / "static")}
    for name in ("SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        environment.pop(name, None)
    installed = f"{sys.prefix}/.installed"
    command = ["make", "-o", installed, f"VENV={sys.prefix}", f"DATA_DIR={folder}/data", f"PORT={port}", "run"]
    log = folder / "run.log"
    with log.open("wb") as output:
        make = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            wait_until(lambda: answers(port) or make.poll() is not None, "the server did not start")
            assert make.poll() is None, log.read_text()
            yield make, environment | {"HTTPS": "off", "SECRET_KEY_FILE": str(folder / "data" / "secret_key")}
        finally:
            if is_there(make.pid):
                os.killpg(make.pid, signal.SIGKILL)
            make.wait()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One place for the data of all tests: only the first has to load the demo."""
    return tmp_path_factory.mktemp("run")


def state_of(job, folder):
    with closing(sqlite3.connect(folder / "data" / "comparator.sqlite3")) as database:
        return database.execute("SELECT state FROM comparator_job WHERE id = ?", [job]).fetchone()[0]


def ask(environment, code):
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def commands(group):
    """Return number → command line of the processes of a group."""
    if Path("/proc/self/cmdline").exists():
        numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
        return {number: found for number in numbers if (found := command_of(number, group))}
    listed = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(maxsplit=2) for line in listed.splitlines())
    return {int(pid): args for pid, its_group, args in rows if int(its_group) == group}


def command_of(number, group):
    try:
        if os.getpgid(number) == group:
            return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
    except (ProcessLookupError, FileNotFoundError):
        pass  # it has just ended
    return ""


def workers_of(make):
    """Return number → command line of the workers."""
    pattern = re.compile(r"\S*python\S* manage\.py work ")
    return {number: command for number, command in commands(make.pid).items() if pattern.match(command)}


def worker_of(make):
    """Return the number and the command line of the worker, which may have just been begun."""
    wait_until(lambda: len(workers_of(make)) == 1, "there is not one worker")
    return next(iter(workers_of(make).items()))


def test_background_work_is_done_and_one_ctrl_c_ends_everything(folder):
    with running(folder) as (make, environment):
        create = (
            "from comparator.models import Call; from comparator.services.longwork import ask_to_collate; "
            "print(ask_to_collate(calls=Call.objects.all()).pk)"
        )
        job = ask(environment, create)
        wait_until(lambda: state_of(job, folder) == "done", "the worker did not do the job")
        former, _ = worker_of(make)
        os.kill(former, signal.SIGKILL)
        wait_until(lambda: len(workers_of(make)) == 1 and former not in workers_of(make), "none was begun again")
        os.killpg(make.pid, signal.SIGINT)
        make.wait(timeout=PATIENCE)
        wait_until(lambda: not is_there(make.pid), "a process was left behind")


def test_the_worker_ends_with_a_server_that_is_killed(folder):
    with running(folder) as (make, _):
        _, command = worker_of(make)
        server = int(re.search(r"--end-with (\d+)", command)[1])
        os.kill(server, signal.SIGKILL)
        make.wait(timeout=PATIENCE)
        wait_until(lambda: not is_there(make.pid), "a process was left behind")
