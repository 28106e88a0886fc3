"""What changed between two texts, and which documents are of much the same text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.changes import compare, follow
from comparator.shingles import LENGTH, SAMPLE, sample

OLD = "The PM said hello.\nIt rained. Trade grew.\nEnd\n"
NEW = "New head\nThe PM said hello.\nIt snowed. Trade grew fast.\nEnd\n"
texts = st.text(st.sampled_from("ab .\n"), max_size=60)


def test_the_stretches_are_told():
    assert [(c.kind, c.text) for c in compare(OLD, NEW)] == [
        ("added", "New head\n"),
        ("same", "The PM said hello.\nIt "),
        ("removed", "rained"),
        ("added", "snowed"),
        ("same", ". Trade grew"),
        ("added", " fast"),
        ("same", ".\nEnd\n"),
    ]


@given(texts, texts)
def test_the_stretches_joined_are_both_texts(first, second):
    changes = compare(first, second)
    assert "".join(c.text for c in changes if c.kind != "added") == first
    assert "".join(c.text for c in changes if c.kind != "removed") == second
    for change in changes:
        if change.kind != "added":
            assert first[change.first :].startswith(change.text)
        if change.kind != "removed":
            assert second[change.second :].startswith(change.text)


@given(texts)
def test_a_text_has_not_changed_from_itself(text):
    assert [c.kind for c in compare(text, text)] == (["same"] if text else [])


@pytest.mark.parametrize(
    ("words", "kept"),
    [("Trade grew", True), ("hello.\nIt", True), ("rained", False), ("It rained", False), ("End", True)],
)
def test_a_place_is_followed_as_far_as_its_words_are_kept(words, kept):
    start = OLD.index(words)
    found = follow(OLD, NEW)(start, start + len(words))
    assert (found is not None) == kept
    if found:
        assert NEW[slice(*found)] == words


def test_long_texts_without_a_line_in_common_are_not_compared_word_by_word():
    first, second = "a " * 50_000, "b " * 50_000
    assert [c.kind for c in compare(first, second)] == ["removed", "added"]


def test_texts_of_very_many_lines_are_not_compared_line_by_line():
    first, second = "\n".join(map(str, range(20_000))), "\n".join(map(str, range(20_000, 0, -1)))
    assert [c.kind for c in compare(first, second)] == ["removed", "added"]


def article(words):
    return " ".join(words)


def test_texts_that_share_half_their_shingles_share_about_half_of_their_samples():
    words = [f"w{i * 7919 % 10007}" for i in range(600)]
    first, second = sample(article(words[:400])), sample(article(words[133:533]))
    shared = len(set(first) & set(second)) / SAMPLE
    assert 0.25 < shared < 0.75


def test_a_sample_depends_on_words_alone():
    text = "The Prime Minister spoke with the President about the safety of students in the city today."
    assert sample(text) == sample(re.sub(" ", "\n  ", text).upper().replace(".", " !"))
    assert sample(text) == tuple(sorted(sample(text)))
    assert all(-(2**63) <= value < 2**63 for value in sample(text))


@pytest.mark.parametrize(("text", "size"), [("", 0), ("...", 0), ("one two", 1), ("a b c d e f", 2)])
def test_a_short_text_has_a_small_sample(text, size):
    assert len(sample(text)) == size
    assert LENGTH == 5
