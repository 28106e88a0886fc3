"""Coordinates of the ribbon: bars in order and apart, bands from bar to bar, crossings counted."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.charts.ribbon import GAP, LEFT, LONGEST_LABEL, MOST_ROWS, RIGHT, TOP, draw_ribbon, own_order
from comparator.selectors.records import Occurrence, SideView
from comparator.selectors.statements import Cell, StatementRow, Wording

SIDES = (SideView("AA", "Leftland", "Leftish", 0), SideView("BB", "Rightland", "Rightish", 1))


def place(document, number):
    return Occurrence(
        sentence=number,
        document=document,
        outlet=document,
        official=False,
        published=None,
        number=number,
        start=0,
        end=1,
    )


def cell(side, version):
    if version is None:
        return Cell(side)
    document, at, words = version
    return Cell(side, Wording("word " * words, (place(document, at),)))


def row(number, *told, verdict="agree"):
    """A statement; ``told`` gives for each side (document, sentence number, words) or None."""
    cells = tuple(cell(side, version) for side, version in zip(SIDES, told, strict=True))
    return StatementRow(f"s{number}", number, f"Label {number}", verdict, None, cells, ())


def numbers(blocks):
    return [block.place.row.number for block in blocks]


def test_a_side_s_order_is_that_of_its_fullest_source():
    rows = [row(1, ("x", 9, 5), None), row(2, ("x", 2, 5), None), row(3, ("y", 0, 5), None)]
    assert [p.row.number for p in own_order(rows, SIDES[0])] == [2, 1, 3]
    assert own_order(rows, SIDES[1]) == ()


def test_what_is_longer_is_higher():
    left = draw_ribbon([row(1, ("x", 0, 30), None), row(2, ("x", 1, 60), None)], SIDES).left
    assert left[0].height < left[1].height
    assert left[0].y == TOP
    assert left[1].y == pytest.approx(TOP + left[0].height + GAP, abs=0.1)


@pytest.mark.parametrize(
    ("label", "drawn"),
    [
        ("Short", "1. Short"),
        ("Safety of civilians and nationals: Ukraine", "1. Safety of civilians and nationals…"),
        ("x" * 60, "1. " + "x" * 36 + "…"),
    ],
)
def test_a_long_label_is_cut_between_words(label, drawn):
    (block,) = draw_ribbon([replace(row(1, ("x", 0, 5), None), label=label)], SIDES).left
    assert block.label == drawn
    assert len(block.label) <= LONGEST_LABEL


def test_crossings_are_counted():
    rows = [row(n, ("x", n, 5), ("y", -n + 10, 5)) for n in range(1, 4)]
    assert draw_ribbon(rows, SIDES).crossings == 3
    assert draw_ribbon([row(n, ("x", n, 5), ("y", n, 5)) for n in range(3)], SIDES).crossings == 0


@pytest.mark.parametrize("rows", [[], [row(1, None, None)], [row(n, ("x", n, 5), None) for n in range(MOST_ROWS + 1)]])
def test_nothing_or_too_much_is_not_drawn(rows):
    assert draw_ribbon(rows, SIDES) is None


def test_one_side_alone_is_no_pair():
    assert draw_ribbon([row(1, ("x", 0, 5), None)], SIDES[:1]) is None


version = st.one_of(st.none(), st.tuples(st.sampled_from("xyz"), st.integers(0, 40), st.integers(1, 200)))


@given(st.lists(st.tuples(version, version), min_size=1, max_size=MOST_ROWS))
def test_bars_stand_apart_and_bands_run_from_bar_to_bar(told):
    rows = [row(number, *versions) for number, versions in enumerate(told)]
    ribbon = draw_ribbon(rows, SIDES)
    if ribbon is None:
        assert all(v == (None, None) for v in told)
        return
    for blocks in (ribbon.left, ribbon.right):
        assert all(a.y + a.height <= b.y for a, b in pairwise(blocks))
        assert all(block.y + block.height <= ribbon.height for block in blocks)
        assert [block.place.number for block in blocks] == list(range(1, len(blocks) + 1))
    both = [number for number, versions in enumerate(told) if None not in versions]
    assert [band.row.number for band in ribbon.bands] == both
    ys = {side: {b.place.row.number: b for b in blocks} for side, blocks in (("l", ribbon.left), ("r", ribbon.right))}
    for band in ribbon.bands:
        start = re.match(rf"M{LEFT} ([\d.]+)C.* {RIGHT} ([\d.]+)V", band.path)
        assert float(start[1]) == pytest.approx(ys["l"][band.row.number].y)
        assert float(start[2]) == pytest.approx(ys["r"][band.row.number].y)
    left, right = (numbers(blocks) for blocks in (ribbon.left, ribbon.right))
    swapped = sum(
        (left.index(a) < left.index(b)) != (right.index(a) < right.index(b)) for a, b in combinations(both, 2)
    )
    assert ribbon.crossings == swapped
    assert sorted(line.row.number for line in ribbon.lines) == sorted({*left, *right})
