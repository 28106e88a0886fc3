"""Coordinates of voice shares, overview ticks and the drift of a wording, and the pairs that a ribbon can show."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.charts.axis import DateAxis
from comparator.charts.drift import ROW, draw_drift
from comparator.charts.labels import shorten
from comparator.charts.ribbon import choose_pair
from comparator.charts.ticks import FEWEST, draw_ticks
from comparator.charts.voices import draw_voices
from comparator.selectors.formulas import FormulaUseView, Wording
from comparator.selectors.records import SideView, SourceView
from comparator.selectors.voices import SourceVoices, VoiceCount, legend

SIDES = tuple(SideView(code, code.title(), code.title(), slot) for slot, code in enumerate(("AA", "BB", "CC")))
SOURCE = SourceView("d1", "Daily", "article", "news article", False, None, "", "AA")


def wording(number, *days):
    uses = tuple(
        FormulaUseView("d", "Daily", 1, "A", "a", "call", datetime.date(2022, 1, 1) + datetime.timedelta(d))
        for d in days
    )
    return Wording(number, f"Wording {number}", (), None, uses)


class TestDrift:
    def test_each_wording_has_a_row_with_its_uses_in_time(self):
        drift = draw_drift([wording(1, 0, 400), wording(2, 200)])
        assert [[mark.x for mark in row.marks] for row in drift.rows] == [[4, 96], [50]]
        assert [(row.start, row.end) for row in drift.rows] == [(4, 96), (50, 50)]
        assert drift.rows[1].y - drift.rows[0].y == ROW
        assert drift.rows[-1].y < drift.foot < drift.height

    def test_uses_on_one_day_stand_at_one_place(self):
        assert [mark.x for mark in draw_drift([wording(1, 5, 5)]).rows[0].marks] == [4, 4]

    def test_without_a_use_there_is_nothing_to_draw(self):
        assert draw_drift([]) is None
        assert draw_drift([wording(1)]) is None


class TestVoices:
    def test_bars_are_divided_as_the_sentences_are(self):
        found = SourceVoices(SOURCE, (VoiceCount("only-a", "A", 3), VoiceCount("unattributed", "itself", 1)))
        (row,) = draw_voices([found, SourceVoices(SOURCE, ())]).rows
        assert [(share.voice.key, share.x, share.width) for share in row.shares] == [
            ("only-a", 0, 75),
            ("unattributed", 75, 25),
        ]

    def test_without_a_sentence_there_is_nothing_to_draw(self):
        assert draw_voices([SourceVoices(SOURCE, ())]) is None

    def test_the_legend_has_each_voice_once(self):
        found = [SourceVoices(SOURCE, (VoiceCount("only-b", "B", n), VoiceCount("only-a", "A", 1))) for n in (2, 3)]
        assert legend(found) == (VoiceCount("only-a", "A", 2), VoiceCount("only-b", "B", 5))


@given(st.integers(FEWEST, 200))
def test_ticks_fill_their_strip_in_order(count):
    drawn = draw_ticks(list(range(count)))
    assert [tick.row for tick in drawn.ticks] == list(range(count))
    assert all(before.at + before.size < after.at for before, after in itertools.pairwise(drawn.ticks))
    assert drawn.ticks[-1].at + drawn.ticks[-1].place == pytest.approx(100, abs=0.1)


def test_a_few_statements_need_no_overview():
    assert draw_ticks(list(range(FEWEST - 1))) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [("", "AABB"), ("AA-CC", "AACC"), ("BB-CC", "BBCC"), ("CC-AA", "AABB"), ("AA-XX", "AABB")],
)
def test_a_pair_is_chosen_by_its_code(code, expected):
    assert "".join(side.code for side in choose_pair(SIDES, code)) == expected


def test_one_side_is_no_pair():
    assert choose_pair(SIDES[:1], "") == SIDES[:1]


@given(st.dates(datetime.date(1950, 1, 1)), st.integers(0, 40_000), st.sampled_from([0.0, 30.0]))
def test_the_years_of_an_axis_are_inside_and_their_numbers_apart(first, days, edge):
    last = min(first, datetime.date(2099, 1, 1)) + datetime.timedelta(days)
    axis = DateAxis(min(first, last), last)
    ticks = axis.years(edge)
    assert all(0 <= tick.x <= 100 for tick in ticks)
    labelled = [tick.x for tick in ticks if tick.labelled]
    assert all(after - before >= 12 for before, after in itertools.pairwise(labelled))
    assert all(edge <= x <= 100 - edge for x in labelled)


@given(st.text(), st.integers(3, 60))
def test_labels_fit(text, longest):
    assert len(shorten(text, longest)) <= longest
