"""How long pages take: of the demo, and of a call of 100 documents and 1,000 statements, served by gunicorn on this machine.

Each kind of page is asked for after a change of what it shows (everything is read and made), and again and again by many at once: made anew
for each of them, kept since it was first made, and unchanged for a browser that has it. The load comes from wrk (Debian's package of that
name); where it is not installed, only single requests are timed. Beside the figures stand the budgets.

Other work on the machine makes requests slower, so beside their number stands what each takes of the processor.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

from tests.browser.site import Site, build, find_link, one_of_each, prepare, serve

SINGLE = 9
"""Requests one after the other, each after a change; the middle one of their times is printed."""
SECONDS, CONNECTIONS = 5, 8
WORKERS = 2
"""Processes that serve, as `make run` starts them."""

FIRST, SIZE = 150, 150
"""Budgets: milliseconds to the first byte after a change, and kilobytes of a page before compression."""
ANEW, KEPT = 150, 1500
"""Requests a second that two cores serve: pages made for each request, and kept ones."""
SLOWEST_ANEW, SLOWEST_KEPT = 200, 30
"""Milliseconds of the 99th percentile of these."""

LOADED = ("home", "call", "matrix", "statement", "search", "large call")
"""Kinds of pages that many ask for at once."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a server does while many ask for a page at once."""

    rate: float
    """Requests a second."""
    slowest: float
    """Milliseconds: 99 of 100 are quicker."""
    processor: float
    """Milliseconds of the processor for each."""
    errors: str = ""


def answer(site: Site, path: str, encoding: str = "gzip") -> tuple[float, int, str]:
    """Return the seconds to the first byte of a page, its bytes, and its ETag; anything but 200 ends the measurement."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    started = perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    response = connection.getresponse()
    seconds = perf_counter() - started
    size = len(response.read())
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return seconds, size, response.headers.get("ETag", "")


def change(site: Site) -> None:
    """Change something that pages show, so that nothing that was made before holds any longer."""
    with closing(sqlite3.connect(site.data / "comparator.sqlite3", timeout=20)) as database:
        database.execute("UPDATE comparator_side SET position = position")
        database.commit()


def load(site: Site, path: str, *headers: str) -> Load:
    """Return what wrk measures while it asks for a page; the first requests, which may make it, are not counted."""
    for _ in range(4 * WORKERS):
        answer(site, path)
    command = ["wrk", f"-d{SECONDS}s", f"-c{CONNECTIONS}", f"-t{WORKERS}", "--latency", "-H", "Accept-Encoding: gzip"]
    for header in headers:
        command += ["-H", header]
    before = processor(site)
    done = subprocess.run([*command, site.url + path], capture_output=True, encoding="utf-8", check=True)
    spent = processor(site) - before
    count = re.search(r"(\d+) requests in", done.stdout)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    slowest = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    wrong = re.search(r"(Socket errors|Non-2xx or 3xx responses).*", done.stdout)
    if count is None or rate is None or slowest is None:
        raise RuntimeError(f"wrk said something else:\n{done.stdout}")
    milliseconds = float(slowest[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slowest[2]]
    return Load(float(rate[1]), milliseconds, 1000 * spent / int(count[1]), wrong[0] if wrong else "")


def processor(site: Site) -> float:
    """Return the seconds of the processor that a server and its workers have taken so far; 0 where the system does not tell."""
    try:
        children = Path(f"/proc/{site.server}/task/{site.server}/children").read_text(encoding="ascii").split()
        ticks = 0
        for process in (str(site.server), *children):
            fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    except OSError:
        return 0.0
    return ticks / os.sysconf("SC_CLK_TCK")


def first_bytes(site: Site, kind: str, path: str) -> None:
    """Print how long a page takes after a change, and how large it is."""
    answer(site, path)
    seconds = []
    before = processor(site)
    for _ in range(SINGLE):
        change(site)
        seconds.append(answer(site, path)[0])
    spent = 1000 * (processor(site) - before) / SINGLE
    size = answer(site, path, "identity")[1]
    print(
        f"  {kind:24} {median(seconds) * 1000:7.1f} ms to the first byte {within(median(seconds) * 1000, FIRST):13}"
        f" {spent:6.1f} ms of the processor {size / 1000:7.1f} KB {within(size / 1000, SIZE)}"
    )


def under_load(kept: Site, anew: Site, kind: str, path: str) -> None:
    """Print how many a second a page is served to: made anew, kept, and unchanged."""
    tag = answer(kept, path)[2]
    for name, found, rate, slowest in (
        ("anew", load(anew, path), ANEW, SLOWEST_ANEW),
        ("kept", load(kept, path), KEPT, SLOWEST_KEPT),
        ("unchanged", load(kept, path, f"If-None-Match: {tag}"), KEPT, SLOWEST_KEPT),
    ):
        print(
            f"  {kind:12} {name:10} {found.rate:7.0f} requests/s {within(rate, found.rate, str(rate))}"
            f"  p99 {found.slowest:7.1f} ms {within(found.slowest, slowest)}"
            f"  {found.processor:6.2f} ms of the processor  {found.errors}"
        )


def within(figure: float, budget: float, told: str = "") -> str:
    """Return a budget, and whether a figure keeps to it; of a least one, the two come the other way round."""
    return f"({told or f'{budget:g}'}{'' if figure <= budget else ', MISSED'})"


def main() -> None:
    """Print the figures of the pages."""
    print(f"Pages ({WORKERS} processes, {CONNECTIONS} connections; budgets in brackets)")
    if not shutil.which("wrk"):
        print("  wrk is not installed (Debian: apt-get install wrk), so nothing is measured under load")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        prepare(data)
        with serve(data) as site:
            pages = one_of_each(site)  # those of the demo: the large call would be the first of its list
        del pages["side by side"]  # its address leads on to one with a choice
        build(data, "from tests.bench.large import build_call; build_call()")
        with serve(data, workers=WORKERS) as kept:
            pages |= large_pages(kept)
            print(" The first request after a change")
            for kind, path in pages.items():
                first_bytes(kept, kind, path)
            if shutil.which("wrk"):
                print(" Many requests at once")
                with serve(data, workers=WORKERS, keep=False) as anew:
                    for kind in LOADED:
                        under_load(kept, anew, kind, pages[kind])


def large_pages(site: Site) -> dict[str, str]:
    """Return the pages of the large call."""
    call = find_link(site, "/calls/", r"/calls/[\w-]+-large/")
    paths = {
        "call": call,
        "call, page 7": f"{call}?page=7",
        "call, one column": f"{call}?view=column",
        "call, own order": f"{call}?view=order",
        "call, merged": f"{call}?diff=inline",
        "call, searched": f"{call}?q=word3",
        "call, diverging": f"{call}?verdict=diverge",
        "matrix": f"{call}matrix/",
        "silence": f"{call}silence/",
        "statement": find_link(site, call, r"/statements/large\w+/"),
        "document": find_link(site, call, r"/documents/[\w-]+/"),
        "search": "/search/?q=word100",
    }
    return {f"large {kind}": path for kind, path in paths.items()}
