"""Raw text as people read it, and its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.text import fold_punctuation, readable, trim, words

NOISE = st.text(st.sampled_from("ab .\n\t\u00a0\u200b\u00ad\u2009*_\\<>/[]()“”\"'—-\u200dк।"), max_size=60)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("spoke\u00a0 today\nwith", "spoke today with"),
        ("  a\r\n b  ", "a b"),
        ("co\u00adoperation", "cooperation"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("March 18<sup>th</sup>", "March 18th"),
        ("**MODERATOR:** Hello", "MODERATOR: Hello"),
        (r"\###", "###"),
        (r"President\_Biden", "President_Biden"),
        ("[a summit](https://example.org/a?b=1) there", "a summit there"),
        ("[Putin and Modi] will meet", "[Putin and Modi] will meet"),
        ("5 * 3 < 20", "5 * 3 < 20"),
        ("नरेंद्र\u200dमोदी", "नरेंद्र\u200dमोदी"),
        ("plain\u200djoiner", "plainjoiner"),
        ("", ""),
        ("\u00a0 \n", ""),
    ],
)
def test_what_people_read(raw, shown):
    assert readable(raw) == shown


def test_a_range_of_a_longer_text():
    assert readable("one  two\nthree", 5, 14) == "two three"


def test_marks_are_folded_only_where_asked():
    raw = "“Kiev’s” — «да»"
    assert readable(raw) == raw
    assert fold_punctuation(raw) == '"Kiev\'s" - "да"'


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Russia-NATO talks", ["Russia-NATO", "talks"]),
        ("India’s U.S. ties.", ["India’s", "U.S", "ties"]),
        ("«Путин», 2022", ["Путин", "2022"]),
        ("प्रधानमंत्री नरेंद्र मोदी ने।", ["प्रधानमंत्री", "नरेंद्र", "मोदी", "ने"]),
        ("—", []),
    ],
)
def test_words(raw, expected):
    found = words(raw)
    assert [word.text for word in found] == expected
    assert all(raw[word.span.start : word.span.end] == word.text for word in found)


@given(NOISE)
def test_what_people_read_adds_nothing_to_the_raw_text(raw):
    rest = iter(raw)
    assert all(any(sign == char or (sign == " " and char.isspace()) for char in rest) for sign in readable(raw))


@given(st.text(st.sampled_from("ab .\n\t\u00a0\u200b\u00ad“”'"), max_size=40))
def test_folding_twice_changes_nothing(raw):
    once = fold_punctuation(readable(raw))
    assert fold_punctuation(readable(once)) == once


@given(st.text(max_size=60))
def test_plain_marks_keep_the_length(raw):
    assert len(fold_punctuation(raw)) == len(raw)


@given(st.text(max_size=60))
def test_trimming_leaves_no_white_space_at_the_ends(raw):
    span = trim(raw, 0, len(raw))
    assert raw[span.start : span.end] == raw.strip()
