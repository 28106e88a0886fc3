"""What several drawings share: the axis of time with its years, and the parts of a bar, all in per cent of the width."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGIN = 4.0
"""Per cent left free on both sides, so that nothing is cut."""
LABEL_GAP = 12.0
"""Per cent of the width that the label of a year takes on the narrowest phone."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year on the axis."""

    year: int
    x: float
    labelled: bool = True
    """Whether its number fits beside the one before on a narrow screen."""


@dataclass(frozen=True, slots=True)
class DateAxis:
    """An axis from one day to another."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Return where a day stands, in per cent of the width."""
        days = max((self.last - self.first).days, 1)
        return MARGIN + (100 - 2 * MARGIN) * (day - self.first).days / days

    def years(self, edge: float = 0.0) -> tuple[Tick, ...]:
        """Return the first days of the years on the axis; of many years only every so many are labelled.

        Args:
            edge: per cent at both ends that other labels take.
        """
        ticks: list[Tick] = []
        last = -LABEL_GAP
        for year in range(self.first.year + 1, self.last.year + 1):
            x = round(self.place(date(year, 1, 1)), 2)
            labelled = x - last >= LABEL_GAP and edge <= x <= 100 - edge
            last = x if labelled else last
            ticks.append(Tick(year, x, labelled))
        return tuple(ticks)


def spread(xs: Sequence[float], gap: float) -> list[float]:
    """Move what would overlap apart, keeping its order: to the right, then back from the right edge.

    Args:
        xs: places in per cent, in order.
        gap: per cent between two of them; less where so many do not fit.
    """
    if len(xs) < 2:
        return list(xs)
    gap = min(gap, (100 - 2 * MARGIN) / (len(xs) - 1))
    moved = list(xs)
    for index in range(1, len(moved)):
        moved[index] = max(moved[index], moved[index - 1] + gap)
    moved[-1] = min(moved[-1], 100 - MARGIN)
    for index in range(len(moved) - 2, -1, -1):
        moved[index] = min(moved[index], moved[index + 1] - gap)
    return moved


def bar_parts(counts: Sequence[int], total: int) -> list[tuple[float, float]]:
    """Return left edge and width of the parts of a bar, in per cent of its width.

    Args:
        counts: of the parts, in order.
        total: what the whole bar stands for; not 0 where there are parts.
    """
    widths = [100 * count / total for count in counts]
    return [(round(x, 3), round(width, 3)) for x, width in zip(accumulate(widths, initial=0.0), widths, strict=False)]
