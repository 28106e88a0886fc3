"""Many documents at once: each stored once, each call collated once, whatever breaks the import off."""

from __future__ import annotations

import datetime
import json
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comparator.intake import Facts, expand
from comparator.models import Call, Collation, Document, Outlet, Sentence, Side
from comparator.services import imports
from comparator.services.documents import document_add
from comparator.services.importreport import Host
from comparator.services.imports import documents_import
from tests.factories import CallFactory, OutletFactory
from tests.fakes import FakeEngine

pytestmark = pytest.mark.django_db

PAPER = Facts(outlet="The Paper", side="IN")


def rows(*texts, **facts):
    """Return the items of a table with one document a row."""
    lines = [json.dumps({"text": text, "published": "2022-02-24", "outlet": "The Paper", **facts}) for text in texts]
    return expand("\n".join(lines).encode(), name="table.jsonl")


def states(report):
    return [result.state.value for result in report.results]


def told(count, call="first"):
    return [f"[IN|{call}] Point{number} is told" for number in range(count)]


def test_documents_are_stored_and_their_calls_collated_once(calls, engine):
    report = documents_import(items=rows(*told(7), *told(4, "second"), "[IN|new:2022-03-10] Trade"), engine=engine)
    assert states(report) == ["added"] * 12
    assert sorted(engine.collated) == ["2022-03-10-modi-macron", "first", "second"]
    assert (report.known_calls, report.proposed_calls, report.collated) == (2, 1, 3)
    assert Document.objects.count() == 12
    assert Collation.objects.filter(current=True).count() == 3
    document = Document.objects.get(public_id=report.results[0].document)
    assert (document.engine_version, document.sentences.get().call.slug) == ("fake-1", "first")
    assert document.history.count() == 1


def test_it_stores_what_adding_one_by_one_stores(calls, engine):
    texts = [*told(3), "# furniture\n[RU|second] Grain", "[US|new:2022-03-10] Trade"]
    documents_import(items=rows(*texts), engine=engine)
    at_once = stored()
    Document.objects.all().delete()
    Call.objects.filter(status=Call.Status.PROPOSED).delete()
    for text in texts:
        document_add(
            raw=text,
            kind="article",
            outlet=Outlet.objects.get(),
            published=datetime.date(2022, 2, 24),
            engine=FakeEngine(),
        )
    assert stored() == at_once


def stored():
    documents = Document.objects.order_by("public_id").values_list(
        "public_id", "sha256", "kind", "outlet__name", "published", "language", "engine_version", "register_hash"
    )
    sentences = Sentence.objects.order_by("document__public_id", "index").values_list(
        "document__public_id", "index", "start", "end", "text", "role", "voice", "call__slug"
    )
    return list(documents), list(sentences)


def test_duplicates_are_told_from_what_is_stored_and_from_each_other(calls, engine):
    first = documents_import(items=rows("[IN|first] Trade"), engine=engine).results[0].document
    report = documents_import(
        items=rows("[IN|first] Trade\r\n[IN|first] Grain", "[IN|first] Trade", "[IN|first] Trade\n[IN|first] Grain"),
        engine=engine,
    )
    assert states(report) == ["added", "duplicate", "duplicate"]
    assert (report.results[1].document, report.results[1].message) == (first, "the same text is stored already")
    assert report.results[2].message == "the same text as table.jsonl, line 1"
    assert report.results[2].document == report.results[0].document


def test_a_repeated_text_is_known_across_batches(calls, engine, monkeypatch):
    monkeypatch.setattr(imports, "DOCUMENTS_AT_ONCE", 1)
    for dry_run in (True, False):
        report = documents_import(items=rows("[IN|first] A", "[IN|first] A"), engine=engine, dry_run=dry_run)
        assert states(report) == ["added", "duplicate"]
        assert report.results[1].message == "the same text as table.jsonl, line 1"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"published": str((timezone.now() + datetime.timedelta(days=3)).date())}, "in the future"),
        ({"outlet": ""}, "who published it"),
        ({"outlet": "x" * 121}, "at most 120"),
        ({"call": "no-such-call"}, "no-such-call"),
        ({"url": "https://example.com/" + "x" * 600}, "web address"),
        ({"published": "soon"}, "no whole date"),
    ],
)
def test_what_can_not_be_stored_is_refused_with_its_place_and_the_rest_goes_on(calls, engine, facts, said):
    items = [*rows("[IN|first] Bad", **facts), *rows("[IN|first] Good")]
    report = documents_import(items=items, engine=engine)
    assert states(report) == ["refused", "added"]
    assert report.results[0].message.startswith("table.jsonl, line 1: ")
    assert said in report.results[0].message
    assert not report.is_clean


def test_a_text_that_the_engine_can_not_read_is_refused(calls, engine):
    engine.fails_reading = True
    report = documents_import(items=rows("[IN|first] Trade"), engine=engine)
    assert (states(report), Document.objects.count()) == (["refused"], 0)
    assert "an error in the program" in report.results[0].message
    engine.fails_reading = False
    report = documents_import(items=rows("# credits", "# credits"), engine=engine)
    assert states(report) == ["refused", "refused"]
    assert "Nothing but furniture" in report.results[1].message


def test_a_call_that_can_not_be_collated_is_named_and_tried_again_next_time(calls, engine):
    engine.fails_collating = "first"
    report = documents_import(items=rows("[IN|first] Trade", "[IN|second] Grain"), engine=engine)
    assert (states(report), report.failed_calls, report.collated) == (["added", "added"], ["first"], 1)
    assert not report.is_clean
    engine.fails_collating = ""
    report = documents_import(items=rows("[IN|first] Trade", "[IN|second] Grain"), engine=engine)
    assert (report.failed_calls, report.collated) == ([], 1)


@pytest.mark.parametrize(
    ("kind", "name", "side", "official", "expected"),
    [
        ("readout", "Office of the President of France", "", True, "FR"),
        ("readout", "Somebody's Office", "FR", True, "FR"),
        ("readout", "Somebody's Office", "", True, None),
        ("article", "The Times of India", "", False, None),
        ("article", "The Times of India", "IN", False, "IN"),
    ],
)
def test_a_new_outlet_gets_its_side_and_standing(calls, engine, kind, name, side, official, expected):
    documents_import(items=rows("[IN|first] Trade", kind=kind, outlet=name, side=side), engine=engine)
    outlet = Outlet.objects.get(name=name)
    assert (outlet.official, outlet.side and outlet.side.code) == (official, expected)


def test_a_known_outlet_stays_as_it_is_and_defaults_fill_what_is_not_stated(calls, engine):
    outlet = OutletFactory(name="The Paper", official=True)
    item = expand(b"[IN|first] Trade", name="a.txt")
    defaults = Facts(outlet="The Paper", side="RU", kind="statement", language="hi")
    documents_import(items=item, defaults=defaults, engine=engine)
    document = Document.objects.get()
    outlet.refresh_from_db()
    assert (document.outlet, document.kind, document.language) == (outlet, "statement", "hi")
    assert outlet.side.code == "IN"


def test_a_document_that_does_not_speak_of_the_call_it_is_said_to_be_about_is_noted(calls, engine):
    report = documents_import(items=rows("[IN|second] Trade", "[IN|first] Grain", call="first"), engine=engine)
    assert "speak of the call first" in report.results[0].message
    assert report.results[1].message == ""


def test_a_dry_run_says_what_would_happen_and_stores_nothing(calls, engine):
    CallFactory(date=datetime.date(2022, 3, 9), slug="there", parties=("FR", "IN"), status=Call.Status.PROPOSED)
    texts = ["[IN|first] A", "[IN|new:2022-03-10] B", "[IN|new:2022-03-10] C", "[IN|new:2022-03-09] D", "# no report"]
    before = Call.objects.count(), Side.objects.count()
    report = documents_import(items=rows(*texts, side="FR"), dry_run=True, engine=engine)
    assert states(report) == ["added"] * 4 + ["refused"]
    assert (report.known_calls, report.proposed_calls, report.collated) == (2, 1, 0)
    assert (Document.objects.count(), Outlet.objects.count(), engine.collated) == (0, 0, [])
    assert (Call.objects.count(), Side.objects.count()) == before
    real = documents_import(items=rows(*texts, side="FR"), engine=engine)
    assert (states(real), real.known_calls, real.proposed_calls) == (states(report), 2, 1)


class Fragile(Host):
    """Breaks off at the given report of progress."""

    def __init__(self, after):
        self.left = after

    def progress(self, done, total, step):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize("after", range(9))
def test_an_import_that_was_broken_off_is_finished_by_the_next(calls, engine, monkeypatch, after):
    monkeypatch.setattr(imports, "DOCUMENTS_AT_ONCE", 2)
    monkeypatch.setattr(imports, "CALLS_AT_ONCE", 1)
    texts = [*told(4), *told(3, "second"), "[IN|new:2022-03-10] Trade"]
    with pytest.raises(KeyboardInterrupt):
        documents_import(items=rows(*texts), host=Fragile(after), engine=engine)
    documents_import(items=rows(*texts), engine=engine)
    assert Document.objects.count() == len(texts)
    assert sorted(engine.collated) == ["2022-03-10-modi-macron", "first", "second"]
    for call in Call.objects.filter(sentences__isnull=False).distinct():
        shas = sorted(Document.objects.filter(sentences__call=call).values_list("sha256", flat=True))
        assert sorted(Collation.objects.get(call=call, current=True).inputs) == shas


def test_what_an_earlier_attempt_stored_counts_as_added(calls, engine):
    own = documents_import(items=rows("[IN|first] Trade"), engine=engine).results[0].document

    class Again(Host):
        def is_own(self, public_id):
            return public_id == own

    report = documents_import(items=rows("[IN|first] Trade"), host=Again(), engine=engine)
    assert states(report) == ["added"]


def test_a_document_that_another_import_stores_at_the_same_moment_is_a_duplicate(calls, engine, monkeypatch):
    told_of: list[str] = []
    real = imports.documents_store

    def raced(*, found, **more):
        """Fail as the database does where the other import has stored the first document in the meantime."""
        monkeypatch.setattr(imports, "documents_store", real)
        raise IntegrityError

    class Late(Host):
        @contextmanager
        def transaction(self):
            with transaction.atomic():
                yield
            told_of.append("stored")

        def stored(self, public_ids):
            told_of.extend(public_ids)

    monkeypatch.setattr(imports, "documents_store", raced)
    looked = imports._stored

    def look(candidates):
        if imports.documents_store is real and not told_of:  # the second attempt: by now the other import is through
            told_of.append("other")
            documents_import(items=rows("[IN|first] Trade"), engine=FakeEngine())
        return looked(candidates)

    monkeypatch.setattr(imports, "_stored", look)
    report = documents_import(items=rows("[IN|first] Trade", "[IN|first] Grain"), host=Late(), engine=engine)
    assert states(report) == ["duplicate", "added"]
    assert Document.objects.count() == 2
    assert told_of[:3] == ["other", report.results[1].document, "stored"]


def test_the_number_of_queries_does_not_grow_with_the_documents(calls):
    counts = []
    for number in (3, 30):
        items = rows(*(f"[IN|first] Point{n} of {number}" for n in range(number)))
        with CaptureQueriesContext(connection) as queries:
            documents_import(items=items, engine=FakeEngine())
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2
