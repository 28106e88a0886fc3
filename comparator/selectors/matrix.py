"""Statement × source: which source carries which version of each statement, and how directly.

Takes a call and the filter of its page, gives a page of rows with a cell for each source; costs what a page of statements costs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from comparator.engine.records import Verdict
from comparator.models import Document, Statement
from comparator.selectors.kept import kept
from comparator.selectors.statements import StatementRow, ordered_statements, statement_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from comparator.selectors.filters import StatementFilter
    from comparator.selectors.records import CallSummary, Occurrence, SideView, SourceView

ROWS_PER_PAGE = 40
"""Rows of twenty sources: a page of more would pass the budget of 150 KB."""
COLUMNS_PER_PAGE = 20
SORTS = ("order", "divergence", "silence")


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a statement in a source: the most direct place that it has there."""

    side: SideView | None
    place: Occurrence

    @property
    def how(self) -> str:
        """``quoted``, ``reported`` or ``own`` (the outlet's own words)."""
        if not self.place.own_voice:
            return "own"
        return "quoted" if self.place.quoted else "reported"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one source has of one statement."""

    source: SourceView
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A statement and its cells."""

    row: StatementRow
    cells: tuple[MatrixCell, ...]

    @property
    def carried(self) -> int:
        """How many of all sources carry it."""
        return self.row.sources


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of one kind: official or press, of one home."""

    label: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the table."""

    page: Page[Statement]
    columns: Page[SourceView]
    groups: tuple[Group, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]
    """For each column, how many of the rows shown it carries."""


@kept(16, lambda call, narrowed, sort, number=1, columns=1: (call.pk, narrowed, sort, str(number), str(columns)))
def get_matrix(
    call: CallSummary, narrowed: StatementFilter, sort: str, number: str | int = 1, columns: str | int = 1
) -> Matrix:
    """Return a page of the table of a call."""
    groups = _groups(call)
    shown = list_sources(call, columns)
    page = Paginator(_sorted(ordered_statements(call, narrowed), sort), ROWS_PER_PAGE).get_page(number)
    rows = tuple(_row(row, list(shown)) for row in statement_rows([call], list(page.object_list)))
    visible = {source.public_id for source in shown}
    kept = (Group(g.label, tuple(s for s in g.sources if s.public_id in visible)) for g in groups)
    return Matrix(
        page=page,
        columns=shown,
        groups=tuple(group for group in kept if group.sources),
        rows=rows,
        totals=tuple(sum(bool(row.cells[i].entries) for row in rows) for i in range(len(shown))),
    )


def list_sources(call: CallSummary, number: str | int = 1) -> Page[SourceView]:
    """Return a page of the sources of a call, in the order of the table's columns."""
    return Paginator([s for group in _groups(call) for s in group.sources], COLUMNS_PER_PAGE).get_page(number)


def _groups(call: CallSummary) -> list[Group]:
    """Return the sources by kind: official of each side, press of each side, others; each in order of date."""
    parts: list[tuple[str, list[SourceView]]] = [
        (
            _("%(adjective)s official") % {"adjective": side.adjective},
            [s for s in call.sources if _is_from(s, side) and s.official],
        )
        for side in call.sides
    ]
    parts += [
        (
            _("%(adjective)s press") % {"adjective": side.adjective},
            [s for s in call.sources if _is_from(s, side) and not s.official],
        )
        for side in call.sides
    ]
    placed = {source.public_id for _label, sources in parts for source in sources}
    parts.append((_("Other sources"), [source for source in call.sources if source.public_id not in placed]))
    return [Group(label, tuple(sources)) for label, sources in parts if sources]


def _is_from(source: SourceView, side: SideView) -> bool:
    return source.side == side.code


def _sorted(statements: QuerySet[Statement], sort: str) -> QuerySet[Statement]:
    if sort == "divergence":
        order = (Verdict.DIVERGE, Verdict.ONE_SIDED, Verdict.AGREE, Verdict.UNATTRIBUTED)
        ranks = [When(verdict=verdict.value, then=Value(rank)) for rank, verdict in enumerate(order)]
        return statements.order_by(Case(*ranks, default=Value(9), output_field=IntegerField()), "position", "pk")
    if sort == "silence":
        published = Q(members__sentence__document__status=Document.Status.PUBLISHED)
        carried = Count("members__sentence__document", filter=published, distinct=True)
        return statements.annotate(carried=carried).order_by("carried", "position", "pk")
    return statements


def _row(row: StatementRow, sources: Sequence[SourceView]) -> MatrixRow:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for cell in row.cells:
        for place in _most_direct(o for wording in cell.wordings for o in wording.occurrences):
            found[place.document].append(Entry(cell.side, place))
    for place in _most_direct(o for wording in row.unplaced for o in wording.occurrences):
        found[place.document].append(Entry(None, place))
    return MatrixRow(row, tuple(MatrixCell(s, tuple(found.get(s.public_id, ()))) for s in sources))


def _most_direct(places: Iterable[Occurrence]) -> list[Occurrence]:
    """Return of each document the place nearest to the side's own words, headlines last."""
    best: dict[str, Occurrence] = {}
    for place in sorted(places, key=lambda o: (o.headline, not o.own_voice, not o.quoted, o.number)):
        best.setdefault(place.document, place)
    return list(best.values())
