"""Reasons as phrases that a person would quote: whole, near words joined, never a word that is not in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine import records
from comparator.services.phrases import MOST, cut_phrases, phrases_of


def marked(text):
    """Cut the stars out of a text and return it with the ranges of the words that had them."""
    plain, ranges = "", []
    for part in re.split(r"(\*\S+\*)", text):
        if part.startswith("*") and len(part) > 1:
            ranges.append((len(plain), len(plain) + len(part) - 2))
            part = part[1:-1]
        plain += part
    return plain, ranges


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("They met.", []),
        ("about the *recent* developments regarding Ukraine", ["recent developments"]),
        (
            "in *connection* with the *unacceptable* military development of the bloc and its *allies* on the *territory*,"
            " it was decided to *launch* a *special* military *operation*.",
            [
                "connection with the unacceptable military development",
                "allies on the territory",
                "launch a special military operation",
            ],
        ),
        ("the *talks*, which *failed*", ["talks", "failed"]),
        ("*one*; *two*; *three* *four*; *five*", ["one", "two", "three four"]),
        ("a  *long*\n*standing*  view", ["long standing view"]),
        ("*20,000* Indian citizens", ["20,000 Indian citizens"]),
        ("*long-standing* conviction", ["long-standing conviction"]),
        ("did *not* appeal for an end", ["not appeal"]),
    ],
)
def test_phrases(text, phrases):
    assert cut_phrases(*marked(text)) == phrases


words = st.lists(
    st.sampled_from(["the", "peace", "not", "20,000", "talks", ",", ".", "“", "мир", "long-standing"]), max_size=30
)


@given(words, st.sets(st.integers(0, 29)))
def test_every_phrase_stands_in_the_text_and_holds_a_marked_word(tokens, stars):
    text, ranges = marked(" ".join(f"*{t}*" if n in stars else t for n, t in enumerate(tokens)))
    phrases = cut_phrases(text, ranges)
    assert len(phrases) <= MOST
    for phrase in phrases:
        assert phrase in text
        assert any(text[start:end] in phrase for start, end in ranges)


def test_phrases_go_with_the_version_of_their_sentence():
    def sentence(name, raw, start):
        return records.Sentence(name, "d", 0, records.Span(start, start + len(raw)), raw, records.Role.CONTENT, raw=raw)

    sentences = {"d#0": sentence("d#0", "They said yes.", 100), "d#1": sentence("d#1", "They said no.", 200)}
    spans = (
        records.SentenceSpan("d#0", records.Span(110, 113)),
        records.SentenceSpan("d#1", records.Span(210, 212)),
        records.SentenceSpan("gone", records.Span(0, 3)),
    )
    reason = records.Reason("addition", "x", spans=spans)
    assert phrases_of(reason, sentences, {"d#0": "IN", "d#1": None}) == [["IN", "yes"]]
