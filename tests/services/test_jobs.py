"""Jobs: asked for once, done once, never lost, whatever becomes of their workers."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from comparator.models import Call, Job
from comparator.services import jobkinds, jobrun
from comparator.services.errors import ServiceError
from comparator.services.jobkinds import JobKind, Line, Outcome, UnknownJobKindError
from comparator.services.jobrun import SETBACKS, JobRun, LeaseLostError
from comparator.services.jobs import JobNotFailedError, job_create, job_retry, job_work, jobs_reap
from comparator.tasks import work_on_job
from tests import jobkinds as examples

pytestmark = pytest.mark.django_db

DAYS = ["2022-02-24", "2022-03-02", "2022-03-07"]


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setitem(jobkinds.KINDS, "calls", "tests.jobkinds.CALLS")


def ask(*days, kind="calls", **facts):
    return job_create(kind=kind, payload={"days": list(days or DAYS)}, **facts)


def work(job):
    taken = job_work(job.pk, beside=False)
    job.refresh_from_db()
    return taken


def expire(job):
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


def begin(job):
    """Take the job up as a worker does that is then lost."""
    run = JobRun(jobrun._take_up(job.pk))
    assert run.job.state == Job.State.RUNNING
    return run


def test_a_job_waits_in_the_queue_until_it_is_worked(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask()
        assert not DBTaskResult.objects.exists(), "queued before the transaction was stored"
    assert job.state == Job.State.QUEUED
    assert DBTaskResult.objects.get().args_kwargs == {"args": [job.pk], "kwargs": {}}
    assert work(job)
    assert (job.state, job.attempt, job.lease_until) == (Job.State.DONE, 1, None)
    assert job.result == {
        "headline": "Stored: 3 calls",
        "lines": [{"text": "A call", "url": "/calls/", "level": ""}],
        "data": {"calls": 3},
    }
    assert job.created_at <= job.started_at <= job.finished_at
    assert Call.objects.count() == 3


def test_the_row_says_how_far_the_work_has_come():
    work(ask())
    assert [seen["done"] for seen in examples.SEEN] == [0, 1, 2]
    assert examples.SEEN[-1] == {"state": "running", "attempt": 1, "done": 2, "total": 3, "step": "Day 2022-03-07"}


def test_reports_in_quick_succession_are_not_all_stored(django_assert_num_queries):
    run = begin(ask())
    with django_assert_num_queries(3):  # a new step, the first report of it, and the last
        for done in range(1001):
            run.progress(done, 1000, "Counting")
        run.progress(0, 1000, "Counting again")
    run.job.refresh_from_db()
    assert (run.job.done, run.job.step) == (0, "Counting again")


def test_work_that_is_live_is_not_asked_for_twice():
    first = ask()
    assert ask().pk == first.pk
    assert ask(*DAYS[:2]).pk != first.pk
    work(first)
    assert ask().pk != first.pk


def test_a_job_speaks_the_language_of_who_asked_for_it(monkeypatch):
    heard = []

    def listen(run):
        heard.append(get_language())
        raise ServiceError(_("Only a job that has failed can be tried again."))

    monkeypatch.setattr(jobrun, "find_kind", lambda _name: JobKind(listen, "Listening"))
    with override("ru"):
        job = ask("2022-02-24")
    work(job)
    assert (heard, get_language()) == (["ru"], "en")
    job.refresh_from_db()
    assert job.error == "Попробовать снова можно только работу, которая не удалась."


def test_a_key_of_ones_own_makes_two_requests_one():
    assert ask(key="today").pk == ask(DAYS[0], key="today").pk


def test_small_work_is_done_at_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        job = ask(at_once=True)
    assert (job.state, Call.objects.count(), callbacks) == (Job.State.DONE, 3, [])


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownJobKindError, match="'cakes'"):
        job_create(kind="cakes", payload={})
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        ("refused", "The file is empty. Choose another."),
        ("invalid", "This date is in the future."),
        ("broken", "An error in the program ended it (ZeroDivisionError); it has been logged."),
    ],
)
def test_a_job_that_fails_says_what_and_where(failure, message):
    job = ask(DAYS[0], failure)
    work(job)
    assert (job.state, job.error, job.step, job.done) == (Job.State.FAILED, message, f"Day {failure}", 1)
    assert job.finished_at
    assert Call.objects.count() == 1, "what was stored before stays"


def test_a_failed_job_is_tried_again_when_somebody_asks(django_capture_on_commit_callbacks):
    job = ask(DAYS[0], "refused")
    work(job)
    Job.objects.filter(pk=job.pk).update(payload={"days": DAYS[:2]})
    with django_capture_on_commit_callbacks(execute=True):
        assert job_retry(job=job).error == ""
    assert DBTaskResult.objects.count() == 1
    work(job)
    assert (job.state, job.attempt, job.error, Call.objects.count()) == (Job.State.DONE, 2, "", 2)
    with pytest.raises(JobNotFailedError):
        job_retry(job=job)


def test_trying_again_what_is_live_already_leads_to_that():
    job = ask("refused")
    work(job)
    other = ask("refused")
    assert job_retry(job=job).pk == other.pk
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_two_workers_never_have_one_job():
    job = ask()
    begin(job)
    assert not work(job)
    assert (job.state, job.attempt) == (Job.State.RUNNING, 1)


def test_a_job_that_has_ended_is_not_done_again():
    job = ask()
    assert work(job)
    assert not work(job)
    assert not job_work(job.pk + 1)


def test_the_job_of_a_lost_worker_is_queued_anew(django_capture_on_commit_callbacks):
    job = ask()
    begin(job)
    assert jobs_reap() == 0, "its lease has not expired"
    expire(job)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs_reap() == 1
    assert DBTaskResult.objects.count() == 1
    assert jobs_reap() == 0, "it is on its way"
    work(job)
    assert (job.state, job.attempt, job.setbacks) == (Job.State.DONE, 2, 1)


def test_a_message_that_was_lost_is_sent_again(django_capture_on_commit_callbacks, monkeypatch):
    def refuse(task, key):
        raise ConnectionError("no broker answers")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(type(work_on_job), "enqueue", refuse)
        job = ask()
    assert job.state == Job.State.QUEUED
    expire(job)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs_reap() == 1
    job.refresh_from_db()
    assert (DBTaskResult.objects.count(), job.setbacks) == (1, 0)


def test_who_has_lost_the_lease_can_store_nothing_more():
    job = ask()
    former = begin(job)
    expire(job)
    present = begin(job)
    with pytest.raises(LeaseLostError):
        former.progress(1, 3, "Day 1")
    with pytest.raises(LeaseLostError), former.transaction():
        Call.objects.create(slug="too-late", date="2022-02-24")
    with pytest.raises(LeaseLostError):
        former.finish(Outcome("Too late"))
    present.finish(Outcome("In time"))
    job.refresh_from_db()
    assert job.result["headline"] == "In time"
    assert not Call.objects.exists()


def test_a_database_that_fails_is_given_time():
    job = ask("database")
    for setback in range(1, SETBACKS):
        work(job)
        assert (job.state, job.setbacks) == (Job.State.QUEUED, setback)
    work(job)
    assert job.state == Job.State.FAILED
    assert "the connection is lost" in job.error


def test_a_job_that_takes_its_workers_with_it_is_given_up():
    job = ask()
    for _lost in range(SETBACKS):
        assert job.state == Job.State.QUEUED
        begin(job)
        expire(job)
        jobs_reap()
        job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert f"lost {SETBACKS} times" in job.error


def test_a_process_that_is_told_to_end_gives_the_job_back(monkeypatch):
    job = ask()
    with monkeypatch.context() as patch:
        patch.setattr(jobrun, "stopping", threading.Event())
        jobrun.stopping.set()
        work(job)
    assert (job.state, job.setbacks, Call.objects.count()) == (Job.State.QUEUED, 0, 0)
    work(job)
    assert job.state == Job.State.DONE


def test_a_process_that_ends_in_the_middle_gives_the_job_back():
    job = ask(DAYS[0], "process ends")
    with pytest.raises(SystemExit):
        work(job)
    job.refresh_from_db()
    assert (job.state, job.setbacks) == (Job.State.QUEUED, 0)


def test_a_long_account_is_cut():
    stored = Outcome("Much", tuple(Line(f"file {n}") for n in range(600))).as_json()
    assert len(stored["lines"]) == 501
    assert stored["lines"][-1]["text"] == "… and 100 more"


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_kept_alive_beside_the_work(settings, monkeypatch):
    """A step may take longer than the lease."""
    settings.JOB_LEASE_SECONDS = 0.4
    monkeypatch.setitem(jobkinds.KINDS, "slow", "tests.jobkinds.SLOW")
    job = job_create(kind="slow", payload={"seconds": 1.5})
    assert job_work(job.pk)
    job.refresh_from_db()
    assert job.result["data"] == {"reaped": 0}
