"""Terms by which sides name one thing: what is found, what is a set phrase, and that the data are sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.terms import find_terms, term_groups

TERMS = [(group, term) for group in term_groups() for term in group.terms]


def found(text):
    return [(hit.term, text[hit.span.start : hit.span.end]) for hit in find_terms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("They met.", []),
        ("the war in Gaza", [("war", "war")]),
        ("a special military operation", [("special-military-operation", "special military operation")]),
        ("A Military Operation began", [("special-military-operation", "Military Operation")]),
        ("war crimes", [("war-crimes", "war crimes")]),
        ("the Second World War", []),
        ("prisoners of war and the war", [("war", "war")]),
        ("warm words, a warning", []),
        ("Kiev's view, Kyiv’s view", [("kiev", "Kiev"), ("kyiv", "Kyiv")]),
        ("temporarily occupied areas", [("temporarily-occupied", "temporarily occupied")]),
    ],
)
def test_the_longest_term_counts_and_a_set_phrase_does_not(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(("group", "term"), TERMS, ids=lambda item: item.slug)
def test_every_spelling_is_found_as_its_term(group, term):
    for spelling in term.spellings:
        hits = {(hit.thing, hit.term) for hit in find_terms(f"It spoke of {spelling} today.")}
        assert (group.slug, term.slug) in hits


def test_addresses_are_unique_and_not_empty():
    slugs = [group.slug for group in term_groups()]
    assert len(set(slugs)) == len(slugs)
    for group in term_groups():
        inside = [term.slug for term in group.terms]
        assert all(inside) and len(set(inside)) == len(inside)


@given(
    st.lists(st.sampled_from(["war", "Kiev", "world", "crimes", "—", "мир", "special", "military", "operation", "\n"]))
)
def test_places_are_in_order_and_hold_what_was_found(words):
    text = " ".join(words)
    hits = find_terms(text)
    assert [hit.span.start for hit in hits] == sorted(hit.span.start for hit in hits)
    names = {(group.slug, term.slug): term for group, term in TERMS}
    for hit in hits:
        spellings = {spelling.casefold() for spelling in names[hit.thing, hit.term].spellings}
        assert text[hit.span.start : hit.span.end].casefold() in spellings


def test_the_time_grows_with_the_text_and_not_faster():
    assert find_terms("special military " * 40_000) == ()
