"""A running site for the browser: its own database with the demo in it, hashed static files, a real server process."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
ADMIN, PASSWORD = "admin", "only-for-the-browser-tests"
STATEMENT = r"/statements/[\w-]+/"
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site answers, and the folder that it keeps its data in."""

    url: str
    data: Path
    server: int = 0
    """Number of the server's first process."""


def prepare(data: Path) -> None:
    """Make a database with the demo and one administrator in a folder, and collect the static files."""
    for command in (["migrate", "--noinput"], ["load_demo"], ["collectstatic", "--noinput"]):
        _manage(data, *command)
    create = (
        "from django.contrib.auth import get_user_model as users; "
        f"users().objects.create_superuser({ADMIN!r}, 'admin@readouts.example', {PASSWORD!r})"
    )
    build(data, create)


@contextmanager
def serve(data: Path, workers: int = 1, *, debug: bool = False, keep: bool = True) -> Iterator[Site]:
    """Serve the data of a folder on a free port of this machine until the block ends.

    Args:
        data: the folder.
        workers: processes that serve.
        debug: as for those who develop.
        keep: whether pages are kept once they are made.
    """
    port = _free_port()
    log = data / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "comparator.wsgi", "--bind", f"127.0.0.1:{port}"),
                *("--threads", "4", "--workers", str(workers)),
            ],
            cwd=ROOT,
            env=_environment(data) | ({"DEBUG": "on"} if debug else {}) | ({} if keep else {"CACHE_URL": "off"}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port, server, log)
            yield Site(f"http://127.0.0.1:{port}", data, server.pid)
        finally:
            server.terminate()
            server.wait(timeout=10)


@contextmanager
def serve_copy(data: Path, folder: Path) -> Iterator[Site]:
    """Serve a copy of the data, for a journey that changes them."""
    copy = folder / "data"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("*.log"))
    with serve(copy) as site:
        yield site


def fetch(site: Site, path: str, encoding: str = "gzip") -> tuple[int, bytes]:
    """Return the status and the body of a page."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": encoding})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def one_of_each(site: Site) -> dict[str, str]:
    """Return the path of one page of each kind, found by following the site's own links."""
    call = find_link(site, "/calls/", r"/calls/[\w-]+/")
    document = find_link(site, call, r"/documents/[\w-]+/")
    return {
        "home": "/",
        "calls": "/calls/",
        "call": call,
        "own order": f"{call}?view=order",
        "echoes": "/echoes/",
        "formula": find_link(site, "/echoes/", r"/formulas/[\w-]+/"),
        "timeline": "/timeline/",
        "terms": "/terms/",
        "term": find_link(site, "/terms/", r"/terms/[\w-]+/"),
        "matrix": f"{call}matrix/",
        "silence": f"{call}silence/",
        "side by side": f"{call}side-by-side/",
        "statement": find_link(site, call, STATEMENT),
        "document": document,
        "raw": f"{document}raw/",
        "search": "/search/?q=ambassador",
        "method": "/about/method/",
    }


def find_link(site: Site, page: str, pattern: str) -> str:
    """Return the first link of a page whose path is as the pattern says."""
    _, body = fetch(site, page, encoding="identity")
    found = re.search(rf'href="({pattern})', body.decode())
    if found is None:
        raise RuntimeError(f"{page} has no link to {pattern}")
    return found.group(1)


def _environment(data: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "comparator.settings",
        "SECRET_KEY": "only-for-the-browser-tests-b04c1d5e",
        "DEBUG": "off",
        "HTTPS": "off",
        "DATA_DIR": str(data),
        "DATABASE_URL": "",
        "CACHE_URL": "",
        "STATIC_ROOT": str(data / "static"),  # processes that test at once must not write the same files
    }


def build(data: Path, command: str) -> None:
    """Run some Python in the program, on the data of a folder."""
    _manage(data, "shell", "--command", command)


def _manage(data: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=_environment(data),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {command[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
