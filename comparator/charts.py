"""Coordinates of the charts: verdict bars and the timeline of calls.

Takes summaries of calls, gives positions in per cent and heights in pixels, so that one drawing fits every width and its
text is never scaled. It draws nothing: the templates do, with classes of the style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from comparator.selectors.records import CallSummary, Segment

COLUMN_HEIGHT = 96
"""Pixels of the tallest column of the timeline."""
MIN_GAP = 5.0
"""Per cent of the width between two columns: 17 px on the narrowest phone."""
LABEL_GAP = 16.0
"""Per cent of the width that a date takes on the narrowest phone."""
MARGIN = 4.0
"""Per cent left free on both sides, so that no column or label is cut."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A segment of a stacked bar, in per cent of its width."""

    segment: Segment
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Block:
    """A segment of a column, in pixels from the top of the chart's plot."""

    segment: Segment
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A call on the timeline."""

    call: CallSummary
    x: float
    top: float
    blocks: tuple[Block, ...]
    crowded: bool = False
    """Whether its date would run into the one before on a narrow screen."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a year on the axis."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Columns by date, each as high as the call has statements."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]


def verdict_bars(call: CallSummary) -> tuple[Bar, ...]:
    """Return the segments of a call's bar; their widths add up to 100."""
    bars = []
    x = 0.0
    for segment in call.shown_segments:
        width = 100 * segment.count / call.total
        bars.append(Bar(segment, round(x, 3), round(width, 3)))
        x += width
    return tuple(bars)


def timeline(calls: Sequence[CallSummary]) -> Timeline:
    """Return the timeline of some calls."""
    if not calls:
        return Timeline((), ())
    ordered = sorted(calls, key=lambda call: (call.date, call.slug))
    first, last = ordered[0].date.toordinal(), ordered[-1].date.toordinal()
    days = max(last - first, 1)
    usable = 100 - 2 * MARGIN

    def place(day: date) -> float:
        return MARGIN + usable * (day.toordinal() - first) / days

    xs = _apart([place(call.date) for call in ordered]) if len(ordered) > 1 else [50.0]
    tallest = max(max(call.total for call in ordered), 1)
    return Timeline(
        columns=_uncrowded([_column(call, x, tallest) for call, x in zip(ordered, xs, strict=True)]),
        ticks=tuple(
            Tick(year, round(place(ordered[0].date.replace(year=year, month=1, day=1)), 2))
            for year in range(ordered[0].date.year + 1, ordered[-1].date.year + 1)
        ),
    )


def _apart(xs: Sequence[float]) -> list[float]:
    """Move columns that would overlap apart: to the right, then back from the right edge."""
    gap = min(MIN_GAP, (100 - 2 * MARGIN) / (len(xs) - 1))
    moved = list(xs)
    for index in range(1, len(moved)):
        moved[index] = max(moved[index], moved[index - 1] + gap)
    moved[-1] = min(moved[-1], 100 - MARGIN)
    for index in range(len(moved) - 2, -1, -1):
        moved[index] = min(moved[index], moved[index + 1] - gap)
    return moved


def _column(call: CallSummary, x: float, tallest: int) -> Column:
    unit = COLUMN_HEIGHT / tallest
    y = float(COLUMN_HEIGHT)
    blocks = []
    for segment in call.shown_segments:
        y -= segment.count * unit
        blocks.append(Block(segment, round(y, 2), round(segment.count * unit, 2)))
    return Column(call, round(x, 2), round(y, 2), tuple(blocks))


def _uncrowded(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Flag the columns whose date does not fit beside the last one that does."""
    flagged = []
    last = -LABEL_GAP
    for column in columns:
        crowded = column.x - last < LABEL_GAP
        last = last if crowded else column.x
        flagged.append(replace(column, crowded=crowded))
    return tuple(flagged)
