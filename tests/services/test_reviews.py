"""What people decided is stored for good, and holds at every reading."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from comparator.engine.options import ENGINE_VERSION
from comparator.engine.records import Decided, Decision, Span
from comparator.models import Review
from comparator.services.documents import Lineage, document_add, documents_reread
from comparator.services.register import sides_ensure
from comparator.services.reviews import Made, decisions_of, reviews_store
from tests.factories import CallFactory, OutletFactory

pytestmark = pytest.mark.django_db

TEXT = (
    "scrollToTop\n\n"
    "Prime Minister Narendra Modi spoke with President Vladimir Putin on 24 February 2022.\n\n"
    "The Kremlin said that Mr. Putin outlined the situation. Both sides agreed to stay in touch.\n"
)
NOW = datetime.datetime(2026, 5, 1, 9, tzinfo=datetime.UTC)


def made(kind, words, value, found=""):
    start = TEXT.index(words)
    return Made(Decision(Decided(kind), Span(start, start + len(words)), value, found), NOW)


KEPT = made("role", "scrollToTop", "content", "furniture")
SENTENCE = "The Kremlin said that Mr. Putin outlined the situation."
VOICED = made("voice", SENTENCE, "IN", "RU")


@pytest.fixture
def add(db):
    sides_ensure(codes=["IN", "RU"])
    CallFactory(date=datetime.date(2022, 2, 24), slug="first")
    outlet = OutletFactory(name="The Paper")

    def add(text=TEXT, **lineage):
        return document_add(
            raw=text, kind="article", outlet=outlet, published=datetime.date(2022, 2, 25), lineage=Lineage(**lineage)
        ).document

    return add


def voices(document):
    return [sentence.voice for sentence in document.sentences.all()]


def test_what_was_decided_while_adding_holds_and_stays_on_record(add, admin_user):
    document = add(decisions=(KEPT, VOICED))
    first, _, second, *_ = document.sentences.all()
    assert (first.role, first.text) == ("content", "scrollToTop")
    assert (second.voice, second.why["voice"]) == ("IN", "decided by a person")
    row = Review.objects.get(kind="voice")
    assert (row.value, row.found, row.at, row.engine_version) == ("IN", "RU", NOW, ENGINE_VERSION)


def test_a_decision_outlives_a_new_reading(add):
    document = add(decisions=(VOICED,))
    before = [(s.pk, s.voice) for s in document.sentences.all()]
    documents_reread(documents=[document])
    assert [(s.pk, s.voice) for s in document.sentences.all()] == before


def test_new_evidence_asks_for_another_look(add):
    document = add(decisions=(made("voice", SENTENCE, "IN", "outlet"),))
    assert document.sentences.get(text__contains="outlined").flags == ["recheck-voice"]
    assert "IN" in voices(document)


def test_a_later_decision_holds_and_one_that_is_taken_back_does_not(add, admin_user):
    document = add(decisions=(VOICED,))
    reviews_store(document=document, made=[made("voice", SENTENCE, "outlet")], by=admin_user)
    assert [d.value for d in decisions_of(document)] == ["outlet"]
    last = Review.objects.last()
    Review(document=document, kind="voice", start=last.start, end=last.end, undone=True, by=admin_user).save()
    assert decisions_of(document) == ()
    documents_reread(documents=[document])
    assert "RU" in voices(document)
    assert Review.objects.count() == 3


def test_a_decision_is_never_changed_or_deleted(add, admin_user):
    document = add(decisions=(VOICED,))
    row = Review.objects.get()
    row.value = "RU"
    with pytest.raises(TypeError, match="never changed"), transaction.atomic():
        row.save()
    with pytest.raises(TypeError, match="never deleted"):
        row.delete()
    row.refresh_from_db()
    assert row.value == "IN"
    admin_user.delete()
    document.delete()
    assert not Review.objects.exists()


def test_a_call_is_decided_by_its_slug(add):
    CallFactory(date=datetime.date(2022, 3, 2), slug="second")
    document = add(decisions=(made("call", "Both sides agreed to stay in touch.", "second", "first"),))
    assert document.sentences.get(text__contains="in touch").call.slug == "second"


def test_moments_are_those_of_the_decisions(add):
    add(decisions=(VOICED,))
    assert Review.objects.get().at < timezone.now()
