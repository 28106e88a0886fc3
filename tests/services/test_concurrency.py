"""Editors at work at the same moment. Needs a database server: SQLite lets one writer in at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comparator.models import Call, Collation, Document, Side, Statement
from comparator.services.collations import collate_call_now
from comparator.services.documents import document_add
from comparator.services.errors import DuplicateDocumentError
from tests.factories import CallFactory, OutletFactory
from tests.fakes import FakeEngine

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time"),
]


def at_once(jobs):
    """Run the jobs in threads, each with its own connection; return what they gave or raised."""

    def run(job):
        try:
            return job()
        except DuplicateDocumentError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def adding(outlet, *lines):
    return lambda: document_add(raw="\n".join(lines), kind="article", outlet=outlet, engine=FakeEngine())


def test_documents_added_at_once_are_all_in_the_one_current_result():
    CallFactory(slug="first")
    outlet = OutletFactory()
    at_once([adding(outlet, f"[UA|first] Safety {n}", f"[IN|new:2024-05-01] Elections {n}") for n in range(4)])
    assert Document.objects.count() == 4
    assert Side.objects.filter(code="UA").count() == 1
    assert Call.objects.count() == 2
    for run in Collation.objects.filter(current=True):
        assert len(run.inputs) == 4
    assert sorted(s.members.count() for s in Statement.objects.filter(retired=False)) == [4, 4]


def test_the_same_text_added_at_once_is_stored_once():
    outlet = OutletFactory()
    results = at_once([adding(outlet, "[IN|] Safety")] * 4)
    assert sum(isinstance(result, DuplicateDocumentError) for result in results) == 3
    assert Document.objects.count() == 1


def test_two_runs_over_one_call_give_one_result():
    call = CallFactory(slug="first")
    adding(OutletFactory(), "[IN|first] Safety", "[RU|first] Safety")()
    newer = FakeEngine(version="fake-2")
    outcomes = at_once([lambda: collate_call_now(call=call, engine=newer)] * 4)
    assert sorted(outcome.state for outcome in outcomes) == ["done", "unchanged", "unchanged", "unchanged"]
    assert call.collations.filter(current=True).count() == 1
    assert call.collations.get(current=True).links.count() == 1
