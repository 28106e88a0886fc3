"""Reading order and paragraphs of a printed page.

Takes the runs of text of a page with their boxes and gives its lines in reading order. A gutter, a strip of paper that
almost no row crosses with enough text on both sides, parts columns; rows that cross it (headings) divide the page above
and below. Short cells beside each other are a table and stay rows. The idea is the recursive XY-cut of Nagy and Seth
(1984), with rows in place of pixels. Units are points, y grows upwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NARROWEST_GUTTER = 8.0
_CELL_GAP = 2.0
"""Gap between two cells of a row, in heights of the type. The words of a justified line stand closer."""
_FEWEST_ROWS = 4
"""Lines on each side of a gutter."""
_SHORTEST_LINE = 18
"""Characters of the median line on each side: the cells of a table have fewer."""
_MOST_CROSSING = 0.34
"""Share of the rows that may cross a gutter: headings, a lead over both columns, notes."""
_MOST_RUNS = 2000
"""Runs on a page of text; more is a drawing or a trap, and is read from the top."""
_DEEPEST = 4
"""Columns are sought in columns so often; two gutters make three columns."""
_PARAGRAPH_GAP = 1.35
"""Distance of two base lines, in usual ones, from which they belong to two paragraphs."""
_INDENT = 8.0
_FULL = 0.85
"""Share of the width of the paragraph's longest line that a line has unless it is the last of its paragraph."""
_TERMINALS = '.!?…।:;"”»’)'


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand side by side."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """How tall its letters are."""
        return self.top - self.bottom


@dataclass(frozen=True)
class Line:
    """Runs on one base line, from left to right."""

    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """The runs with a space between, or a tab where the gap is that of a table."""
        parts = [self.runs[0].text]
        for before, after in pairwise(self.runs):
            is_gap = after.left - before.right > _CELL_GAP * max(before.height, after.height)
            parts += ["\t" if is_gap else " ", after.text]
        return "".join(parts)

    @cached_property
    def left(self) -> float:
        """Where it begins."""
        return min(run.left for run in self.runs)

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(run.right for run in self.runs)

    @cached_property
    def middle(self) -> float:
        """Half the height of its tallest run."""
        tallest = max(self.runs, key=lambda run: run.height)
        return (tallest.bottom + tallest.top) / 2

    @cached_property
    def height(self) -> float:
        """How tall its letters are."""
        return max(run.height for run in self.runs)


def rows_of(runs: Iterable[Run]) -> list[Line]:
    """Return the lines of a page from the top: runs that overlap in height by half of the lower one."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.top - run.bottom, run.left)):
        if rows and _overlaps(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [Line(tuple(sorted(row, key=lambda run: run.left))) for row in rows]


def reading_order(runs: Sequence[Run], depth: int = 0) -> list[list[Line]]:
    """Return the lines of a page in reading order, in groups that stand in one column."""
    rows = rows_of(runs)
    gutter = _gutter(rows) if depth < _DEEPEST else None
    if gutter is None:
        return [rows] if rows else []
    groups: list[list[Line]] = []
    band: list[Run] = []
    for row in rows:
        if _crosses(row, gutter):
            groups += _columns(band, gutter, depth)
            band = []
            groups.append([row])
        else:
            band.extend(row.runs)
    return groups + _columns(band, gutter, depth)


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Divide the lines of one column into paragraphs by distance, size of type, indent and short last lines."""
    if not lines:
        return []
    steps = [above.middle - below.middle for above, below in pairwise(lines)]
    usual = median([step for step in steps if step > 0] or [lines[0].height * 1.2])
    widest = max(line.right for line in lines) - min(line.left for line in lines)
    found = [[lines[0]]]
    for above, below in pairwise(lines):
        if _parts(above, below, usual, widest):
            found.append([below])
        else:
            found[-1].append(below)
    return found


def _parts(above: Line, below: Line, usual: float, widest: float) -> bool:
    """Tell whether two lines belong to different paragraphs."""
    if above.middle - below.middle > _PARAGRAPH_GAP * usual or "\t" in above.text + below.text:
        return True
    if not 0.8 < below.height / max(above.height, 1.0) < 1.25 and abs(below.height - above.height) > 3:
        return True
    is_ended = above.text.rstrip()[-1:] in _TERMINALS
    if is_ended and below.left - above.left > _INDENT:
        return True
    return is_ended and above.right - above.left < _FULL * widest


def _overlaps(row: Sequence[Run], run: Run) -> bool:
    first = row[0]
    shared = min(first.top, run.top) - max(first.bottom, run.bottom)
    return shared > 0.5 * min(first.height, run.height)


def _gutter(rows: Sequence[Line]) -> float | None:
    """Return the x of the middle of the best gutter: the one that the fewest rows cross, the leftmost of several."""
    runs = [run for row in rows for run in row.runs]
    if not 2 * _FEWEST_ROWS <= len(runs) <= _MOST_RUNS:
        return None
    best: tuple[int, float] | None = None
    for edge in sorted({round(run.right, 1) for run in runs}):
        middle = edge + _NARROWEST_GUTTER / 2
        crossing = sum(_crosses(row, middle) for row in rows)
        if (best is None or crossing < best[0]) and _parts_columns(rows, middle, crossing):
            best = (crossing, middle)
    return best[1] if best else None


def _parts_columns(rows: Sequence[Line], x: float, crossing: int) -> bool:
    if crossing > _MOST_CROSSING * len(rows):
        return False
    runs = [run for row in rows if not _crosses(row, x) for run in row.runs]
    for side in ([run for run in runs if run.right < x], [run for run in runs if run.left > x]):
        if len(side) < _FEWEST_ROWS or median(len(run.text) for run in side) < _SHORTEST_LINE:
            return False
    return True


def _crosses(row: Line, x: float) -> bool:
    """Tell whether a row has something in the gutter whose middle is ``x``."""
    half = _NARROWEST_GUTTER / 2 - 0.5
    return any(run.left < x + half and run.right > x - half for run in row.runs)


def _columns(band: Sequence[Run], gutter: float, depth: int) -> list[list[Line]]:
    if not band:
        return []
    left = [run for run in band if run.right <= gutter]
    right = [run for run in band if run.right > gutter]
    return reading_order(left, depth + 1) + reading_order(right, depth + 1)
