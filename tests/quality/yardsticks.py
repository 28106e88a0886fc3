"""Figures of single stages on public test sets, which the project may not redistribute.

Each function takes the folder or files of one set as published and gives one to three figures. The sets: pySBD's golden rules (sentence
boundaries), PolNeAR (attribution), the Microsoft Research Paraphrase Corpus (similarity), RTE-3 with three labels (contradiction), the
article extraction benchmark of Scrapinghub (web pages). Readouts without annotations tell how often the engine asks about a passage that
nobody has put in the wrong call.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from comparator.engine.pipeline import collate
from comparator.engine.records import Kind, Role, SourceDocument
from comparator.engine.register import build_register
from tests.quality.datasets import ROOT
from tests.quality.scorer import Counts

Rows = Sequence[dict[str, Any]]


def ask(verb: str, rows: Rows) -> list[dict[str, Any]]:
    """Run one verb of the engine over rows; return its answers in their order."""
    done = subprocess.run(
        [sys.executable, "-m", "comparator.engine", verb],
        cwd=ROOT,
        input="".join(json.dumps(row) + "\n" for row in rows),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{verb} ended with {done.returncode}: {(done.stderr or done.stdout)[-2000:]}")
    answers = {answer["id"]: answer for answer in map(json.loads, filter(None, done.stdout.splitlines()))}
    return [answers[row["id"]] for row in rows]


def segmentation(path: Path) -> dict[str, float]:
    """Return the share of texts that are split exactly as the golden rules want."""
    items = _load(path)
    answers = ask("segment", [{"id": str(item["id"]), "text": item["text"]} for item in items])
    right = 0
    for item, answer in zip(items, answers, strict=True):
        got = [item["text"][s["start"] : s["end"]].strip() for s in answer["sentences"]]
        right += got == [sentence.strip() for sentence in item["sentences"]]
    return {"exact": right / len(items)}


def attribution(folder: Path) -> dict[str, float]:
    """Return the F1 of "somebody other than the outlet asserts this sentence"."""
    rows, contents = [], []
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted(p for p in (folder / "attributions").iterdir() if p.name.startswith(f"{path.stem}_"))
        if files:
            with path.open(encoding="utf-8", newline="") as file:
                rows.append({"id": path.stem, "text": file.read()})
            contents.append(_attributed_characters(files[0], len(rows[-1]["text"])))
    counts = Counts()
    for answer, attributed in zip(ask("attribute", rows), contents, strict=True):
        for sentence in answer["sentences"]:
            span = attributed[sentence["start"] : sentence["end"]]
            counts.add(truth=sum(span) >= 0.2 * max(1, len(span)), said=bool(sentence["attributed"]))
    return {"f1": counts.f1}


def similarity(training: Path, test: Path) -> dict[str, float]:
    """Return accuracy and F1 on paraphrases, the threshold fitted on the training part."""
    labels, scores = _scored_pairs(training)
    cut = max(sorted(set(scores)), key=lambda c: sum((s >= c) == bool(y) for s, y in zip(scores, labels, strict=True)))
    labels, scores = _scored_pairs(test)
    counts = Counts()
    for label, score in zip(labels, scores, strict=True):
        counts.add(truth=bool(label), said=score >= cut)
    return {"accuracy": 1 - (counts.false_alarms + counts.misses) / len(labels), "f1": counts.f1}


def judgement(path: Path) -> dict[str, float]:
    """Return the F1 of "these two contradict each other"."""
    items = _load(path)
    rows = [{"id": str(item["id"]), "a": item["text"], "b": item["hypothesis"]} for item in items]
    counts = Counts()
    for item, answer in zip(items, ask("judge", rows), strict=True):
        counts.add(truth=item["label3"] == "NO", said=answer["verdict"] == "diverge")
    return {"contradiction_f1": counts.f1}


def extraction(folder: Path) -> dict[str, float]:
    """Return the F1 of four-word shingles of the extracted report, as the mean over the pages."""
    truth = _load(folder / "ground-truth.json")
    pages = {name: folder / "html" / f"{name}.html.gz" for name in sorted(truth)}
    rows = [
        {"id": name, "html": gzip.decompress(path.read_bytes()).decode(), "url": truth[name].get("url")}
        for name, path in pages.items()
        if path.exists()
    ]
    scores = []
    for row, answer in zip(rows, ask("extract", rows), strict=True):
        gold, got = _shingles(truth[row["id"]]["articleBody"]), _shingles(answer["text"])
        scores.append(2 * (gold & got).total() / (gold.total() + got.total()))
    return {"f1": sum(scores) / len(scores)}


def corpus(path: Path) -> dict[str, float]:
    """Return what share of the sentences of published readouts is left in peace, and what share of the readouts are given a call.

    A government does not misdate its own readouts as a rule, so a question about one counts as a false alarm.
    """
    documents = [
        SourceDocument(
            id=str(number),
            text=row["text"],
            kind=Kind(row["kind"]),
            outlet=row["source"],
            side=row["side"],
            published=date.fromisoformat(row["published"]) if row["published"] else None,
            language=row["language"],
        )
        for number, row in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines()))
    ]
    read = collate(documents, build_register([])).documents
    content = [s for document in read for s in document.sentences if s.role is Role.CONTENT]
    with_call = sum(any(s.call for s in document.sentences) for document in read)
    return {"undisturbed": sum(not s.misdated for s in content) / len(content), "with_a_call": with_call / len(read)}


def measure_all(folder: Path) -> dict[str, dict[str, float]]:
    """Return the figures of every public set that lies in a folder, by stage."""
    figures = {}
    if (path := folder / "golden_rules_en.json").is_file():
        figures["segmentation"] = segmentation(path)
    if (path := folder / "polnear_dev").is_dir():
        figures["attribution"] = attribution(path)
    if (path := folder / "mrpc").is_dir():
        figures["similarity"] = similarity(path / "msr-para-train.tsv", path / "msr-para-val.tsv")
    if (path := folder / "rte3_dev_3way.json").is_file():
        figures["judgement"] = judgement(path)
    if (path := folder / "extraction").is_dir():
        figures["extraction"] = extraction(path)
    if (path := folder / "readouts.jsonl").is_file():
        figures["corpus"] = corpus(path)
    return figures


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _attributed_characters(path: Path, length: int) -> bytearray:
    inside = bytearray(length)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("T") and "\tContent " in line:
            for part in line.split("\t")[1].removeprefix("Content ").split(";"):
                start, end = map(int, part.split())
                inside[start:end] = b"\x01" * (end - start)
    return inside


def _scored_pairs(path: Path) -> tuple[list[int], list[float]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    rows = [{"id": str(number), "a": line[3], "b": line[4]} for number, line in enumerate(lines)]
    return [int(line[0]) for line in lines], [answer["score"] for answer in ask("similarity", rows)]


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))
