"""Marks in a pair of wordings: what is marked, what is not, and that no character is lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.selectors.records import Piece, SideView
from comparator.selectors.wording import compare, label_merged, lighten, recall, store

LEFT = SideView("AA", "Leftland", "Leftish", 0)
RIGHT = SideView("BB", "Rightland", "Rightish", 1)
sentences = st.lists(
    st.sampled_from(
        ["not", "Kiev", "Kyiv", "the", "peace", "talks", "12", "twelve", "“quoted”", ",", "…", "мир", "Friday", "will"]
    ),
    max_size=12,
).map(" ".join)


def marked(pieces):
    return [piece.text for piece in pieces if piece.kind in ("plain", "meaning")]


def heavy(pieces):
    return [part.text for piece in pieces for part in piece.parts if part.kind == "heavy"]


def joined(pieces):
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("a", "b", "only_a", "only_b", "heavy_b"),
    [
        ("They met.", "They met.", [], [], []),
        ("They met in Kiev.", "They met in Kyiv.", [], [], []),
        ("They met.", "They never met.", [], ["never"], ["never"]),
        ("Two ships sank.", "Three ships sank.", ["Two"], ["Three"], ["Three"]),
        ("The talks went well today.", "The talks went badly today.", ["well"], ["badly"], []),
        ("“They met”", '"They met"', [], [], []),
    ],
)
def test_marks(a, b, only_a, only_b, heavy_b):
    comparison = compare(a, b)
    assert (marked(comparison.a), marked(comparison.b)) == (only_a, only_b)
    assert heavy(comparison.b) == heavy_b


def test_a_name_that_both_give_is_not_heavy_where_it_moves():
    comparison = compare("In the talks Putin asked for help.", "Help was asked for by Putin.")
    assert heavy(comparison.a) == heavy(comparison.b) == []


def test_marks_cover_no_gaps_between_words():
    for piece in compare("One two three four.", "One six seven four.").a:
        assert not piece.kind or piece.text == piece.text.strip()


def test_the_merged_text_names_the_sides():
    pieces = label_merged(compare("They met.", "They never met.").merged, LEFT, RIGHT)
    assert [(piece.text, piece.letter, piece.side, piece.code) for piece in pieces if piece.letter] == [
        ("never", "b", "Rightland", "BB")
    ]


def test_texts_with_nothing_in_common_share_nothing():
    assert compare("alpha beta", "gamma delta").shared < 0.2
    assert compare("alpha beta", "alpha beta").shared == 1


@given(sentences, sentences)
def test_no_character_is_lost(a, b):
    comparison = compare(a, b)
    assert (joined(comparison.a), joined(comparison.b)) == (a, b)
    for piece in (*comparison.a, *comparison.b):
        assert not piece.parts or joined(piece.parts) == piece.text


@given(sentences, sentences)
def test_swapping_the_texts_swaps_the_marks(a, b):
    one, other = compare(a, b), compare(b, a)
    assert (one.a, one.b) == (other.b, other.a)


@given(sentences)
def test_a_text_against_itself_has_no_marks(text):
    assert compare(text, text).a == tuple(piece for piece in compare(text, text).b)
    assert not marked(compare(text, text).a)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_at_all(a, b):
    comparison = compare(a, b)
    assert (joined(comparison.a), joined(comparison.b)) == (a, b)
    assert 0 <= comparison.shared <= 1
    assert all(isinstance(piece, Piece) for piece in comparison.merged)


@given(sentences, sentences)
def test_what_is_kept_is_what_was_compared(a, b):
    kept = json.loads(json.dumps(store([(a, b)])))
    assert recall(kept, a, b) == compare(a, b)


def test_what_is_kept_of_other_texts_is_not_taken(monkeypatch):
    kept = store([("They met.", "They never met.")])
    assert recall(kept, "They met.", "They often met.").only_b == ("often",)
    monkeypatch.setattr("comparator.selectors.wording.diff_words", None)  # comparing again would fail
    assert recall(kept, "They met.", "They never met.").only_b == ("never",)


@pytest.mark.parametrize("kept", [{}, [], None, "x"])
def test_nothing_kept_is_compared_now(kept):
    assert recall(kept, "They met.", "They never met.").only_b == ("never",)


def test_names_of_the_parties_are_not_heavy():
    comparison = compare("They met.", "They met Putin-Modi in Kazan.")
    names = frozenset({"putin", "modi"})
    assert "Kazan" in heavy(comparison.b)
    assert heavy(lighten(comparison.b, names)) == ["Kazan"]
    only = compare("They met.", "They met Putin’s men.")
    assert [piece.kind for piece in lighten(only.b, names) if piece.kind] == ["plain"]


@given(sentences, sentences)
def test_lightening_changes_no_character(a, b):
    assert joined(lighten(compare(a, b).b, frozenset({"kyiv", "friday", "12"}))) == b
