"""Date expressions: what is found, what it means, and that nothing is guessed."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.location.calltokens import fold, tokenise
from comparator.engine.location.dates import agrees, find_dates, may_name_day, resolve

GOLDEN = [
    ("They spoke on Wednesday, 2 March, at noon.", ["Wednesday, 2 March"]),
    ("On December 30, the President had a call.", ["December 30"]),
    ("in Geneva on January 9–10 and in Brussels on January 12", ["January 9–10", "January 12"]),
    ("They met on 7th of May 2021 and on Feb. 24, 2022.", ["7th of May 2021", "Feb. 24, 2022"]),
    ("published 2022-02-24 17:56", ["2022-02-24"]),
    ("21 февраля 2025 года, в пятницу", ["21 февраля 2025", "пятницу"]),
    ("24 फरवरी को, गुरुवार", ["24 फरवरी", "गुरुवार"]),
    ("the summit of December 2021", ["December 2021"]),
    ("He called yesterday, and again this morning.", ["yesterday", "this morning"]),
    ("last Thursday and next Monday", ["last Thursday", "next Monday"]),
    ("They may speak; the March was long; May I ask?", []),
    ("Elections in May will decide.", ["May"]),
    ("31.12.2021", ["31.12.2021"]),
    ("In their March conversation, as in last November's call, they may call it off.", ["March", "last November's"]),
    ("They may call; march talks failed; May talks failed.", ["May"]),
    ("on August 27 last year, and 3 May of this year", ["August 27 last year", "3 May of this year"]),
    ("last year they met in March", ["March"]),
    ("30 February and 32 March", []),
    ("12 March is a date, 1234 March is not", ["12 March"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), GOLDEN)
def test_expressions(text, found):
    assert [d.text for d in find_dates(text)] == found


def test_a_range_holds_its_last_day():
    (expression,) = find_dates("January 9–10")
    assert (expression.month, expression.day, expression.last_day) == (1, 9, 10)
    assert agrees(expression, date(2022, 1, 10))
    assert not agrees(expression, date(2022, 1, 11))


MEANINGS = [
    ("yesterday", date(2022, 3, 3), date(2022, 3, 2)),
    ("3 days ago", date(2022, 3, 3), date(2022, 2, 28)),
    ("Thursday", date(2022, 3, 3), date(2022, 3, 3)),
    ("Friday", date(2022, 3, 3), date(2022, 2, 25)),
    ("next Friday", date(2022, 3, 3), date(2022, 3, 4)),
    ("31 December", date(2022, 1, 2), date(2021, 12, 31)),
    ("2 January", date(2021, 12, 30), date(2022, 1, 2)),
    ("30 June 2023", None, date(2023, 6, 30)),
    ("30 June", None, None),
    ("Thursday", None, None),
    ("yesterday", None, None),
]


@pytest.mark.parametrize(("text", "written", "day"), MEANINGS)
def test_meanings(text, written, day):
    (expression,) = find_dates(text)
    assert resolve(expression, written) == day


AGREEMENTS = [
    ("Thursday", date(2022, 2, 24), None, True),
    ("Thursday", date(2022, 2, 23), None, False),
    ("Thursday", date(2022, 2, 24), date(2022, 2, 25), True),
    ("Thursday", date(2022, 2, 17), date(2022, 2, 25), False),
    ("last Thursday", date(2022, 2, 17), date(2022, 2, 25), True),
    ("today", date(2022, 2, 24), None, None),
    ("today", date(2022, 2, 24), date(2022, 2, 24), True),
    ("last month", date(2022, 2, 24), date(2022, 3, 20), True),
    ("last month", date(2022, 1, 24), date(2022, 3, 20), False),
    ("last week", date(2022, 2, 24), date(2022, 3, 2), True),
    ("24 February", date(2022, 2, 24), date(2022, 3, 2), True),
    ("24 February", date(2019, 2, 24), date(2022, 3, 2), False),
    ("Friday, 24 February", date(2022, 2, 24), None, False),
]


@pytest.mark.parametrize(("text", "day", "written", "verdict"), AGREEMENTS)
def test_agreement(text, day, written, verdict):
    (expression,) = find_dates(text)
    assert agrees(expression, day, written) is verdict


@given(st.text(max_size=300))
def test_spans_are_in_order_and_hold_their_text(text):
    found = find_dates(text)
    assert all(text[d.start : d.end] == d.text for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_an_iso_date_is_itself(day):
    (expression,) = find_dates(f"on {day.isoformat()}")
    assert resolve(expression, None) == day
    assert agrees(expression, day)


@given(st.dates(date(1990, 1, 10), date(2090, 12, 20)), st.integers(0, 6))
def test_a_weekday_lies_in_the_week_before(written, weekday):
    name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday]
    (expression,) = find_dates(name)
    day = resolve(expression, written)
    assert day is not None and day.weekday() == weekday and 0 <= (written - day).days <= 6
    assert agrees(expression, day, written)


@pytest.mark.parametrize("unit", ["January ", "Wednesday, ", "1 ", "9-", "in ", "12.12.", "2 of the ", "last "])
def test_hostile_text_is_read_in_linear_time(unit):
    import time

    def seconds(size):
        text = unit * (size // len(unit))
        started = time.process_time()
        find_dates(text)
        return time.process_time() - started

    assert seconds(160_000) < 5


@given(st.text(alphabet="today's mid-July 3.04.2021 Friday вчера आज ", max_size=60))
def test_no_date_is_missed_by_its_words(text):
    folded = fold(text)
    words = [token.word for token in tokenise(text, folded)]
    assert may_name_day(folded, words) or not find_dates(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("27 August last year", date(2024, 8, 27)),
        ("27 августа прошлого года", date(2024, 8, 27)),
        ("27 August", date(2025, 8, 27)),
    ],
)
def test_a_year_may_be_told_from_that_of_writing(text, meant):
    written = date(2025, 5, 5)
    [expression] = find_dates(text)
    assert resolve(expression, written) == meant
    assert agrees(expression, meant, written)
