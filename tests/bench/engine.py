"""How long the engine takes: start, one document, one call, and how that grows with the text."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import Any

from comparator.engine.manifest import load_manifest
from comparator.engine.pipeline import collate, read_document
from comparator.engine.register import build_register
from tests.quality.datasets import ROOT, SEEDS

GROWTH = (1, 4, 16)
BUDGETS = {"collate the five articles": 10.0, "read one article": 1.0}
"""Seconds on two cores; a line says so where a figure is over its budget."""


def best_of(times: int, work: Callable[[], Any]) -> float:
    """Return the shortest time of several runs, in seconds: what the work takes when nothing else disturbs it."""
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return min(taken)


def line(what: str, seconds: float) -> None:
    """Print one figure."""
    budget = BUDGETS.get(what)
    print(
        f"  {what:48} {seconds * 1000:10.1f} ms"
        + (f"   OVER its budget of {budget:g} s" if budget and seconds > budget else "")
    )


def main() -> None:
    """Print the figures of the engine."""
    manifest = load_manifest(json.loads((SEEDS / "manifest.json").read_text(encoding="utf-8")), SEEDS)
    register = build_register(manifest.calls)
    print("Engine")
    command = [sys.executable, "-m", "comparator.engine", "segment"]
    line("start, one empty row", best_of(3, lambda: subprocess.run(command, cwd=ROOT, input=b"", check=True)))
    first = manifest.documents[0]
    line("read one article", best_of(3, lambda: read_document(first, register)))
    line("collate the five articles", best_of(3, lambda: collate(manifest.documents, register)))
    for times in GROWTH:
        long = replace(first, id="long", text="\n\n".join([first.text] * times))
        line(f"read a text of {len(long.text):,} characters", best_of(1, partial(read_document, long, register)))
    for times in GROWTH[:2]:
        copies = [replace(d, id=f"{number}-{d.id}") for number in range(times) for d in manifest.documents]
        line(f"collate {len(copies)} documents on four calls", best_of(1, partial(collate, copies, register)))
