"""Regular expressions of many phrases."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.patterns import any_of

PHRASES = st.lists(st.text("ab c.(", min_size=1, max_size=6), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (["the PMO", "the Kremlin", "the"], "said the Kremlin", "the Kremlin"),
        (["the PMO", "the Kremlin", "the"], "said the palace", "the"),
        (["a.m.", "a"], "ABM", None),
        (["a.m.", "a"], "at 9 a.m.", "a.m."),
        (["сегодня", "с"], "он сегодня", "сегодня"),
    ],
)
def test_the_longest_phrase_that_fits(phrases, text, found):
    match = re.search(rf"(?<!\w){any_of(phrases)}(?!\w)", text)
    assert (match and match.group()) == found


@given(PHRASES, st.text("ab c.(", max_size=20))
def test_as_alternatives_one_by_one_the_longest_first(phrases, text):
    flat = "|".join(map(re.escape, sorted(set(phrases), key=len, reverse=True)))
    spans = [[match.span() for match in re.finditer(pattern, text)] for pattern in (any_of(phrases), f"(?:{flat})")]
    assert spans[0] == spans[1]
