"""Overview of a list of statements: one tick for each, in the order of the list, whatever part of it the window shows.

After CATview (Pöckelmann et al. 2020), which draws a collation of witnesses as a column of coloured ticks beside the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.selectors.statements import StatementRow

FEWEST = 4
"""Statements below which the list itself is the overview."""
PLACE = 26
"""Pixels of the place of a tick, so that it is easily pointed at."""
FILLED = 0.84
"""How much of its place a tick fills."""


@dataclass(frozen=True, slots=True)
class StatementTick:
    """A statement; the numbers are per cent of the length of the whole."""

    row: StatementRow
    at: float
    size: float
    place: float
    """All of its place, the gap to the next tick included."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """The overview; a low window makes it less high."""

    ticks: tuple[StatementTick, ...]
    height: int
    """Pixels."""


def draw_ticks(rows: Sequence[StatementRow]) -> Ticks | None:
    """Return a tick for each statement, or None for a few."""
    if len(rows) < FEWEST:
        return None
    place = 100 / len(rows)
    ticks = tuple(
        StatementTick(row, round(place * number, 3), round(place * FILLED, 3), round(place, 3))
        for number, row in enumerate(rows)
    )
    return Ticks(ticks, PLACE * len(rows))
