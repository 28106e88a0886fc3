"""How long a page takes: the demo, served by gunicorn on this machine, asked one request at a time and then by several clients at once."""

from __future__ import annotations

import http.client
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from urllib.parse import urlsplit

from tests.browser.site import Site, prepare, serve

REQUESTS = 200
CLIENTS = 8


def fetch(site: Site, path: str, encoding: str = "gzip") -> tuple[int, bytes]:
    """Return the status and the body of a page."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": encoding})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def timed(site: Site, path: str) -> float:
    """Return the seconds that a page takes; anything but 200 ends the measurement."""
    started = perf_counter()
    status, _ = fetch(site, path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return perf_counter() - started


def measure(site: Site, path: str) -> None:
    """Print how long a page takes alone and under load."""
    alone = [timed(site, path) for _ in range(REQUESTS // 10)]
    started = perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        together = list(pool.map(lambda _: timed(site, path), range(REQUESTS)))
    rate = REQUESTS / (perf_counter() - started)
    alone_median, together_p99 = quantiles(alone, n=2)[0], quantiles(together, n=100)[98]
    print(
        f"  {path:60} {alone_median * 1000:8.1f} ms alone {rate:8.0f} requests/s, p99 {together_p99 * 1000:.0f} ms with {CLIENTS} clients"
    )


def linked(site: Site, page: str, pattern: str) -> list[str]:
    """Return the first link of a page that matches, if any."""
    _, body = fetch(site, page, encoding="identity")
    return re.findall(rf'href="({pattern})', body.decode())[:1]


def main() -> None:
    """Print the figures of the pages."""
    print("Pages")
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with serve(Path(folder)) as site:
            calls = linked(site, "/calls/", r"/calls/[\w-]+/")
            statements = linked(site, calls[0], r"/statements/\w+/") if calls else []
            documents = linked(site, calls[0], r"/documents/\w+/") if calls else []
            for path in ["/", "/calls/", *calls, *statements, *documents, "/search/?q=food"]:
                measure(site, path)
