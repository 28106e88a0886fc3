"""Verdicts of calls: the bar of one call, and columns of several at their dates.

Takes summaries of calls, gives positions in per cent and heights in pixels, so that one drawing fits every width and its
text is never scaled. It draws nothing: the templates do, with classes of the style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comparator.charts.axis import DateAxis, Tick, bar_parts, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.selectors.records import CallSummary, Segment

COLUMN_HEIGHT = 96
"""Pixels of the tallest column of the timeline."""
MIN_GAP = 5.0
"""Per cent of the width between two columns: 17 px on the narrowest phone."""
LABEL_GAP = 16.0
"""Per cent of the width that a date takes on the narrowest phone."""


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
class Timeline:
    """Columns by date, each as high as the call has statements."""

    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]


def verdict_bars(call: CallSummary) -> tuple[Bar, ...]:
    """Return the segments of a call's bar; their widths add up to 100."""
    places = bar_parts([segment.count for segment in call.shown_segments], call.total)
    return tuple(Bar(segment, x, width) for segment, (x, width) in zip(call.shown_segments, places, strict=True))


def timeline(calls: Sequence[CallSummary]) -> Timeline:
    """Return the timeline of some calls."""
    if not calls:
        return Timeline((), ())
    ordered = sorted(calls, key=lambda call: (call.date, call.slug))
    axis = DateAxis(ordered[0].date, ordered[-1].date)
    xs = spread([axis.place(call.date) for call in ordered], MIN_GAP) if len(ordered) > 1 else [50.0]
    tallest = max(max(call.total for call in ordered), 1)
    return Timeline(
        columns=_uncrowded([_column(call, x, tallest) for call, x in zip(ordered, xs, strict=True)]),
        ticks=axis.years(),
    )


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
