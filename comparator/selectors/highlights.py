"""Statements for the front page: where the versions of the latest calls diverge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.records import Verdict
from comparator.models import Statement
from comparator.selectors.kept import kept
from comparator.selectors.statements import StatementRow, statement_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.selectors.records import CallSummary

CANDIDATES = 40
"""Diverging statements looked at, of the latest calls first: many have a version in an outlet's words only."""
ENOUGH_SHARED = 0.3
"""Wordings that share less have no differing words worth a front page: nearly all of them differ."""
LONGEST = 300
"""Characters; longer sentences say too much at once for a first look."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A diverging statement and its call."""

    call: CallSummary
    row: StatementRow


@kept(16, lambda calls, count: (tuple(call.pk for call in calls), count))
def diverging_highlights(calls: Sequence[CallSummary], count: int) -> tuple[Highlight, ...]:
    """Return diverging statements of these calls whose wordings are best compared by eye; four queries."""
    by_pk = {call.pk: call for call in calls}
    statements = Statement.objects.filter(call__in=by_pk, retired=False, verdict=Verdict.DIVERGE.value).order_by(
        "-call__date", "position", "pk"
    )[:CANDIDATES]
    candidates = list(statements)
    rows = statement_rows(calls, candidates)
    found = [
        Highlight(by_pk[statement.call_id], row)
        for statement, row in zip(candidates, rows, strict=True)
        if len(row.compared) > 1
    ]
    found.sort(key=_worth, reverse=True)
    return tuple(found[:count])


def _worth(highlight: Highlight) -> tuple[bool, bool, float]:
    row = highlight.row
    lengths = [len(cell.lead.text) for cell in row.cells if cell.lead]
    return (row.shared >= ENOUGH_SHARED, max(lengths) <= LONGEST, row.shared)
