"""The words in which two texts differ: runs tile both texts, and each difference has its class."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.judgement.worddiff import RunKind, diff_words
from comparator.engine.judgement.wording import MAX_WORDS, read_words

WORDS = st.sampled_from(
    [
        "the",
        "President",
        "Putin",
        "Modi",
        "not",
        "Kiev",
        "Kyiv",
        "PM",
        "agreed",
        "20",
        "30",
        "on",
        "Thursday",
        "“dialogue”",
        '"dialogue"',
        ",",
        ".",
        "ceasefire",
        "US",
        "us",
        "don't",
        "",
        "\n",
        "é",
        "🙂",
        "_",
    ]
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60)


def differing(a, b):
    return [(run.kind.value, run.a.strip(), run.b.strip()) for run in diff_words(a, b) if run.kind is not RunKind.EQUAL]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("They left Kiev today", "They left Kyiv today", [("style", "Kiev", "Kyiv")]),
        ("then PM Sharif spoke", "then Prime Minister Sharif spoke", [("style", "PM", "Prime Minister")]),
        ("a “sincere” dialogue", 'a "sincere" dialogue', [("style", "“", '"'), ("style", "”", '"')]),
        ("the defence programme", "the defense program", [("style", "defence programme", "defense program")]),
        ("it was Agreed upon", "it was agreed upon", [("style", "Agreed", "agreed")]),
        ("some 20 people died", "some 30 people died", [("meaning", "20", "30")]),
        ("they did agree on it", "they did not agree on it", [("meaning", "", "not")]),
        ("talks on Monday there", "talks on Friday there", [("meaning", "Monday", "Friday")]),
        ("he met Lavrov there", "he met Wang there", [("meaning", "Lavrov", "Wang")]),
        ("they may respond soon", "they must respond soon", [("meaning", "may", "must")]),
        ("they accept the offer", "they reject the offer", [("meaning", "accept", "reject")]),
        ("a fruitful talk", "a useful talk", [("plain", "fruitful", "useful")]),
        ("give us grain", "give US grain", [("meaning", "us", "US")]),
    ],
)
def test_each_difference_has_its_class(a, b, expected):
    assert differing(a, b) == expected


def test_white_space_does_not_count():
    assert differing("agreed  to\nstay in touch", "agreed to stay in touch ") == []


def test_differences_that_only_a_function_word_parts_are_one_run():
    assert differing("spoke of safety of students there", "spoke of return of citizens there") == [
        ("plain", "safety of students", "return of citizens")
    ]


@given(TEXTS, TEXTS)
def test_runs_tile_both_texts(a, b):
    runs = diff_words(a, b)
    assert "".join(run.a for run in runs) == a
    assert "".join(run.b for run in runs) == b
    for run in runs:
        assert a[run.a_span.start : run.a_span.end] == run.a
        assert b[run.b_span.start : run.b_span.end] == run.b


@given(TEXTS, TEXTS)
def test_swapping_the_texts_swaps_the_runs(a, b):
    forth = [(r.kind, r.a, r.b) for r in diff_words(a, b)]
    back = [(r.kind, r.b, r.a) for r in diff_words(b, a)]
    assert forth == back


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert not [run for run in diff_words(text, text) if run.kind is not RunKind.EQUAL]


def test_no_two_neighbours_are_of_one_kind():
    kinds = [run.kind for run in diff_words("a b c d Kiev 20 x", "a c B d Kyiv 30 y")]
    assert all(one is not other for one, other in itertools.pairwise(kinds))


def test_long_texts_are_cut_and_still_tiled():
    a, b = "one two three " * 5000, "one two four " * 5000
    runs = diff_words(a, b)
    assert "".join(run.a for run in runs) == a
    assert "".join(run.b for run in runs) == b
    assert runs[-1].kind is RunKind.PLAIN


def test_reading_stops_at_the_limit():
    assert len(read_words("a " * 10_000)) == MAX_WORDS
    assert read_words("1" + "," * 100_000)[0].text == "1"
