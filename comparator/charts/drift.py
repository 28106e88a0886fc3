"""Drift of wording: the wordings of a stock phrase one below the other, a mark at every call that has one.

Takes the wordings of a formula, gives positions in per cent of the width and pixels of the height.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.charts.axis import DateAxis, Tick
from comparator.charts.labels import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.selectors.formulas import FormulaUseView, Wording

ROW = 44
"""Pixels of a row: a line of text, and its marks below."""
FOOT = 26
"""Pixels of the numbers of the years."""
EDGE = 32.0
"""Per cent of the width that the first and the last date take on the narrowest phone, and half of a year's number."""
LONGEST_LABEL = 46
"""Characters of a wording that fit on the narrowest phone."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A use of a wording."""

    use: FormulaUseView
    x: float


@dataclass(frozen=True, slots=True)
class Row:
    """A wording from its first use to its last."""

    wording: Wording
    label: str
    y: int
    """Where its marks stand."""
    start: float
    end: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """The drawing."""

    rows: tuple[Row, ...]
    axis: DateAxis
    ticks: tuple[Tick, ...]
    foot: int
    """Where the rows end and the years begin."""
    height: int


def draw_drift(wordings: Sequence[Wording]) -> Drift | None:
    """Return the drift of some wordings, or None where there is none that is used."""
    days = [use.call_date for wording in wordings for use in wording.uses]
    if not days:
        return None
    axis = DateAxis(min(days), max(days))
    foot = ROW * len(wordings) + 8
    return Drift(
        rows=tuple(_row(wording, axis, place) for place, wording in enumerate(wordings)),
        axis=axis,
        ticks=axis.years(EDGE),
        foot=foot,
        height=foot + FOOT,
    )


def _row(wording: Wording, axis: DateAxis, place: int) -> Row:
    marks = tuple(Mark(use, round(axis.place(use.call_date), 2)) for use in wording.uses)
    xs = [mark.x for mark in marks] or [0.0]
    label = shorten(f"{wording.number}. {wording.text}", LONGEST_LABEL)
    return Row(wording, label, ROW * place + 34, min(xs), max(xs), marks)
