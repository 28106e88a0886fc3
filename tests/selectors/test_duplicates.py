"""Stored documents that a text resembles."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparator.selectors import duplicates
from comparator.selectors.duplicates import CANDIDATES, find_relation, resembling
from comparator.services.shingles import shingles_store
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


def words(first, last):
    return " ".join(f"word{number * 7919 % 10007}" for number in range(first, last))


def store(text, **facts):
    document = DocumentFactory(raw_text=text, **facts)
    shingles_store(documents=[document])
    return document


def test_a_text_that_is_much_the_same_is_found_with_its_differences():
    store(words(1000, 1300))
    document = store(words(0, 300))
    (found,) = resembling(words(0, 290) + " and quite another end")
    assert found.key == document.pk
    assert found.share == 98
    assert {change.kind for change in found.changes} == {"same", "removed", "added"}


def test_a_text_that_holds_another_is_found_although_it_is_longer():
    store(words(0, 200))
    (found,) = resembling(words(0, 200) + " " + words(2000, 2300))
    assert found.contained == 1
    assert found.alike == pytest.approx(0.4)


@pytest.mark.parametrize("text", [words(5000, 5300), words(0, 60) + " " + words(6000, 6300), "", "..."])
def test_what_shares_little_is_not(text):
    store(words(0, 300))
    assert resembling(text) == ()


def test_the_most_alike_comes_first_and_the_one_asked_for_shows_its_differences():
    far, near = store(words(0, 220)), store(words(0, 299))
    found = resembling(words(0, 300), against=far.public_id)
    assert [r.key for r in found] == [near.pk, far.pk]
    assert [bool(r.changes) for r in found] == [False, True]


def test_a_withdrawn_document_is_not_shown():
    store(words(0, 300), status="withdrawn")
    assert resembling(words(0, 299)) == ()


def test_a_large_corpus_costs_no_more_texts_to_look_at():
    for number in range(CANDIDATES + 5):
        store(words(0, 300) + f" ending {number}")
    with CaptureQueriesContext(connection) as queries:
        assert len(resembling(words(0, 300))) == CANDIDATES
    assert len(queries) == 2


def test_a_choice_names_a_relation_and_a_document():
    document = store(words(0, 50))
    assert find_relation(f"version-{document.public_id}") == ("version", document)
    assert find_relation(f"syndicated-{document.public_id}") == ("syndicated", document)
    for choice in ("keep", "", "version-nothing", f"other-{document.public_id}"):
        assert find_relation(choice) == ("", None)


def test_of_very_long_texts_the_beginnings_are_compared(monkeypatch):
    monkeypatch.setattr(duplicates, "MOST_WORDS", 200)
    store(words(0, 300))
    (found,) = resembling(words(0, 250) + words(3000, 3400))
    assert found.alike == 1
