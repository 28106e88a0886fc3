"""Where annotated documents lie, and what the engine makes of them.

A set is a folder with ``manifest.json`` (the input of ``collate``), ``gold.json`` (the annotations) and ``texts/`` (the raw documents).
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.quality.scorer import Figures, score

ROOT = Path(__file__).resolve().parents[2]
SEEDS = Path(__file__).with_name("gold") / "seeds"


def run_engine(folder: Path) -> dict[str, Any]:
    """Collate the documents of a set through the public command, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "comparator.engine", "collate", str(folder / "manifest.json")],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the engine ended with {done.returncode} on {folder}:\n{done.stderr[-2000:]}")
    output: dict[str, Any] = json.loads(done.stdout)
    return output


def measure(folder: Path) -> Figures:
    """Return the figures of the engine on a set."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {}
    for document in gold["documents"]:
        with (folder / "texts" / document["doc"]).open(encoding="utf-8", newline="") as file:
            texts[document["doc"]] = file.read()
    return score(gold, run_engine(folder), texts)


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 over the names and bytes of everything in a set."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def find_sets(folder: Path) -> list[Path]:
    """Return the sets at or below a folder, by name."""
    return sorted(path.parent for path in folder.rglob("gold.json") if (path.parent / "manifest.json").is_file())
