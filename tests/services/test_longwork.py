"""Running the engine again over much, as jobs; what a lost worker had done is not done again."""

from __future__ import annotations

import pytest

from comparator.models import Call, Collation, Document, Job
from comparator.services import documents as documents_service
from comparator.services import longwork
from comparator.services.demo import demo_load
from comparator.services.jobs import job_work
from comparator.services.longwork import ask_to_collate, ask_to_read_again
from tests.test_commands import FIXTURES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(db):
    demo_load(folder=FIXTURES)


def work(job):
    job_work(job.pk, beside=False)
    job.refresh_from_db()
    return job


def test_documents_are_read_again_and_the_page_says_what_changed():
    Document.objects.update(engine_version="former", language="en")
    Collation.objects.filter(call__slug="2022-02-24-modi-putin").update(input_hash="0" * 64)
    job = work(ask_to_read_again(documents=Document.objects.all()))
    assert (job.state, job.title) == (Job.State.DONE, "Reading 5 documents again")
    assert (job.done, job.total) == (5, 5)
    assert job.result["headline"] == "5 documents were read again."
    assert [line["url"] for line in job.result["lines"]] == ["/calls/2022-02-24-modi-putin/"]
    assert not Document.objects.filter(engine_version="former").exists()


def test_what_was_done_before_a_worker_was_lost_is_not_done_again(monkeypatch):
    read = []

    def note(documents, **options):
        read.extend(document.pk for document in documents)
        return documents_service.documents_reread(documents=documents, **options)

    monkeypatch.setattr(longwork, "documents_reread", note)
    monkeypatch.setattr(longwork, "_BATCH", 2)
    job = ask_to_read_again(documents=Document.objects.all())
    Job.objects.filter(pk=job.pk).update(done=2, total=5)
    assert work(job).state == Job.State.DONE
    assert sorted(read) == sorted(job.payload["documents"][2:])


def test_calls_are_collated_again_one_after_the_other():
    calls = list(Call.objects.all())
    Collation.objects.update(input_hash="0" * 64)
    job = ask_to_collate(calls=calls)
    calls[0].delete()
    work(job)
    assert job.result["headline"] == "4 calls were collated again."
    assert len(job.result["lines"]) == 3
    assert " new statements: 0, " in job.result["lines"][0]["text"]
    assert Collation.objects.filter(current=True).exclude(input_hash="0" * 64).count() == 3


def test_a_call_that_can_not_be_collated_comes_first_and_keeps_its_result(monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the engine broke down")

    Collation.objects.update(input_hash="0" * 64)
    monkeypatch.setattr("comparator.services.collations.statements_store", fail)
    job = work(ask_to_collate(calls=Call.objects.all()))
    assert job.state == Job.State.DONE
    assert {line["level"] for line in job.result["lines"]} == {"error"}
    assert "RuntimeError" in job.result["lines"][0]["text"]
    assert Collation.objects.filter(current=True).count() == 4
