"""How long the engine takes: start, one document, one call, how that grows with the text, and beside what a user could pick instead."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import Any

from rapidfuzz import fuzz, process

from comparator.engine.align import align
from comparator.engine.manifest import load_manifest
from comparator.engine.options import Options
from comparator.engine.pipeline import collate, read_document
from comparator.engine.records import Call, Role, Sentence, SourceDocument
from comparator.engine.register import Register, build_register
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
    pipeline_rate(manifest.documents, register)
    beside_others(manifest.calls[0], manifest.documents, register)


def pipeline_rate(documents: Sequence[SourceDocument], register: Register) -> None:
    """Print how many sentences a second the first four stages read on one core."""
    read = [read_document(document, register) for document in documents]
    sentences = sum(len(document.sentences) for document in read)
    seconds = best_of(5, lambda: [read_document(document, register) for document in documents])
    print(f"  {'clean, segment, attribute and locate':48} {sentences / seconds:10,.0f} sentences a second")


def beside_others(call: Call, documents: Sequence[SourceDocument], register: Register) -> None:
    """Print the time for the links of 60 sentences of each side of a call, and the same pairs with tools that compare words alone."""
    told = [s for d in documents for s in read_document(d, register).sentences if s.role is Role.CONTENT]
    sides = call.sides
    sentences: list[Sentence] = [
        replace(told[n % len(told)], id=f"d#{n}", index=n, call=call.id, voice=sides[n % 2]) for n in range(120)
    ]
    texts = [sentence.text for sentence in sentences]
    ours = best_of(5, lambda: align(call, sentences, register, Options()))
    line("link 60 sentences of either side with each other", ours)
    fuzzy = best_of(3, lambda: process.cdist(texts, texts, scorer=fuzz.token_set_ratio))
    slow = best_of(1, lambda: [difflib.SequenceMatcher(None, a, b).ratio() for a in texts for b in texts])
    print(f"  {'the same pairs by RapidFuzz token_set_ratio':48} {fuzzy / ours:10.2f} times as long")
    print(f"  {'the same pairs by difflib':48} {slow / ours:10.2f} times as long")
