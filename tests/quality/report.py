"""Print the engine's figures beside their floors: ``python -m tests.quality.report [--raise]``.

The annotated seed articles are always measured. ``QUALITY_DATA`` may name a folder (or several, separated by ``:``): every set of annotated
documents below it is measured too, and the public test sets and readouts in it, in its ``eval/data`` or in its ``corpus``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.quality.datasets import SEEDS, find_sets, fingerprint, measure
from tests.quality.yardsticks import measure_all

FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.01
"""How far below today's figure a raised floor lies: one sentence in a hundred, so that a change for the better elsewhere may pass."""

Floors = dict[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the engine reached on one set, and the floors of that set (none where it is not known)."""

    name: str
    figures: dict[str, float]
    floors: Floors

    @property
    def fallen(self) -> dict[str, float]:
        """The figures below their floors."""
        return {name: self.figures[name] for name, floor in self.floors.items() if self.figures[name] < floor}


def load_floors() -> dict[str, Any]:
    """Return the floors of all sets: those of annotated documents with their fingerprints, and those of the public test sets."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def data_folders() -> list[Path]:
    """Return the folders that ``QUALITY_DATA`` names."""
    return [Path(part) for part in os.environ.get("QUALITY_DATA", "").split(":") if part]


def measure_sets(stored: dict[str, Any]) -> Iterator[Measured]:
    """Measure the seed articles and every other annotated set; a set is known by its fingerprint, wherever it lies."""
    names = {known["fingerprint"]: name for name, known in stored["sets"].items()}
    yield Measured("seeds", measure(SEEDS).as_dict(), stored["sets"]["seeds"]["floors"])
    for path in [path for folder in data_folders() for path in find_sets(folder)]:
        name = names.get(fingerprint(path))
        if name is None:
            yield Measured(f"{path.parent.name}/{path.name}", measure(path).as_dict(), {})
        elif name != "seeds":
            yield Measured(name, measure(path).as_dict(), stored["sets"][name]["floors"])


def measure_public(stored: dict[str, Any]) -> Iterator[Measured]:
    """Measure what lies in the folders of ``QUALITY_DATA`` of the public test sets."""
    for folder in data_folders():
        for place in (folder, folder / "eval" / "data", folder / "corpus"):
            for stage, figures in measure_all(place).items():
                yield Measured(stage, figures, stored["public"].get(stage, {}))


def raised(floors: Floors, figures: dict[str, float]) -> Floors:
    """Return floors lifted to just below the figures; none is ever lowered."""
    lifted = {name: max(floor, int((figures[name] - SLACK) * 1000) / 1000) for name, floor in floors.items()}
    return {name: 1.0 if figures[name] == 1.0 and floors[name] == 1.0 else floor for name, floor in lifted.items()}


def lift_floors(stored: dict[str, Any], sets: list[Measured], public: list[Measured]) -> None:
    """Write the floors of what was measured, lifted."""
    for measured in sets:
        if measured.name in stored["sets"]:
            stored["sets"][measured.name]["floors"] = raised(measured.floors, measured.figures)
    for measured in public:
        stored["public"][measured.name] = raised(measured.floors, measured.figures)
    stored["sets"]["seeds"]["fingerprint"] = fingerprint(SEEDS)
    FLOORS.write_text(json.dumps(stored, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def print_table(rows: list[Measured]) -> None:
    """Print one line for each figure, with its floor where it has one."""
    width = max(len(row.name) for row in rows)
    print(f"{'set':{width}}  {'figure':18} {'reached':>8} {'floor':>7}")
    for row in rows:
        for name, value in row.figures.items():
            floor = f"{row.floors[name]:7.3f}" if name in row.floors else ""
            print(
                f"{row.name:{width}}  {name:18} {value:8.3f} {floor}{'   BELOW ITS FLOOR' if name in row.fallen else ''}"
            )


def main() -> int:
    """Run the command line; the exit status is 1 where a floor is not reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.report", description="Print the engine's figures.")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached now")
    lift = parser.parse_args().lift
    stored = load_floors()
    sets, public = list(measure_sets(stored)), list(measure_public(stored))
    print_table(sets + public)
    if lift:
        lift_floors(stored, sets, public)
    return int(any(row.fallen for row in sets + public))


if __name__ == "__main__":
    sys.exit(main())
