"""The pages of background work: for whom, what they say, and that they work without JavaScript."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User

from comparator.models import Job
from comparator.services import jobkinds
from comparator.services.jobs import Line, Outcome, job_create, job_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setitem(jobkinds.KINDS, "calls", "tests.jobkinds.CALLS")


@pytest.fixture
def asha():
    """An editor without any right to the jobs of others."""
    return User.objects.create_user("asha")


@pytest.fixture
def person(client):
    """Sign somebody in who has these rights."""

    def sign_in(*rights, name="somebody"):
        user = User.objects.create_user(name)
        user.user_permissions.set(Permission.objects.filter(codename__in=rights))
        client.force_login(user)
        return user

    return sign_in


def ask(user, *days):
    return job_create(kind="calls", payload={"days": list(days or ["2022-02-24"])}, created_by=user)


def set_row(job, **values):
    Job.objects.filter(pk=job.pk).update(**values)


def test_work_under_way_shows_how_far_it_has_come(client, asha, read):
    job = ask(asha)
    set_row(job, state="running", done=30, total=120, step="Reading the documents", attempt=2)
    client.force_login(asha)
    page = read(job.get_absolute_url())
    assert page.progress.attrs == {"aria-labelledby": "job-step", "value": "30", "max": "120"}
    assert page.find(id="job-step").text == "Reading the documents"
    assert "30 of 120 (25 %)" in page.main.text
    assert page.find(id="job")["hx-trigger"] == "every 2s"
    assert page.noscript.meta["http-equiv"] == "refresh"


def test_a_step_of_unknown_length_has_no_figures(client, asha, read):
    job = ask(asha)
    set_row(job, state="running", done=30, step="Counting")
    client.force_login(asha)
    page = read(job.get_absolute_url())
    assert "value" not in page.progress.attrs
    assert "%" not in page.main.text


def test_work_that_waits_says_so(client, asha, read):
    job = ask(asha)
    client.force_login(asha)
    assert "It waits for its turn" in read(job.get_absolute_url()).main.text
    set_row(job, attempt=1)
    assert "It was interrupted" in read(job.get_absolute_url()).main.text


def test_what_it_came_to_is_told_and_no_longer_asked_for(client, asha, read):
    job = ask(asha)
    job_work(job.pk, beside=False)
    outcome = Outcome("What it added: 2 calls", (Line("a.txt", "/calls/"), Line("b.txt is empty", level="error")))
    set_row(job, result=outcome.as_json())
    client.force_login(asha)
    page = read(job.get_absolute_url())
    assert page.find(class_="job-headline").text == "What it added: 2 calls"
    assert [line.text for line in page.select(".job-lines li")] == ["a.txt", "Failed: b.txt is empty"]
    assert page.select_one(".job-lines a")["href"] == "/calls/"
    assert "hx-get" not in page.find(id="job").attrs
    assert page.noscript is None
    assert page.progress is None


def test_htmx_gets_only_what_changes_and_hears_of_the_end(client, asha, read):
    job = ask(asha)
    client.force_login(asha)
    htmx = {"HX-Request": "true", "HX-Target": "job"}
    under_way = read(job.get_absolute_url(), **htmx)
    assert under_way.html is None
    assert under_way.find(id="status") is None
    job_work(job.pk, beside=False)
    ended = read(job.get_absolute_url(), **htmx)
    assert ended.find(id="status").text == "Stored: 1 calls"


def test_what_failed_says_what_and_where_and_can_be_tried_again(client, asha, read):
    job = ask(asha, "2022-02-24", "refused")
    job_work(job.pk, beside=False)
    client.force_login(asha)
    page = read(job.get_absolute_url())
    banner = page.find(class_="job-failed")
    assert "The file is empty. Choose another." in banner.text
    assert "Day refused (1 of 2)" in " ".join(banner.text.split())
    response = client.post(banner.form["action"])
    assert response.status_code == 302
    assert response["Location"] == job.get_absolute_url()
    job.refresh_from_db()
    assert job.state == Job.State.QUEUED


def test_what_has_not_failed_is_not_tried_again(client, asha):
    job = ask(asha)
    client.force_login(asha)
    page = client.post(f"{job.get_absolute_url()}retry/", follow=True)
    assert "Only a job that has failed can be tried again." in page.content.decode()


def test_titles_and_messages_are_text_not_markup(client, asha):
    job = ask(asha)
    set_row(job, title="<b>x</b>", state="failed", error="<script>alert(1)</script>", step="<i>", lease_until=None)
    client.force_login(asha)
    body = client.get(job.get_absolute_url()).content.decode()
    assert "<script>alert" not in body
    assert "&lt;b&gt;x&lt;/b&gt;" in body


class TestWhoMaySeeIt:
    def test_nobody_without_signing_in(self, client, asha):
        job = ask(asha)
        for path in ("/jobs/", job.get_absolute_url()):
            assert client.get(path).status_code == 302
        assert client.post(f"{job.get_absolute_url()}retry/").status_code == 302

    def test_others_are_not_told_that_it_is_there(self, client, asha, person):
        job = ask(asha)
        person()
        assert client.get(job.get_absolute_url()).status_code == 404
        assert client.post(f"{job.get_absolute_url()}retry/").status_code == 404
        assert "Calls of some days" not in client.get("/jobs/").content.decode()

    def test_who_may_see_all_jobs_may_not_try_all_again(self, client, asha, person, read):
        job = ask(asha, "refused")
        job_work(job.pk, beside=False)
        person("view_job")
        assert read(job.get_absolute_url()).find(class_="job-failed").form is None
        assert client.post(f"{job.get_absolute_url()}retry/").status_code == 403
        job.refresh_from_db()
        assert job.state == Job.State.FAILED

    def test_who_may_change_jobs_may(self, client, asha, person):
        job = ask(asha, "refused")
        job_work(job.pk, beside=False)
        person("view_job", "change_job")
        assert client.post(f"{job.get_absolute_url()}retry/").status_code == 302
        job.refresh_from_db()
        assert job.state == Job.State.QUEUED

    def test_a_look_changes_nothing(self, client, asha):
        job = ask(asha)
        client.force_login(asha)
        assert client.post(job.get_absolute_url()).status_code == 405
        assert client.get(f"{job.get_absolute_url()}retry/").status_code == 405


def test_the_list_shows_the_latest_first_by_state(asha, person, read):
    jobs = [ask(asha, day) for day in ("2022-02-24", "refused", "2022-03-02")]
    for job in jobs[:2]:
        job_work(job.pk, beside=False)
    person("view_job")

    def listed(query=""):
        return [row.a["href"] for row in read(f"/jobs/{query}").select("tbody tr")]

    assert listed() == [job.get_absolute_url() for job in reversed(jobs)]
    assert listed("?state=failed") == [jobs[1].get_absolute_url()]
    assert listed("?state=done") == [jobs[0].get_absolute_url()]
    assert listed("?state=live") == [jobs[2].get_absolute_url()]
    assert listed("?state=nonsense&page=x") == listed()


@pytest.mark.parametrize("number", [1, 20])
def test_the_list_asks_as_often_for_many_as_for_one(client, asha, django_assert_num_queries, number):
    for day in range(number):
        ask(asha, f"2022-02-{day + 1:02}")
    client.force_login(asha)
    client.get("/jobs/")
    with django_assert_num_queries(6):
        client.get("/jobs/")
