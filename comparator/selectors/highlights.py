"""Statements for the front page: where the versions of the latest calls diverge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comparator.engine.records import Verdict
from comparator.models import Statement
from comparator.selectors.records import CallSummary
from comparator.selectors.statements import StatementRow, statement_rows

CANDIDATES = 8
"""Statements looked at for each one shown: some have a version only in an outlet's words and would show one empty cell."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A diverging statement and its call."""

    call: CallSummary
    row: StatementRow


def diverging_highlights(calls: Sequence[CallSummary], count: int) -> tuple[Highlight, ...]:
    """Return the diverging statements with the most reasons of the latest call that has some; four queries."""
    call = next((c for c in calls if any(s.verdict == Verdict.DIVERGE and s.count for s in c.segments)), None)
    if call is None:
        return ()
    statements = Statement.objects.filter(call__slug=call.slug, retired=False, verdict=Verdict.DIVERGE.value)
    rows = statement_rows(call, list(statements.order_by("position", "pk")[: count * CANDIDATES]))
    told = [row for row in rows if len(row.compared) > 1]
    told.sort(key=lambda row: (-len(row.reasons), row.number))
    return tuple(Highlight(call, row) for row in told[:count])
