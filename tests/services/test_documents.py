"""Adding, correcting and removing documents."""

from __future__ import annotations

import datetime
import hashlib

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from comparator.intake import IntakeError
from comparator.models import Call, Collation, Document, Echo, Link, Sentence, Side, Statement, StatementMember
from comparator.services.documents import document_update, documents_delete, documents_reread
from comparator.services.errors import DuplicateDocumentError, EngineFailedError, NoReportError
from tests.factories import CallFactory

pytestmark = pytest.mark.django_db


def rows():
    return {model: model.objects.count() for model in (Document, Sentence, Call, Side, Collation, Statement, Link)}


def test_a_document_is_read_and_collated_at_once(calls, add):
    added = add("# PTI", "[IN|first] Safety of citizens", "[RU|first] Safety was promised", "[outlet|] Background")

    document = added.document
    assert document.sha256 == hashlib.sha256(document.raw_text.encode()).hexdigest()
    assert (added.reading.content, added.reading.furniture) == (3, 1)
    assert [(s.voice, s.call and s.call.slug) for s in document.sentences.select_related("call")] == [
        ("outlet", None),
        ("IN", "first"),
        ("RU", "first"),
        ("outlet", None),
    ]
    statement = Statement.objects.get()
    assert (statement.label, statement.verdict, statement.call.slug) == ("Safety", "agree", "first")
    assert [m.version for m in statement.members.all()] == ["IN", "RU"]
    assert statement.reasons[0]["spans"] == [{"sentence": document.sentences.get(index=1).pk, "start": 6, "end": 35}]
    assert Link.objects.get().why == [{"name": "first word", "value": 0.9}]
    assert [(o.call.slug, o.state, o.changes.added) for o in added.collations] == [("first", "done", 1)]


def test_only_the_calls_it_speaks_of_are_collated(calls, add, engine):
    add("[IN|first] Safety of citizens")
    engine.collated.clear()
    add("[RU|second] Evacuation")
    assert engine.collated == ["second"]


def test_adding_costs_no_more_queries_in_a_larger_corpus(calls, add, django_assert_max_num_queries, engine):
    def count(day, other):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            add(f"[IN|first] Safety of {other}")
        return len(queries)

    count(1, "warming up")
    small = count(2, "citizens")
    for number in range(30):
        call = CallFactory(date=datetime.date(2023, 1, 1) + datetime.timedelta(days=number), slug=f"other-{number}")
        add(f"[IN|{call.slug}] Words of day {number}")
    assert count(3, "students") == small


@pytest.mark.parametrize("text", ["a\r\nb c\r\n", "\n\n a\tb \n", "a\rb", "\ufeffa\u200bb \u202ec\n"])
def test_the_raw_text_is_what_was_handed_in(text, add):
    document = add(text).document
    document.refresh_from_db()
    assert document.raw_text == text


@pytest.mark.parametrize("again", ["a\nb", "a\r\nb", "a\rb"])
def test_the_same_text_leads_to_the_stored_document(again, add):
    first = add("a\r\nb").document
    with pytest.raises(DuplicateDocumentError) as caught:
        add(again)
    assert caught.value.document == first
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "facts", "error"),
    [
        ([""], {}, IntakeError),
        (["# PTI", "# scrollToTop"], {}, NoReportError),
        (["[IN|new:2024-05-01] A new call"], {"kind": "novel"}, ValidationError),
        (["[IN|new:2024-05-01] A new call"], {"language": "x" * 40}, ValidationError),
        (["[IN|new:2024-05-01] A new call"], {"url": "javascript:alert(1)"}, ValidationError),
    ],
)
def test_what_is_refused_leaves_nothing(lines, facts, error, calls, add):
    before = rows()
    with pytest.raises(error):
        add(*lines, **facts)
    assert rows() == before


@time_machine.travel("2026-05-01 09:00 +0000", tick=False)
def test_a_date_that_has_begun_nowhere_is_refused(add):
    with pytest.raises(ValidationError, match="future"):
        add("a", published=datetime.date(2026, 5, 2))


@time_machine.travel("2026-05-01 19:00 +0000", tick=False)
def test_a_date_that_has_begun_in_delhi_is_taken(add):
    assert add("a", published=datetime.date(2026, 5, 2)).document.pk


@pytest.mark.parametrize("fault", [{"fails_reading": True}, {"fails_collating": "first"}])
def test_an_engine_that_breaks_down_leaves_nothing(fault, calls, add, engine):
    add("[IN|first] Safety of citizens")
    before = rows()
    for name, value in fault.items():
        setattr(engine, name, value)
    with pytest.raises(EngineFailedError, match="Nothing was stored"):
        add("[RU|first] Safety", "[IN|new:2024-05-01] A new call")
    assert rows() == before


@pytest.mark.parametrize("field", ["raw_text", "sha256"])
def test_the_database_refuses_to_change_a_raw_text(field, add):
    document = add("a").document
    other = hashlib.sha256(b"b").hexdigest()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**{field: other})
    setattr(document, field, other)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        document.save()


def test_a_voice_that_no_call_has_gets_a_row_with_its_name(calls, add):
    add("[UA|first] The ambassador said")
    assert Side.objects.get(code="UA").name == "Ukraine"


def test_reading_again_keeps_the_rows_of_sentences(calls, add, engine):
    document = add("[IN|first] Safety", "[RU|first] Evacuation").document
    before = list(document.sentences.values_list("pk", "start", "end"))
    engine.version = "fake-2"
    documents_reread(documents=[document], engine=engine)
    assert list(document.sentences.values_list("pk", "start", "end")) == before
    document.refresh_from_db()
    assert document.engine_version == "fake-2"


def test_correcting_what_the_reading_depends_on_reads_again(calls, add, engine):
    document = add("[IN|first] Safety").document
    engine.collated.clear()
    document.url = "https://example.com/other"
    assert document_update(document=document, changed=["url"], engine=engine) == ()
    document.kind, document.title = "readout", "Other"
    for name in ("kind", "title"):
        assert [o.call.slug for o in document_update(document=document, changed=[name], engine=engine)] == ["first"]


def test_withdrawing_takes_a_document_out_of_its_calls_and_republishing_brings_it_back(calls, add, engine):
    add("[IN|first] Safety")
    document = add("[RU|first] Safety", "[RU|first] Instructions").document
    ids = dict(Statement.objects.values_list("label", "public_id"))

    document.status = Document.Status.WITHDRAWN
    document_update(document=document, changed=["status"], engine=engine)
    assert dict(Statement.objects.values_list("label", "retired")) == {"Safety": False, "Instructions": True}
    assert Statement.objects.get(label="Safety").verdict == "one_sided"
    assert Collation.objects.get(current=True).inputs == [Document.objects.exclude(pk=document.pk).get().sha256]

    document.status = Document.Status.PUBLISHED
    document_update(document=document, changed=["status"], engine=engine)
    assert dict(Statement.objects.filter(retired=False).values_list("label", "public_id")) == ids


def test_removing_a_document_retires_what_only_it_said(calls, add, engine):
    add("[IN|first] Safety")
    document = add("[RU|first] Instructions", "[IN|new:2024-05-01] Elections").document
    assert Call.objects.filter(status="proposed").exists()

    documents_delete(documents=[document], engine=engine)
    assert dict(Statement.objects.values_list("label", "retired")) == {"Safety": False, "Instructions": True}
    assert not Call.objects.filter(status="proposed").exists()
    assert not StatementMember.objects.filter(statement__retired=True).exists()


def test_an_echo_joins_sentences_of_two_calls_and_goes_with_them(calls, add, engine):
    add("[IN|first] Trade grew")
    document = add("[IN|second] Trade grew").document
    echo = Echo.objects.get()
    assert {echo.a.call.slug, echo.b.call.slug} == {"first", "second"}
    documents_reread(documents=[document], engine=engine)
    assert Echo.objects.count() == 1
    documents_delete(documents=[document], engine=engine)
    assert not Echo.objects.exists()


def test_a_misdated_sentence_is_marked_with_the_evidence_and_unmarked(calls, add, engine):
    engine.misdated = {"Events": "first"}
    document = add("[RU|second] Events of June").document
    sentence = document.sentences.get()
    assert (sentence.misdated.slug, sentence.why["misdated"]) == ("first", "it is told of another call")
    engine.misdated = {}
    documents_reread(documents=[document], engine=engine)
    sentence.refresh_from_db()
    assert sentence.misdated is None
    assert "misdated" not in sentence.why


def test_the_look_for_echoes_does_not_grow_with_the_corpus(calls, add, engine):
    for number in range(60):
        call = CallFactory(date=datetime.date(2023, 1, 1) + datetime.timedelta(days=number), slug=f"other-{number}")
        add(f"[IN|{call.slug}] Words of day {number}")
    assert max(engine.looked_through) <= 25
