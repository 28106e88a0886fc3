"""How long a page takes: the demo, served by gunicorn on this machine, asked one request at a time and then by many at once.

The load comes from wrk (Debian's package of that name), once for pages as a first visitor gets them and once as a returning browser asks
whether they have changed. Where wrk is not installed, only single requests are timed.
"""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

from tests.browser.site import Site, one_of_each, prepare, serve

SINGLE = 20
"""Requests one after the other."""

SECONDS, CONNECTIONS = 5, 8
WORKERS = 2
"""Processes that serve, as `make run` starts them."""


def answer(site: Site, path: str) -> tuple[float, str]:
    """Return the seconds that a page takes, and its ETag; anything but 200 ends the measurement."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    started = perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    seconds = perf_counter() - started
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return seconds, response.headers.get("ETag", "")


def load(site: Site, path: str, *headers: str) -> str:
    """Return the requests a second and the 99th percentile that wrk measures, with its count of errors if there are any."""
    command = ["wrk", f"-d{SECONDS}s", f"-c{CONNECTIONS}", f"-t{WORKERS}", "--latency", "-H", "Accept-Encoding: gzip"]
    for header in headers:
        command += ["-H", header]
    done = subprocess.run([*command, site.url + path], capture_output=True, encoding="utf-8", check=True)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    slowest = re.search(r"99%\s+(\S+)", done.stdout)
    wrong = re.search(r"(Socket errors|Non-2xx or 3xx responses).*", done.stdout)
    if rate is None or slowest is None:
        raise RuntimeError(f"wrk said something else:\n{done.stdout}")
    return f"{float(rate[1]):8.0f} requests/s, p99 {slowest[1]:>8}" + (f"  {wrong[0]}" if wrong else "")


def measure(site: Site, kind: str, path: str) -> None:
    """Print how long a page takes alone, and how many a second are served anew and as unchanged."""
    answers = [answer(site, path) for _ in range(SINGLE)]
    tag = answers[-1][1]
    print(f"  {kind:14} {median(seconds for seconds, _ in answers) * 1000:7.1f} ms alone", end="")
    if shutil.which("wrk"):
        print(f" | anew {load(site, path)}", end="")
        if tag:
            print(f" | unchanged {load(site, path, f'If-None-Match: {tag}')}", end="")
    print()


def main() -> None:
    """Print the figures of the pages."""
    print(f"Pages ({WORKERS} processes, {CONNECTIONS} connections)")
    if not shutil.which("wrk"):
        print("  wrk is not installed (Debian: apt-get install wrk), so nothing is measured under load")
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with serve(Path(folder), workers=WORKERS) as site:
            pages = one_of_each(site)
            del pages["side by side"]  # its address leads on to one with a choice
            for kind, path in pages.items():
                measure(site, kind, path)
