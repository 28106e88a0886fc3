"""How long a page takes: the demo, served by gunicorn on this machine, asked one request at a time and then by several clients at once."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from tests.browser.site import Site, fetch, one_of_each, prepare, serve

REQUESTS = 200
CLIENTS = 8


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


def main() -> None:
    """Print the figures of the pages."""
    print("Pages")
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with serve(Path(folder)) as site:
            for path in one_of_each(site).values():
                measure(site, path)
