"""Coordinates of the charts."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.charts.verdicts import COLUMN_HEIGHT, timeline, verdict_bars
from comparator.selectors.records import CallSummary, Segment

days = st.lists(st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31)), min_size=1, max_size=60)


def call(day=datetime.date(2022, 2, 24), counts=(1, 2, 3)):
    segments = tuple(Segment(name, n) for name, n in zip(("agree", "diverge", "unattributed"), counts, strict=True))
    return CallSummary(pk=1, slug=day.isoformat(), date=day, proposed=False, sides=(), sources=(), segments=segments)


def test_a_bar_is_as_wide_as_the_count():
    assert [(bar.segment.verdict, bar.x, bar.width) for bar in verdict_bars(call(counts=(1, 0, 3)))] == [
        ("agree", 0, 25),
        ("unattributed", 25, 75),
    ]


def test_a_call_without_statements_has_no_bar():
    assert verdict_bars(call(counts=(0, 0, 0))) == ()
    assert timeline([call(counts=(0, 0, 0))]).columns[0].blocks == ()


def test_no_calls_no_timeline():
    assert timeline([]).columns == ()


def test_the_tallest_column_fills_the_plot():
    columns = timeline([call(counts=(1, 2, 3)), call(datetime.date(2023, 1, 1), (1, 0, 0))]).columns
    assert columns[0].top == 0
    assert columns[1].top == pytest.approx(COLUMN_HEIGHT * 5 / 6, abs=0.01)


def test_years_are_marked():
    marks = timeline([call(datetime.date(2021, 12, 9)), call(datetime.date(2024, 3, 20))]).ticks
    assert [tick.year for tick in marks] == [2022, 2023, 2024]


def test_a_leap_day_is_a_day():
    assert len(timeline([call(datetime.date(2024, 2, 29)), call(datetime.date(2025, 3, 1))]).ticks) == 1


@given(days)
def test_columns_stand_in_order_apart_and_inside(dates):
    xs = [column.x for column in timeline([call(day) for day in dates]).columns]
    assert xs == sorted(xs)
    assert all(0 <= x <= 100 for x in xs)
    assert len(set(xs)) == len(xs)


@given(st.tuples(*[st.integers(0, 500)] * 3))
def test_bars_add_up(counts):
    bars = verdict_bars(call(counts=counts))
    assert sum(bar.width for bar in bars) == pytest.approx(100 if sum(counts) else 0, abs=0.01)
