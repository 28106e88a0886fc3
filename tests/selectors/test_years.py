"""Coordinates of the timeline: rows of years, columns balanced on what both accounts tell."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.charts.years import PLOT, YEARS_HEIGHT, draw_overview, draw_years
from comparator.selectors.records import SideView
from comparator.selectors.timeline import Balance, TimelineCall, TimelineYear

BOTH = (SideView("AA", "Leftland", "Leftish", 0, sources=1), SideView("BB", "Rightland", "Rightish", 1, sources=2))
balances = st.builds(Balance, *[st.integers(0, 60)] * 4)
days = st.dates(datetime.date(1999, 1, 1), datetime.date(2030, 12, 31))


SOME = Balance(3, 1, 2, 4)


def call(day=datetime.date(2022, 2, 24), balance=SOME, sides=BOTH):
    return TimelineCall(day.isoformat(), day, "A and B", sides, balance)


def test_no_calls_no_drawing():
    assert draw_years([]) is None
    assert draw_overview([], directed=True) == ()


def test_what_both_tell_stands_across_the_line_and_the_rest_above_and_below():
    (row,) = draw_years([call()]).rows
    (column,) = row.columns
    unit = PLOT / 10
    assert [(block.key, round(block.height / unit)) for block in column.blocks] == [
        ("only-a", 2),
        ("agree", 3),
        ("diverge", 1),
        ("only-b", 4),
    ]
    shared_top = column.blocks[1].y
    shared_bottom = column.blocks[2].y + column.blocks[2].height
    assert (shared_top + shared_bottom) / 2 == pytest.approx(row.middle, abs=0.1)


def test_a_version_that_no_source_gives_is_no_silence():
    sides = (BOTH[0], SideView("BB", "Rightland", "Rightish", 1))
    (row,) = draw_years([call(balance=Balance(only_left=3), sides=sides)]).rows
    assert [block.key for block in row.columns[0].blocks] == ["unattributed"]


def test_years_come_latest_first_and_their_calls_from_january_on():
    drawn = draw_years(
        [call(datetime.date(2021, 5, 1)), call(datetime.date(2023, 9, 1)), call(datetime.date(2023, 2, 1))]
    )
    assert [(row.year, [column.call.date.month for column in row.columns]) for row in drawn.rows] == [
        (2023, [2, 9]),
        (2021, [5]),
    ]


def test_the_overview_is_for_more_than_one_year():
    years = [TimelineYear(year, 2, 1, Balance(1, 1, 2, 0)) for year in (2021, 2022)]
    assert draw_overview(years[:1], directed=True) == ()
    columns = draw_overview(years, directed=False)
    assert [block.key for block in columns[0].blocks] == ["only-c", "diverge", "agree"]
    assert sum(block.height for block in columns[0].blocks) == pytest.approx(YEARS_HEIGHT, abs=0.1)
    assert draw_overview(years, directed=True)[0].blocks[0].key == "only-a"


@given(st.lists(st.tuples(days, balances), min_size=1, max_size=80))
def test_columns_stand_in_order_inside_their_row_and_do_not_overlap(drawn_from):
    drawn = draw_years([call(day, balance) for day, balance in drawn_from])
    for row in drawn.rows:
        xs = [column.x for column in row.columns]
        assert all(after - before >= row.width - 0.02 for before, after in itertools.pairwise(xs))
        assert xs[0] >= 0 and xs[-1] + row.width <= 100
        for column in row.columns:
            for block in column.blocks:
                assert row.top <= block.y + 0.1
                assert block.y + block.height <= row.top + row.height + 0.1
    assert drawn.height > drawn.foot


@given(st.lists(balances, min_size=2, max_size=60))
def test_the_columns_of_the_overview_stay_inside(found):
    columns = draw_overview([TimelineYear(1960 + n, 1, 1, b) for n, b in enumerate(found)], directed=True)
    assert all(column.x >= 0 and column.x + column.width <= 100 for column in columns)
    assert all(block.y >= -0.1 for column in columns for block in column.blocks)
