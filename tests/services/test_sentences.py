"""Rows of sentences outlive a new reading, whatever its bounds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comparator.engine import records
from comparator.services.sentences import sentences_store
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db

TEXT = "abcdefghijklmnopqrstuvwxyz"


def read(*bounds):
    """Return sentences that tile the text up to each bound."""
    starts = [0, *bounds[:-1]]
    return [
        records.Sentence(f"d#{i}", "d", i, records.Span(s, e), TEXT[s:e], records.Role.CONTENT)
        for i, (s, e) in enumerate(zip(starts, bounds, strict=True))
    ]


def store(document, *bounds):
    sentences_store(document=document, sentences=read(*bounds), calls={})
    return {row.text: row.pk for row in document.sentences.all()}


def test_a_sentence_whose_span_is_unchanged_keeps_its_row(db):
    document = DocumentFactory(raw_text=TEXT)
    before = store(document, 5, 10, 26)
    after = store(document, 2, 5, 10, 26)
    assert after["fghij"] == before["fghij"]
    assert after["klmnopqrstuvwxyz"] == before["klmnopqrstuvwxyz"]


def test_the_larger_part_of_a_split_sentence_keeps_the_row(db):
    document = DocumentFactory(raw_text=TEXT)
    before = store(document, 10, 26)
    after = store(document, 3, 10, 26)
    assert after["defghij"] == before["abcdefghij"]
    assert store(document, 10, 26)["abcdefghij"] == before["abcdefghij"]


bounds = st.sets(st.integers(1, 25), max_size=8).map(lambda cuts: [*sorted(cuts), 26])


@given(st.lists(bounds, min_size=2, max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_readings_can_follow_each_other(db, readings):
    document = DocumentFactory(raw_text=f"{TEXT}{id(readings)}")
    document.sentences.all().delete()
    before = {}
    for cuts in readings:
        after = store(document, *cuts)
        assert "".join(document.sentences.order_by("index").values_list("text", flat=True)) == TEXT
        assert {text: before[text] for text in before.keys() & after.keys()}.items() <= after.items()
        before = after
    document.delete()
