"""What a person types, as terms; where they occur, as marks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.selectors.filters import MAX_QUERY_LENGTH, StatementFilter, clean_query
from comparator.selectors.querytext import (
    LONGEST_SNIPPET,
    MAX_TERMS,
    Note,
    Term,
    fold,
    highlight,
    read_query,
    snippet,
    words_of,
)


def shown(terms):
    """Terms as one would type them, exact ones in quotation marks."""
    return [f'"{" ".join(term.words)}"' if term.exact else " ".join(term.words) for term in terms]


def hits(text, typed):
    return [piece.text for piece in highlight(text, read_query(typed).terms) if piece.kind == "hit"]


@pytest.mark.parametrize(
    ("typed", "terms", "excluded", "notes"),
    [
        ("", [], [], []),
        ("   ", [], [], []),
        ("Peace talks", ["peace", "talks"], [], []),
        ("peace PEACE", ["peace"], [], []),
        ('"peace talks" now', ['"peace talks"', "now"], [], []),
        ("“peace talks”", ['"peace talks"'], [], []),
        ("«переговоры о мире» сейчас", ['"переговоры о мире"', "сеичас"], [], []),
        ("„Frieden jetzt“", ['"frieden jetzt"'], [], []),
        ("Modi-Putin U.S. don't 24/7", ["modi putin", "u s", "don t", "24 7"], [], []),
        ("a\x00b", ["a", "b"], [], []),
        ("grain -deal -“black sea”", ["grain"], ["deal", '"black sea"'], []),
        ("grain NOT deal NOT “black sea”", ["grain"], ["deal", '"black sea"'], []),
        ("grain AND deal", ["grain", "deal"], [], []),
        ("grain OR deal", ["grain", "deal"], [], [Note.ALTERNATIVE]),
        ('peace "talks now', ["peace", "talks", "now"], [], [Note.UNCLOSED]),
        ('"', [], [], [Note.UNCLOSED, Note.NO_WORD]),
        ('""', [], [], [Note.NO_WORD]),
        ("?!… — %", [], [], [Note.NO_WORD]),
        ("-deal", [], ["deal"], [Note.ONLY_EXCLUDED]),
        ("NEAR(a b) c* ^d {e}: (f", ["near a", "b", "c", "d", "e", "f"], [], []),
        ("' | & <-> !x :* \\", ["x"], [], []),
        ("राष्\u200dट्रपति पुतिन", ["राष्ट्रपति", "पुतिन"], [], []),
    ],
)
def test_a_query_is_read(typed, terms, excluded, notes):
    wanted = read_query(typed)
    assert (shown(wanted.terms), shown(wanted.excluded), list(wanted.notes)) == (terms, excluded, notes)


def test_a_long_query_is_cut_and_says_so():
    assert read_query("word " * 100).notes == (Note.TOO_LONG,)
    many = read_query(" ".join(f"w{number}" for number in range(20)))
    assert (len(many.terms), many.notes) == (MAX_TERMS, (Note.TOO_MANY,))


@given(st.text())
def test_any_text_gives_few_terms(typed):
    wanted = read_query(typed)
    assert len(wanted.terms) + len(wanted.excluded) <= MAX_TERMS
    assert all(word for term in (*wanted.terms, *wanted.excluded) for word in term.words)
    assert len(clean_query(typed)) <= MAX_QUERY_LENGTH


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert [fold(word) for word in words_of(text)] == list(words_of(" ".join(words_of(text))))


@pytest.mark.parametrize("hostile", ['"' * 200, "“" * 200, '"a' * 100, " " * 200, "(" * 200, "x" * 200, "-" * 200])
def test_hostile_queries_are_read_at_once(hostile):
    started = time.process_time()
    snippet("x " * 50_000, read_query(hostile).terms)
    snippet("x" * 100_000, read_query(hostile).terms)
    assert time.process_time() - started < 2


@given(st.text(max_size=100), st.lists(st.text(min_size=1, max_size=3), max_size=4))
def test_highlighting_loses_nothing(text, typed):
    assert "".join(piece.text for piece in highlight(text, read_query(" ".join(typed)).terms)) == text


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Peace talks", "peace", ["Peace"]),
        ("Peace talks", '"peace talks"', ["Peace talks"]),
        ("talks of peace", '"peace talks"', []),
        ("Sanctions bite", "sanction", ["Sanctions"]),
        ("Sanctions bite", '"sanction"', []),
        ("India in it", "in", ["in"]),
        ("President Erdoğan", "erdogan", ["Erdoğan"]),
        ("Ещё раз", "еще", ["Ещё"]),
        ("राष्ट्रपति पुतिन ने", "पुतिन", ["पुतिन"]),
        ("राष्ट्रपति पुतिन", "राष्ट", ["राष्ट्रपति"]),
        ("a peace-talks deal", "peace-talks", ["peace-talks"]),
        ("one two three", "one two", ["one", "two"]),
    ],
)
def test_words_are_marked(text, typed, expected):
    assert hits(text, typed) == expected


def test_a_long_sentence_is_cut_around_its_first_hit():
    text = f"{'before ' * 100}ambassador {'after ' * 100}"
    pieces = snippet(text, read_query("ambassador").terms)
    whole = "".join(piece.text for piece in pieces)
    assert (whole[:2], whole[-2:]) == ("… ", " …")
    assert [piece.text for piece in pieces if piece.kind] == ["ambassador"]
    assert len(whole) <= LONGEST_SNIPPET + 4
    assert set(whole.split()) == {"…", "before", "ambassador", "after"}


@given(st.text(max_size=2000), st.integers(0, 2000))
def test_a_snippet_is_of_the_text(text, place):
    whole = f"{text[:place]} ambassador {text[place:]}"
    pieces = snippet(whole, (Term(("ambassador",)),))
    assert any(piece.kind for piece in pieces)
    assert "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …").strip() in whole


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
