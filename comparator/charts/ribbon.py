"""Coordinates of the alignment ribbon: both accounts of a call in their own order, with bands between what both tell.

Takes rows of the comparison, gives positions in the units of a fixed drawing area. It draws nothing: templates do, with classes of the
style sheet on the page and with plain colours in the file for download.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from comparator.charts.labels import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.selectors.records import Occurrence, SideView
    from comparator.selectors.statements import Cell, StatementRow

BAR = 14
"""Width of the bars; their labels stand outside, so that no text lies on a hatch."""
LEFT, RIGHT = 320, 580
"""Inner edges of the bars: the bands run between them."""
TOP = 34
"""Below the names of the versions."""
GAP = 6
PER_WORD = 1.1
SHORTEST, TALLEST = 24, 80
"""Heights of bars: a label of one line fits the shortest, and one long sentence does not push all others off the screen."""
LONGEST_LABEL = 40
"""Characters of a label that fit beside a bar at the size of its text."""
MOST_ROWS = 40
"""More rows make a drawing in which nothing can be followed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A statement in one side's own order."""

    row: StatementRow
    cell: Cell
    number: int
    """From 1."""
    first: bool = True
    """Whether no side to the left tells the statement."""


@dataclass(frozen=True, slots=True)
class Block:
    """The bar of a statement in one account."""

    place: Place
    words: int
    y: float
    height: float
    label: str

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True, slots=True)
class Band:
    """What joins the two bars of a statement."""

    row: StatementRow
    path: str


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in the table of the drawing's data."""

    row: StatementRow
    left: Block | None
    right: Block | None


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The drawing."""

    sides: tuple[SideView, SideView]
    height: int
    left: tuple[Block, ...]
    right: tuple[Block, ...]
    bands: tuple[Band, ...]
    crossings: int
    """Pairs of common statements that the two accounts tell in opposite order."""
    lines: tuple[Line, ...]


def own_order(rows: Iterable[StatementRow], side: SideView) -> tuple[Place, ...]:
    """Return what a side tells in the order in which its account does: that of its fullest source, then what others add."""
    told = [(row, cell) for row in rows for cell in row.cells if cell.side.code == side.code and cell.lead]
    carried = Counter(document for _row, cell in told for document in {o.document for o in _places(cell)})
    rank = {document: n for n, (document, _) in enumerate(sorted(carried.items(), key=lambda c: (-c[1], c[0])))}
    told.sort(key=lambda item: (min((rank[o.document], o.number) for o in _places(item[1])), item[0].number))
    return tuple(Place(row, cell, number) for number, (row, cell) in enumerate(told, 1))


def own_orders(rows: Sequence[StatementRow], sides: Iterable[SideView]) -> list[tuple[SideView, tuple[Place, ...]]]:
    """Return what each side tells in its own order; the first place of a statement is where its address leads."""
    seen: set[str] = set()
    orders = []
    for side in sides:
        places = own_order(rows, side)
        orders.append((side, tuple(replace(place, first=place.row.public_id not in seen) for place in places)))
        seen |= {place.row.public_id for place in places}
    return orders


def choose_pair(sides: Sequence[SideView], code: str) -> tuple[SideView, ...]:
    """Return the two sides that an address names, as "IN-RU", or the first two."""
    pairs = {pair_code(pair): pair for pair in combinations(sides, 2)}
    return pairs.get(code, tuple(sides[:2]))


def pair_code(pair: Sequence[SideView]) -> str:
    """Return how an address names two sides."""
    return "-".join(side.code for side in pair)


def draw_ribbon(rows: Sequence[StatementRow], sides: Sequence[SideView]) -> Ribbon | None:
    """Return the ribbon of two sides (of more, the first two), or None where there is nothing to join or too much to follow."""
    if len(sides) < 2 or not 0 < len(rows) <= MOST_ROWS:
        return None
    left, right = (_blocks(own_order(rows, side)) for side in sides[:2])
    if not left and not right:
        return None
    of_left, of_right = ({block.place.row.public_id: block for block in blocks} for blocks in (left, right))
    common = [row for row in rows if row.public_id in of_left and row.public_id in of_right]
    drawn = [row for row in rows if row.public_id in of_left or row.public_id in of_right]
    return Ribbon(
        sides=(sides[0], sides[1]),
        height=round(max(block.y + block.height for block in (*left, *right))) + GAP,
        left=left,
        right=right,
        bands=tuple(Band(row, _path(of_left[row.public_id], of_right[row.public_id])) for row in common),
        crossings=_crossings(common, of_left, of_right),
        lines=tuple(Line(row, of_left.get(row.public_id), of_right.get(row.public_id)) for row in drawn),
    )


def _places(cell: Cell) -> list[Occurrence]:
    return [occurrence for wording in cell.wordings for occurrence in wording.occurrences]


def _blocks(places: Iterable[Place]) -> tuple[Block, ...]:
    blocks = []
    y = float(TOP)
    for place in places:
        words = len(place.cell.lead.text.split()) if place.cell.lead else 0
        height = min(max(PER_WORD * words, SHORTEST), TALLEST)
        blocks.append(
            Block(
                place,
                words,
                round(y, 1),
                round(height, 1),
                shorten(f"{place.row.number}. {place.row.label}", LONGEST_LABEL),
            )
        )
        y += height + GAP
    return tuple(blocks)


def _path(left: Block, right: Block) -> str:
    middle = (LEFT + RIGHT) / 2
    top, bottom = f"C{middle:g} {left.y:g} {middle:g} {right.y:g} {RIGHT} {right.y:g}", right.y + right.height
    back = f"C{middle:g} {bottom:g} {middle:g} {left.y + left.height:g} {LEFT} {left.y + left.height:g}"
    return f"M{LEFT} {left.y:g}{top}V{bottom:g}{back}Z"


def _crossings(common: Iterable[StatementRow], left: Mapping[str, Block], right: Mapping[str, Block]) -> int:
    pairs = combinations([(left[row.public_id].y, right[row.public_id].y) for row in common], 2)
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in pairs)
