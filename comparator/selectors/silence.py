"""What only one side tells, in both directions, and which sources carried it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from comparator.engine.records import Verdict
from comparator.selectors.filters import StatementFilter
from comparator.selectors.kept import kept
from comparator.selectors.statements import STATEMENTS_PER_PAGE, StatementRow, ordered_statements, statement_rows

if TYPE_CHECKING:
    from comparator.models import Statement
    from comparator.selectors.records import CallSummary, SideView, SourceView


@dataclass(frozen=True, slots=True)
class Carrier:
    """How many of the statements a source carries."""

    source: SourceView
    count: int


@dataclass(frozen=True, slots=True)
class Direction:
    """What one side alone tells."""

    side: SideView
    silent: tuple[SideView, ...]
    """The sides that do not tell it."""
    total: int
    rows: tuple[StatementRow, ...]
    """Those of this page."""
    carriers: tuple[Carrier, ...]
    """Every source of the call, those that carry most of this page's statements first."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A page of the statements that only one side tells."""

    page: Page[Statement]
    directions: tuple[Direction, ...]


@kept(16, lambda call, number=1: (call.pk, str(number)))
def get_silence(call: CallSummary, number: str | int = 1) -> Silence:
    """Return what each side of a call tells alone."""
    narrowed = StatementFilter(verdict=Verdict.ONE_SIDED.value)
    statements = ordered_statements(call, narrowed).order_by("only_side", "position", "pk")
    page = Paginator(statements, STATEMENTS_PER_PAGE).get_page(number)
    rows = statement_rows([call], list(page.object_list))
    totals = {segment.side.code: segment.count for segment in call.segments if segment.side}
    return Silence(page, tuple(_direction(call, side, rows, totals.get(side.code, 0)) for side in call.sides))


def _direction(call: CallSummary, side: SideView, rows: tuple[StatementRow, ...], total: int) -> Direction:
    own = tuple(row for row in rows if row.only == side)
    carried = Counter(
        document for row in own for document in {o.document for w in row.all_wordings for o in w.occurrences}
    )
    carriers = (Carrier(source, carried[source.public_id]) for source in call.sources)
    return Direction(
        side=side,
        silent=tuple(other for other in call.sides if other != side),
        total=total,
        rows=own,
        carriers=tuple(sorted(carriers, key=lambda carrier: -carrier.count)),
    )
