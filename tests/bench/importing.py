"""How long an import takes, how that grows with the number of documents, and what one more document costs in a small and a large corpus.

Takes a JSON Lines file of documents. It is imported once, twice, four and eight times over, each copy dated to years of its own so that its
calls are other calls; each size in a process and a database of its own. Times are seconds of the processor, which other work on the machine
does not change, and by the clock.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

GROWTH = (1, 2, 4, 8)
WORKERS = 1
APART = timedelta(days=1600)
"""Between two copies of a document; the corpus itself must be of a shorter time."""
SMALL = 50
"""Documents of the small corpus."""
ADDED = 7
"""Documents that are added one by one; the middle one of their times is printed."""
AGAIN = 5
"""How often each is added, and removed again: the shortest time counts, because other work on the machine takes caches away."""
_DAY = re.compile(r"(?<!\d)(\d{4})([-/])(\d\d)\2(\d\d)(?!\d)")

Row = dict[str, Any]


def main(path: Path) -> None:
    """Print the figures of an import of ``path``."""
    print(f"Import of {path.name} ({WORKERS} processes)")
    with tempfile.TemporaryDirectory() as folder:
        first = _measure(path, Path(folder), "grow", 1)
        for times in GROWTH:
            found = first if times == 1 else _measure(path, Path(folder), "grow", times)
            ratio = found["processor"] / found["documents"] / (first["processor"] / first["documents"])
            print(
                f"  {found['documents']:6,.0f} documents, {found['calls']:6,.0f} calls  {found['clock']:7.1f} s by the clock"
                f"  {found['processor']:7.1f} s of the processor  {ratio:5.2f} times as much for each as at first"
                f"  {found['memory']:5.0f} MB at most"
            )
        small, large = (_measure(path, Path(folder), "add", times) for times in (0, GROWTH[-1]))
        for found in (small, large):
            print(
                f"  one more document in {found['documents']:6,.0f}   {found['processor'] * 1000:7.1f} ms of the processor"
            )
        print(f"  {'':24}{large['processor'] / small['processor']:11.2f} times as much in the large corpus")


def _measure(path: Path, folder: Path, what: str, times: int) -> dict[str, float]:
    database = folder / f"{what}-{times}.sqlite3"
    given = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DATA_DIR": str(folder),
        "SECRET_KEY": "only-measured",
    }
    command = [sys.executable, "-m", "tests.bench.importing", str(path), what, str(times)]
    done = subprocess.run(command, env={**given, "DEBUG": "on"}, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _rows(path: Path) -> list[Row]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return sorted(rows, key=lambda row: str(row["published"]))


def _copies(rows: list[Row], times: int) -> list[Row]:
    return [_dated(row, number) for number in range(times) for row in rows]


def _dated(row: Row, number: int) -> Row:
    """Return a copy of a document that tells of years before; its text differs by its days, and by line feeds at its end."""

    def moved(match: re.Match[str]) -> str:
        try:
            day = date(int(match[1]), int(match[3]), int(match[4])) - number * APART
        except (ValueError, OverflowError):
            return match[0]
        return day.strftime(f"%Y{match[2]}%m{match[2]}%d")

    published = date.fromisoformat(row["published"]) - number * APART
    return {**row, "text": _DAY.sub(moved, row["text"]) + "\n" * number, "published": published.isoformat()}


def _import(rows: list[Row]) -> dict[str, float]:
    from comparator.intake import expand
    from comparator.models import Call, Document
    from comparator.services.imports import documents_import

    raw = "\n".join(map(json.dumps, rows)).encode()
    clock, processor = perf_counter(), _processor()
    items = expand(raw, name="documents.jsonl")
    report = documents_import(items=items, total=items.total, workers=WORKERS)
    own, children = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    if not report.is_clean:
        raise RuntimeError([result for result in report.results if result.message])
    return {
        "documents": Document.objects.count(),
        "calls": Call.objects.count(),
        "clock": perf_counter() - clock,
        "processor": _processor() - processor,
        "memory": own + WORKERS * children,
    }


def _add(rows: list[Row], times: int) -> dict[str, float]:
    """Import all but a few documents of the middle, then add these one by one; with no copies, only the documents around them are there."""
    first = len(rows) // 2 - (SMALL + ADDED) // 2
    around = rows[first : first + SMALL + ADDED]
    added = around[SMALL // 2 :: 3][:ADDED]
    there = [row for row in (_copies(rows, times) if times else around) if row not in added]
    found = _import(there)

    from comparator.models import Outlet
    from comparator.services.documents import document_add, documents_delete

    spent: dict[str, list[float]] = {row["text"]: [] for row in added}
    for _time in range(AGAIN):
        for row in added:
            outlet = Outlet.objects.get(name=row["source"])
            started = process_time()
            made = document_add(
                raw=row["text"],
                kind=row["kind"],
                outlet=outlet,
                published=date.fromisoformat(row["published"]),
                title=row["title"],
                language=row["language"],
            )
            spent[row["text"]].append(process_time() - started)
            documents_delete(documents=[made.document])
    return {**found, "processor": median(min(times) for times in spent.values())}


def _processor() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comparator.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    given, what, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    rows = _rows(given)
    print(json.dumps(_import(_copies(rows, times)) if what == "grow" else _add(rows, times)))
