"""Print the engine's figures: ``python -m tests.quality.report [--raise]``.

The annotated seed articles are always measured. ``QUALITY_DATA`` may name a folder (or several, separated by ``:``): every set of annotated
documents below it is measured too, and the public test sets of ``yardsticks.py`` in it or in its ``eval/data``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.quality.datasets import SEEDS, find_sets, fingerprint, measure
from tests.quality.yardsticks import measure_all

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.01
"""How far below today's figure a raised floor lies: one sentence in a hundred, so that a change for the better elsewhere may pass."""


def load_floors() -> dict[str, Any]:
    """Return the fingerprint and the floors."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def raised(floors: dict[str, float], figures: dict[str, float]) -> dict[str, float]:
    """Return floors lifted to just below the figures; none is ever lowered."""
    lifted = {name: max(floor, int((figures[name] - SLACK) * 1000) / 1000) for name, floor in floors.items()}
    return {name: 1.0 if figures[name] == 1.0 and floors[name] == 1.0 else floor for name, floor in lifted.items()}


def print_table(rows: dict[str, dict[str, float]]) -> None:
    """Print one line for each set and one column for each figure."""
    columns = list(next(iter(rows.values())))
    width = max(map(len, rows))
    print(" " * width, *(f"{column:>16}" for column in columns))
    for name, figures in rows.items():
        print(f"{name:{width}}", *(f"{figures[column]:16.3f}" for column in columns))


def main() -> int:
    """Run the command line; the exit status is 1 where a floor is not reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.report", description="Print the engine's figures.")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached now")
    lift = parser.parse_args().lift
    stored = load_floors()
    figures = measure(SEEDS).as_dict()
    if lift:
        stored |= {"fingerprint": fingerprint(SEEDS), "floors": raised(stored["floors"], figures)}
        FLOORS.write_text(json.dumps(stored, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    rows = {"seeds": figures, "seeds' floors": stored["floors"]}
    folders = [Path(part) for part in os.environ.get("QUALITY_DATA", "").split(":") if part]
    for folder in folders:
        rows |= {f"{path.parent.name}/{path.name}": measure(path).as_dict() for path in find_sets(folder)}
    print_table(rows)
    for folder in folders:
        for place in (folder, folder / "eval" / "data"):
            for stage, values in measure_all(place).items():
                print(f"{stage:14}", *(f"{name} {value:.3f}" for name, value in values.items()))
    return int(any(figures[name] < floor for name, floor in stored["floors"].items()))


if __name__ == "__main__":
    sys.exit(main())
