"""A call at a glance: for each verdict the first statements, with the words that tell and who carried them.

Takes the segments of a call and its rows, which are read already; asks the database nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.selectors.records import CallSummary, Segment, SideView
    from comparator.selectors.statements import StatementRow, Wording

MOST_LINES = 4
"""Statements of a verdict that are named; a link leads to all of them."""
MOST_PHRASES = 2
"""Phrases of a side that are quoted."""


@dataclass(frozen=True, slots=True)
class GlanceVersion:
    """What one side has of a statement: the phrases that the verdict rests on, or its wording where there are none."""

    side: SideView
    phrases: tuple[str, ...]
    wording: Wording


@dataclass(frozen=True, slots=True)
class GlanceLine:
    """A statement in one line."""

    row: StatementRow
    shared: tuple[str, ...]
    """Phrases that stand in both versions."""
    versions: tuple[GlanceVersion, ...]
    """What is quoted of each side; nothing where shared phrases are."""


@dataclass(frozen=True, slots=True)
class GlanceGroup:
    """The statements of one verdict."""

    segment: Segment
    lines: tuple[GlanceLine, ...]
    more: int
    """How many are not named."""


def read_glance(call: CallSummary, rows: Sequence[StatementRow]) -> tuple[GlanceGroup, ...]:
    """Return the call at a glance, from its first rows; statements that no side is given for are left out."""
    groups = []
    for segment in call.shown_segments:
        lines = tuple(_line(row) for row in rows if row.key == segment.key)[:MOST_LINES]
        if lines and segment.verdict != Verdict.UNATTRIBUTED:
            groups.append(GlanceGroup(segment, lines, segment.count - len(lines)))
    return tuple(groups)


def _line(row: StatementRow) -> GlanceLine:
    reasons = [reason for reason in row.telling_reasons if reason.told]
    shared = next((reason.told[0].phrases for reason in reasons if reason.kind == "shared"), ())
    fullest = max(reasons, key=lambda reason: len(reason.told), default=None)
    phrases = {telling.side.code: telling.phrases for telling in fullest.told} if fullest else {}
    versions = tuple(
        GlanceVersion(cell.side, phrases.get(cell.side.code, ())[:MOST_PHRASES], cell.lead)
        for cell in row.cells
        if cell.lead and not shared
    )
    return GlanceLine(row, shared[:MOST_PHRASES], versions)
