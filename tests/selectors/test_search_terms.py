"""What a person types, as terms; where they occur, as marks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.selectors.filters import MAX_QUERY_LENGTH, StatementFilter, clean_query
from comparator.selectors.search import MAX_TERMS, SearchQuery, highlight


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("peace talks", ("peace", "talks")),
        ("peace peace", ("peace",)),
        ('"peace talks" now', ("peace talks", "now")),
        ("“peace talks”", ("peace talks",)),
        ('"open', ('"open',)),
        ('""', ('""',)),
        ("a\x00b", ("a", "b")),
    ],
)
def test_terms(typed, terms):
    assert SearchQuery(typed).terms == terms


@given(st.text())
def test_any_text_gives_few_terms(typed):
    terms = SearchQuery(typed).terms
    assert len(terms) <= MAX_TERMS
    assert all(term.strip() for term in terms)
    assert len(clean_query(typed)) <= MAX_QUERY_LENGTH


@pytest.mark.parametrize("hostile", ['"' * 200, "“" * 200, '"a' * 100, " " * 200, "(" * 200])
def test_hostile_queries_are_read_at_once(hostile):
    started = time.perf_counter()
    highlight("x" * 100_000, SearchQuery(hostile).terms)
    assert time.perf_counter() - started < 1


@given(st.text(max_size=100), st.lists(st.text(min_size=1, max_size=3), max_size=4))
def test_highlighting_loses_nothing(text, terms):
    assert "".join(piece.text for piece in highlight(text, tuple(terms))) == text


def test_highlighting_ignores_case_and_takes_the_longer_term():
    assert [(p.text, p.kind) for p in highlight("Peace talks", ("peace", "peace talks"))] == [("Peace talks", "hit")]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, StatementFilter()),
        ({"verdict": "agree"}, StatementFilter(verdict="agree")),
        ({"verdict": "AGREE"}, StatementFilter()),
        ({"side": "ru "}, StatementFilter(side="RU")),
        ({"side": "russia"}, StatementFilter(side="RU")),
        ({"q": " x\n", "outlet": "A & B"}, StatementFilter(q="x", outlet="A & B")),
        ({"page": "2", "diff": "off"}, StatementFilter()),
    ],
)
def test_filters_are_read_from_the_address(parameters, expected):
    assert StatementFilter.parse(parameters) == expected
    assert StatementFilter.parse(parameters).active is (expected != StatementFilter())
