"""Files of many documents, imported by a job that may lose its worker at any moment."""

from __future__ import annotations

import json

import pytest

from comparator.intake import Facts, IntakeError
from comparator.models import Call, Collation, Document, Job, Upload
from comparator.services import imports
from comparator.services.jobs import job_create, job_retry, job_work
from tests.uploads import ask_import

pytestmark = pytest.mark.django_db

TEXT = "President Lula spoke today with President Emmanuel Macron of France. He offered {number} tonnes of aid."


def table(*numbers):
    rows = ({"text": TEXT.format(number=number), "published": "2024-05-07"} for number in numbers)
    return "\n".join(map(json.dumps, rows)).encode()


@pytest.fixture
def ask():
    def ask(content, **more):
        defaults = Facts(outlet="The Paper", side="BR", kind="readout")
        return ask_import("table.jsonl", content, defaults=defaults, **more)

    return ask


def worked(job):
    job_work(job.pk, beside=False)
    job.refresh_from_db()
    return job


def test_the_job_stores_the_documents_and_says_what_became_of_each(ask, admin_user):
    job = worked(ask(table(1, 2, 1), by=admin_user))
    assert (job.state, job.title) == (Job.State.DONE, "Import of table.jsonl (3 documents)")
    assert job.result["headline"] == "Documents added: 2, already there: 1, refused: 0; calls compared: 1."
    assert [line["level"] for line in job.result["lines"]] == ["warning", "", ""]
    assert job.result["lines"][1]["url"] == Document.objects.order_by("pk")[0].get_absolute_url()
    assert set(Document.objects.values_list("added_by", flat=True)) == {admin_user.pk}
    assert {entry.history_user for entry in Document.history.all()} == {admin_user}
    assert bytes(Upload.objects.get().content) == b""


def test_a_worker_that_is_lost_while_storing_costs_nothing(ask, monkeypatch):
    monkeypatch.setattr(imports, "DOCUMENTS_AT_ONCE", 1)
    job = ask(table(1, 2, 3))
    lose_at(monkeypatch, "documents_store", 2)
    assert (worked(job).state, Document.objects.count()) == (Job.State.FAILED, 1)
    monkeypatch.undo()
    job = worked(job_retry(job=job))
    assert job.result["data"]["added"] == 3
    assert (Document.objects.count(), Call.objects.count()) == (3, 1)
    assert len(Collation.objects.get(current=True).inputs) == 3


def test_a_worker_that_is_lost_while_comparing_costs_nothing(ask, monkeypatch):
    job = ask(table(1, 2))
    lose_at(monkeypatch, "collate_calls", 1)
    assert (worked(job).state, Collation.objects.count()) == (Job.State.FAILED, 0)
    monkeypatch.undo()
    assert worked(job_retry(job=job)).result["data"]["added"] == 2
    assert Collation.objects.get(current=True).call == Call.objects.get()


def lose_at(monkeypatch, name, number):
    real, calls = getattr(imports, name), []

    def work(**given):
        calls.append(1)
        if len(calls) == number:
            raise RuntimeError("the worker is lost")
        return real(**given)

    monkeypatch.setattr(imports, name, work)


def test_a_worker_that_is_lost_at_the_very_end_leaves_the_same_account(ask):
    job = worked(ask(table(1)))
    again = worked(job_create(kind="import-batch", payload=job.payload, key="again"))
    assert again.result == job.result


def test_what_can_not_be_opened_is_refused_before_anything_is_stored(ask):
    with pytest.raises(IntakeError):
        ask(b"PK\x03\x04 no archive")
    assert not Upload.objects.exists()
    assert not Job.objects.exists()


def test_no_job_is_made_for_a_column_that_is_not_there(ask):
    with pytest.raises(IntakeError, match="There is no column"):
        ask(table(1), columns={"text": "body"})
    assert not Job.objects.exists()


def test_a_file_that_is_gone_is_said_so(db):
    job = worked(job_create(kind="import-batch", payload={"upload": 404}))
    assert (job.state, job.error) == (Job.State.FAILED, "The file is no longer there. Upload it again.")
