"""Reviewers work through what is in doubt, correct documents and statements, and take decisions back; without JavaScript."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.urls import reverse

from comparator.models import Call, Review, Sentence, Statement
from comparator.services.documents import document_add
from comparator.services.register import sides_ensure
from tests.factories import CallFactory, OutletFactory
from tests.views.comparisons import make_comparison

pytestmark = pytest.mark.django_db

IN_TEXT = (
    "Prime Minister Narendra Modi spoke by telephone on 24 February 2022.\n\n"
    "Grain ships must pass through the strait in safety, he said. Students must come home, he stressed.\n"
)
RU_TEXT = (
    "President Vladimir Putin spoke by telephone on 24 February 2022.\n\n"
    "Grain ships have to pass the strait safely. Debts of poor countries were spoken of at length.\n"
)


@pytest.fixture
def reviewer(client, db):
    user = User.objects.create_user("rita")
    user.groups.add(Group.objects.get(name="reviewer"))
    client.force_login(user)
    return user


@pytest.fixture
def call(db):
    sides_ensure(codes=["IN", "RU"])
    CallFactory(date=datetime.date(2022, 2, 1), slug="2022-02-01-modi-putin")
    return CallFactory(date=datetime.date(2022, 2, 24), slug="2022-02-24-modi-putin")


@pytest.fixture
def documents(call):
    facts = {"kind": "readout", "published": datetime.date(2022, 2, 24)}
    return [
        document_add(raw=text, outlet=OutletFactory(name=name, side__code=code, official=True), **facts).document
        for text, name, code in ((IN_TEXT, "PMO", "IN"), (RU_TEXT, "Kremlin", "RU"))
    ]


@pytest.fixture
def page(client):
    def page(address, **query):
        response = client.get(address, query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return page


def sent(form, **changed):
    """What a browser would send of a form without touching it, and what is touched."""
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    for select in form.select("select"):
        fields[select["name"]] = (select.find("option", selected=True) or select.option)["value"]
    return {**fields, **changed}


def place_of(document, words):
    return document.sentences.get(text__contains=words)


def test_a_reviewer_corrects_a_stored_document_and_takes_it_back(client, reviewer, documents, page):
    address = reverse("review-document", args=[documents[1].public_id])
    row = place_of(documents[1], "Debts")
    form = page(address).find("ol", class_="split").find_parent("form")
    changed = {f"voice-{row.start}": "IN", f"call-{row.start}": "2022-02-01-modi-putin", "why": "It says so."}
    assert client.post(address, sent(form, **changed)).status_code == 302
    row.refresh_from_db()
    assert (row.voice, row.call.slug) == ("IN", "2022-02-01-modi-putin")
    assert {(r.kind, r.by, r.note) for r in Review.objects.all()} == {
        ("voice", reviewer, "It says so."),
        ("call", reviewer, "It says so."),
    }
    shown = page(address)
    assert len(shown.select(".decisions > li")) == 2
    assert "It says so." in shown.select_one(".decisions").text
    for form in shown.select(".decisions form"):
        client.post(form["action"], sent(form, why="No, it does not."))
    row.refresh_from_db()
    assert (row.voice, row.call.slug) == ("RU", "2022-02-24-modi-putin")
    assert Review.objects.filter(undone=True, note="No, it does not.").count() == 2
    assert not page(address).select(".decisions form")


def test_a_line_is_taken_out_of_the_report_and_put_back(client, reviewer, documents):
    address = reverse("review-document", args=[documents[1].public_id])
    row = place_of(documents[1], "Debts")
    client.post(address, {f"role-{row.start}": "furniture"})
    row.refresh_from_db()
    assert (row.role, row.call) == ("furniture", None)
    client.post(address, {f"role-{row.start}": "content"})
    row.refresh_from_db()
    assert (row.role, row.call.slug) == ("content", "2022-02-24-modi-putin")


def test_a_sentence_is_split_and_joined(client, reviewer, documents, page):
    address = reverse("review-document", args=[documents[1].public_id])
    row = place_of(documents[1], "Debts")
    words = page(address, split=row.start).select("button[name=cut]")
    cut = next(word["value"] for word in words if word.text == "were")
    client.post(address, {"cut": cut})
    assert [s.text for s in documents[1].sentences.filter(start__gte=row.start)] == [
        "Debts of poor countries",
        "were spoken of at length.",
    ]
    client.post(address, {"join": cut})
    assert documents[1].sentences.filter(start__gte=row.start).count() == 1


def test_a_forged_choice_is_refused(client, reviewer, documents, page):
    address = reverse("review-document", args=[documents[0].public_id])
    row = place_of(documents[0], "Grain")
    assert client.post(address, {f"voice-{row.start}": "XX"}).url == reverse("review")
    assert "“XX” is not one of the choices" in page(reverse("review")).select_one(".messages").text
    assert not Review.objects.exists()


def test_sentences_are_linked_and_parted_on_the_page_of_a_statement(client, reviewer, documents, page):
    one, other = place_of(documents[0], "Students"), place_of(documents[1], "Debts")
    address = reverse("review-statement", args=[one.memberships.get().statement.public_id])
    form = page(address).find("select", id="other").find_parent("form")
    client.post(address, sent(form, b=str(other.pk), relation="same", why="Both are pleas."))
    both = Statement.objects.get(members__sentence=one, retired=False)
    assert both.members.filter(sentence=other).exists()

    shown = page(reverse("review-statement", args=[both.public_id]))
    assert "decided by a person" in shown.find("section", attrs={"aria-labelledby": "h-pairs"}).text
    form = shown.select_one("form.decide")
    client.post(address, sent(form, relation="apart"))
    assert not Statement.objects.filter(retired=False, members__sentence=one).filter(members__sentence=other).exists()


def test_a_verdict_is_decided_and_shown_with_who_decided(client, reviewer, documents, page):
    one = place_of(documents[0], "Grain")
    statement = Statement.objects.get(members__sentence=one, retired=False)
    address = reverse("review-statement", args=[statement.public_id])
    form = page(address).select_one("section[aria-labelledby=h-verdict] form")
    wanted = "diverge" if statement.verdict == "agree" else "agree"
    client.post(address, sent(form, verdict=wanted))
    statement.refresh_from_db()
    assert statement.verdict == wanted
    assert "decided by a person" in page(address).select_one("section[aria-labelledby=h-verdict]").text
    public = page(statement.get_absolute_url())
    assert "Decided by a person" in public.select_one(".reasons").text
    assert "not reviewed" not in public.select_one("#citation").text


def test_the_queue_lists_what_is_in_doubt_and_what_is_decided_drops_out(client, reviewer, documents, page):
    row = place_of(documents[1], "Debts")
    Sentence.objects.filter(pk=row.pk).update(voice="")
    kinds = page(reverse("review"), kind="voices")
    assert [li.a.text for li in kinds.select(".waiting li")] == [row.text]
    item = page(reverse("review-item"), kind="voices", n="1")
    form = item.select_one("form.decide")
    assert form.find("select", id="voice")
    assert "1 of 1" in item.text
    assert client.post(reverse("review-item") + form["action"], sent(form, voice="RU")).status_code == 302
    row.refresh_from_db()
    assert row.voice == "RU"
    assert not page(reverse("review"), kind="voices").select(".waiting li")
    assert "Nothing of this kind" in page(reverse("review-item"), kind="voices").text


def test_unsure_links_come_least_sure_first_with_next_and_previous(client, reviewer, page):
    made = make_comparison()
    links = list(made.sentences["0.0"].links_a.all())
    links[0].score = 0.4
    links[0].save()
    item = page(reverse("review-item"), kind="links", n="1")
    assert [claim.text for claim in item.select(".passage .claim")] == [
        made.sentences["0.0"].text,
        made.sentences["1.0"].text,
    ]
    assert item.select_one("button.primary[name=relation]")["value"] == "topic"
    assert item.select_one("a[rel=prev]") is None
    assert "1 of 1" in item.select_one(".pager").text


def test_what_was_looked_at_and_is_right_is_in_doubt_no_more(client, reviewer, documents):
    row = place_of(documents[1], "Debts")
    other = Call.objects.get(slug="2022-02-01-modi-putin")
    Sentence.objects.filter(pk=row.pk).update(misdated=other)
    address = f"{reverse('review-item')}?kind=misdated&n=1"
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("form.decide")
    client.post(address, sent(form))
    row.refresh_from_db()
    assert (row.misdated, row.call.slug) == (None, "2022-02-24-modi-putin")
    decided = Review.objects.get()
    assert (decided.kind, decided.value, decided.found) == ("call", "2022-02-24-modi-putin", "2022-02-24-modi-putin")


def test_new_evidence_asks_for_another_look_once(client, reviewer, documents):
    """What the program had found when the person decided is what is compared, until the person confirms it."""
    row = place_of(documents[1], "Debts")
    Review(document=documents[1], kind="voice", start=row.start, end=row.end, value="IN", found="outlet").save()
    from comparator.services.documents import documents_reread

    documents_reread(documents=[documents[1]])
    row.refresh_from_db()
    assert row.flags == ["recheck-voice"]
    address = f"{reverse('review-item')}?kind=recheck&n=1"
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("form.decide")
    client.post(address, sent(form))
    row.refresh_from_db()
    assert (row.voice, row.flags) == ("IN", [])
    assert Review.objects.filter(kind="voice").last().found == "RU"


def test_a_proposed_call_is_accepted(client, reviewer, page):
    made = make_comparison()
    Call.objects.filter(pk=made.call.pk).update(status="proposed")
    form = page(reverse("review-item"), kind="calls", n="1").select_one("form.decide")
    assert "India (Narendra Modi), Russia (Vladimir Putin)" in " ".join(form.text.split())
    client.post(reverse("review-item") + "?kind=calls&n=1", sent(form, accept=made.call.slug))
    made.call.refresh_from_db()
    assert made.call.status == Call.Status.CONFIRMED


@pytest.mark.parametrize(
    "posted",
    [{}, {"a": "x", "b": "y"}, {"a": "1", "b": "99999999999999999999"}, {"sentence": "0"}, {"accept": "nowhere"}],
)
def test_nonsense_is_refused_without_a_fault(posted, client, reviewer, documents):
    response = client.post(reverse("review-item"), posted)
    assert response.status_code in (302, 404)
    assert not Review.objects.exists()


def test_every_decision_is_listed_with_who_when_and_why(client, reviewer, documents, page):
    row = place_of(documents[1], "Debts")
    client.post(
        reverse("review-document", args=[documents[1].public_id]), {f"voice-{row.start}": "IN", "why": "Heard."}
    )
    (entry,) = page(reverse("review-decisions")).select(".decisions > li")
    text = " ".join(entry.text.split())
    assert "Voice: India (the program had found: Russia)" in text
    assert "rita" in text
    assert "“Heard.”" in text
    assert row.text in text


def test_reviewers_are_led_there_and_others_are_not(client, reviewer, documents, page):
    statement = Statement.objects.filter(retired=False).first()
    for address in (documents[0].get_absolute_url(), statement.get_absolute_url()):
        assert page(address).select_one("a[href^='/review/']")
    client.logout()
    for address in (documents[0].get_absolute_url(), statement.get_absolute_url()):
        assert not page(address).select_one("a[href^='/review/']")


def test_the_pages_cost_few_queries(client, reviewer, documents, django_assert_max_num_queries):
    statement = Statement.objects.filter(retired=False).first()
    for address in (
        reverse("review"),
        reverse("review-item") + "?kind=links",
        reverse("review-decisions"),
        reverse("review-document", args=[documents[0].public_id]),
        reverse("review-statement", args=[statement.public_id]),
    ):
        with django_assert_max_num_queries(25):
            assert client.get(address).status_code == 200
