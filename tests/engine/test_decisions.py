"""What a person decided about a text holds over what the stages find."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.pipeline import read_document
from comparator.engine.records import Call, Decided, Decision, Kind, Role, SourceDocument, Span
from comparator.engine.register import build_register

CALL = Call("first", datetime.date(2022, 2, 24), ("IN", "RU"), {"IN": "Narendra Modi", "RU": "Vladimir Putin"})
OTHER = Call("second", datetime.date(2022, 3, 2), ("IN", "RU"), {"IN": "Narendra Modi", "RU": "Vladimir Putin"})
REGISTER = build_register([CALL, OTHER])
TEXT = (
    "Prime Minister Narendra Modi spoke with President Vladimir Putin on 24 February 2022.\n\n"
    "scrollToTop\n\n"
    "The Kremlin said that Mr. Putin outlined the situation. Both sides agreed to stay in touch.\n"
)


def place(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def decide(kind, span, value, found=""):
    return Decision(Decided(kind), span, value, found)


def read(*decisions, text=TEXT):
    document = SourceDocument("d", text, Kind.ARTICLE, published=datetime.date(2022, 2, 25), decisions=decisions)
    return read_document(document, REGISTER).sentences


def sentence(sentences, words):
    return next(s for s in sentences if words in s.text)


def test_a_removed_line_that_is_kept_is_part_of_the_report():
    assert sentence(read(), "scrollToTop").role is Role.FURNITURE
    kept = sentence(read(decide("role", place("scrollToTop"), "content")), "scrollToTop")
    assert kept.role is Role.CONTENT
    assert kept.rule is None


def test_a_part_of_a_sentence_that_is_no_report_is_cut_off():
    sentences = read(decide("role", place("Both sides agreed to stay in touch."), "furniture"))
    cut = sentence(sentences, "Both sides")
    assert cut.role is Role.FURNITURE
    assert cut.rule == "decided by a person"
    assert sentence(sentences, "outlined").text.endswith("situation.")


def test_a_sentence_is_split_where_a_person_says():
    gap = Span(TEXT.index(" outlined"), TEXT.index("outlined"))
    texts = [s.text for s in read(decide("boundary", gap, "split"))]
    assert "The Kremlin said that Mr. Putin" in texts
    assert "outlined the situation." in texts


def test_two_sentences_are_joined_where_a_person_says():
    gap = Span(TEXT.index(" Both"), TEXT.index("Both"))
    texts = [s.text for s in read(decide("boundary", gap, "join"))]
    assert "The Kremlin said that Mr. Putin outlined the situation. Both sides agreed to stay in touch." in texts


def test_a_split_between_sentences_and_a_join_inside_one_change_nothing():
    gap = Span(TEXT.index(" Both"), TEXT.index("Both"))
    inside = Span(TEXT.index(" outlined"), TEXT.index("outlined"))
    assert read(decide("boundary", gap, "split"), decide("boundary", inside, "join")) == read()


def test_furniture_is_neither_split_nor_joined():
    before = Span(TEXT.index("\n\nscroll"), TEXT.index("scroll"))
    assert read(decide("boundary", before, "join")) == read()


@pytest.mark.parametrize(
    ("value", "voice", "attributed"), [("IN", "IN", True), ("outlet", "outlet", False), ("", None, True)]
)
def test_a_voice_is_what_a_person_says(value, voice, attributed):
    found = sentence(read(), "outlined")
    assert found.voice == "RU"
    decided = sentence(read(decide("voice", found.span, value, "RU")), "outlined")
    assert (decided.voice, decided.attributed) == (voice, attributed)
    assert decided.why["voice"] == "decided by a person"
    assert decided.flags == ()


@pytest.mark.parametrize("value", ["second", ""])
def test_a_call_is_what_a_person_says(value):
    found = sentence(read(), "outlined")
    assert found.call == "first"
    assert sentence(read(decide("call", found.span, value, "first")), "outlined").call == (value or None)


def test_the_last_decision_about_the_same_characters_holds():
    span = place("The Kremlin said that Mr. Putin outlined the situation.")
    assert sentence(read(decide("voice", span, "IN"), decide("voice", span, "outlet")), "outlined").voice == "outlet"


def test_a_decision_about_a_sentence_holds_for_its_parts_after_a_split():
    span = place("The Kremlin said that Mr. Putin outlined the situation.")
    gap = Span(TEXT.index(" outlined"), TEXT.index("outlined"))
    sentences = read(decide("voice", span, "IN"), decide("boundary", gap, "split"))
    assert [s.voice for s in sentences if s.span.start >= span.start and s.span.end <= span.end] == ["IN", "IN"]


def test_other_evidence_than_at_the_time_asks_for_another_look_and_overrides_nothing():
    span = place("The Kremlin said that Mr. Putin outlined the situation.")
    decided = sentence(read(decide("voice", span, "IN", found="outlet")), "outlined")
    assert decided.voice == "IN"
    assert decided.flags == ("recheck-voice",)
    decided = sentence(read(decide("call", span, "second", found="")), "outlined")
    assert decided.call == "second"
    assert decided.flags == ("recheck-call",)


def test_evidence_that_has_come_round_to_the_person_asks_for_nothing():
    span = place("The Kremlin said that Mr. Putin outlined the situation.")
    assert sentence(read(decide("voice", span, "RU", found="outlet")), "outlined").flags == ()


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda ends: Span(*sorted(ends)))
decisions = st.one_of(
    st.builds(decide, st.just("role"), spans, st.sampled_from(["content", "furniture"])),
    st.builds(decide, st.just("boundary"), spans, st.sampled_from(["split", "join"])),
    st.builds(decide, st.just("voice"), spans, st.sampled_from(["IN", "RU", "outlet", ""])),
    st.builds(decide, st.just("call"), spans, st.sampled_from(["first", "second", ""])),
)


@given(st.lists(decisions, max_size=6))
def test_whatever_is_decided_the_sentences_hold_every_character_once_and_in_order(made):
    sentences = read(*made)
    assert "".join("".join(s.raw.split()) for s in sentences) == "".join(TEXT.split())
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(sentences))
    assert all(s.raw == TEXT[s.span.start : s.span.end] for s in sentences)
