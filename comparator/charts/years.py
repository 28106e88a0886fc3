"""The timeline of calls: a row for each year, in it a column for each call, balanced on what both accounts tell.

What both tell stands on the middle line of the row, what only the left one tells above it and what only the right one tells below. Takes
the calls of a page, gives per cent of the width and pixels of the height.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from comparator.charts.axis import MARGIN, DateAxis, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.selectors.timeline import Balance, TimelineCall, TimelineYear

PLOT = 88
"""Pixels of the row of the busiest year; its tallest column fills it."""
HEAD = 22
"""Pixels above each row, for the number of its year."""
FOOT = 22
"""Pixels below the last row, for the names of the months."""
GAP = 3.4
"""Per cent of the width between two columns: 40 px on a wide screen, 12 on a phone; less where a year has more calls."""
FILLED = 0.6
"""How much of that gap a column fills."""
YEARS_HEIGHT = 96
"""Pixels of the tallest column of the overview."""
WIDEST_YEAR = 9.0
"""Per cent of the width that the column of a year takes at most."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a column."""

    key: str
    """Class name: ``agree``, ``diverge``, ``only-a`` (left), ``only-b`` (right), ``only-c`` (any one), or ``unattributed`` where
    there is no other version to compare with."""
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class CallColumn:
    """A call in the row of its year."""

    call: TimelineCall
    x: float
    """Its left edge."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its calls."""

    year: int
    top: float
    """Where its number stands."""
    middle: float
    """The line that the columns are balanced on."""
    height: float
    """Of the row, its number included."""
    width: float
    """Per cent of the width that each of its columns takes."""
    columns: tuple[CallColumn, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month on the axis."""

    day: date
    x: float


@dataclass(frozen=True, slots=True)
class Years:
    """The timeline."""

    rows: tuple[YearRow, ...]
    months: tuple[Month, ...]
    foot: float
    height: int


@dataclass(frozen=True, slots=True)
class YearColumn:
    """All calls of a year in the overview."""

    year: TimelineYear
    x: float
    """Its left edge."""
    middle: float
    width: float
    blocks: tuple[Block, ...]
    labelled: bool
    """Whether its number fits beside the one before on a narrow screen."""


def draw_years(calls: Sequence[TimelineCall]) -> Years | None:
    """Return the timeline of some calls, the latest year first, or None where there are none."""
    if not calls:
        return None
    ordered = sorted(calls, key=lambda call: (-call.date.year, call.date, call.slug))
    above = max(call.balance.shared / 2 + call.balance.only_left for call in ordered)
    below = max(call.balance.shared / 2 + call.balance.only_right for call in ordered)
    unit = PLOT / max(above + below, 1)
    up, height = above * unit, HEAD + max((above + below) * unit, 8) + 6
    rows = []
    for place, (year, held) in enumerate(groupby(ordered, key=lambda call: call.date.year)):
        top = place * height
        rows.append(_row(year, list(held), top, top + HEAD + up, height, unit))
    axis = _year_axis(2000)
    foot = len(rows) * height
    return Years(
        rows=tuple(rows),
        months=tuple(
            Month(date(2000, month, 1), round(axis.place(date(2000, month, 1)), 2)) for month in (1, 4, 7, 10)
        ),
        foot=round(foot, 1),
        height=round(foot) + FOOT,
    )


def draw_overview(years: Sequence[TimelineYear], *, directed: bool) -> tuple[YearColumn, ...]:
    """Return a column for each year, the earliest first; nothing for one year alone.

    Args:
        years: of all calls that the filter leaves.
        directed: whether left and right are the same two sides in every call.
    """
    if len(years) < 2:
        return ()
    step = (100 - 2 * MARGIN) / len(years)
    width = min(0.7 * step, WIDEST_YEAR)
    every = max(1, -(-len(years) // 8))
    unit = YEARS_HEIGHT / max(max(year.balance.told for year in years), 1)
    columns = []
    for place, year in enumerate(years):
        middle = MARGIN + step * (place + 0.5)
        blocks = _stacked(year.balance, unit, left="only-a" if directed else "only-c")
        columns.append(
            YearColumn(
                year, round(middle - width / 2, 2), round(middle, 2), round(width, 2), blocks, place % every == 0
            )
        )
    return tuple(columns)


def _year_axis(year: int) -> DateAxis:
    return DateAxis(date(year, 1, 1), date(year, 12, 31))


def _row(year: int, calls: Sequence[TimelineCall], top: float, middle: float, height: float, unit: float) -> YearRow:
    axis = _year_axis(year)
    gap = min(GAP, (100 - 2 * MARGIN) / max(len(calls) - 1, 1))
    width = FILLED * gap
    xs = spread([axis.place(call.date) for call in calls], gap)
    columns = tuple(
        CallColumn(call, round(x - width / 2, 2), _balanced(call, middle, unit))
        for call, x in zip(calls, xs, strict=True)
    )
    return YearRow(year, round(top, 1), round(middle, 1), round(height, 1), round(width, 2), columns)


def _balanced(call: TimelineCall, middle: float, unit: float) -> tuple[Block, ...]:
    """Return the parts of a call's column from top to bottom."""
    balance = call.balance
    y = middle - (balance.shared / 2 + balance.only_left) * unit
    parts = (
        ("unattributed" if call.missing else "only-a", balance.only_left),
        ("agree", balance.agree),
        ("diverge", balance.diverge),
        ("unattributed" if call.missing else "only-b", balance.only_right),
    )
    return _blocks(parts, y, unit)


def _stacked(balance: Balance, unit: float, *, left: str) -> tuple[Block, ...]:
    """Return the parts of a year's column from top to bottom, standing on the ground."""
    parts = (
        ("only-b", balance.only_right),
        (left, balance.only_left),
        ("diverge", balance.diverge),
        ("agree", balance.agree),
    )
    return _blocks(parts, YEARS_HEIGHT - balance.told * unit, unit)


def _blocks(parts: Sequence[tuple[str, int]], y: float, unit: float) -> tuple[Block, ...]:
    blocks = []
    for key, count in parts:
        if count:
            blocks.append(Block(key, round(y, 2), round(count * unit, 2)))
            y += count * unit
    return tuple(blocks)
