"""Adding a document step by step, as an editor's browser does it without JavaScript."""

from __future__ import annotations

import datetime
import zipfile
from functools import partial
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comparator.engine.records import Decided, Decision, Span
from comparator.models import Call, Document, Draft, Job, Outlet, Review
from comparator.services.documents import document_add
from comparator.services.drafts import Details, DraftGoneError, draft_choose, draft_describe, draft_discard
from comparator.services.register import sides_ensure
from tests.factories import CallFactory, OutletFactory

pytestmark = pytest.mark.django_db

TEXT = """---
title: Modi speaks with Putin
date: 2022-02-25
---

scrollToTop

Prime Minister Narendra Modi spoke with Russian President Vladimir Putin on Thursday, 24 February 2022.

The Prime Minister appealed for an immediate cessation of violence, the Prime Minister's Office said. He called for talks.

The Kremlin said that Putin outlined the fundamental assessments of the situation in Donbass.
"""


@pytest.fixture
def sides(db):
    sides_ensure(codes=["IN", "RU"])


@pytest.fixture
def call(sides):
    return CallFactory(date=datetime.date(2022, 2, 24), slug="2022-02-24-modi-putin")


@pytest.fixture
def outlet(sides):
    return OutletFactory(name="The Paper")


def member(name, *roles):
    user = User.objects.create_user(name)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def editor(client, db):
    user = member("asha", "editor")
    client.force_login(user)
    return user


@pytest.fixture
def draft(client, editor, call):
    client.post(reverse("add"), {"text": TEXT})
    return Draft.objects.get()


def step(draft, name):
    return reverse(f"draft-{name}", args=[draft.public_id])


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def facts(paper, **more):
    return {"outlet": paper.pk, "kind": "article", "published": "2022-02-25", "title": "T", "language": "en", **more}


def described(client, draft, paper, **more):
    response = client.post(step(draft, "details"), facts(paper, **more))
    assert response.url == step(draft, "cleaning")
    draft.refresh_from_db()
    return draft


def choices(page):
    """Return what a browser would send of the sentences' form without touching it."""
    return {
        select["name"]: (select.find("option", selected=True) or select.option)["value"]
        for select in page.select("select")
    }


def test_from_a_pasted_text_to_what_it_added(client, editor, call, outlet, read):
    response = client.post(reverse("add"), {"text": TEXT})
    draft = Draft.objects.get()
    assert response.url == step(draft, "details")
    described(client, draft, outlet)
    assert client.post(step(draft, "cleaning"), {"next": ""}).url == step(draft, "sentences")
    assert client.post(step(draft, "sentences"), {"next": ""}).url == step(draft, "duplicates")
    assert client.post(step(draft, "duplicates"), {"choice": "keep"}).url == step(draft, "save")
    response = client.post(step(draft, "save"))
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    assert not Draft.objects.exists()
    document = Document.objects.get()
    assert document.raw_text.splitlines() == TEXT.splitlines()
    assert (document.outlet, document.title, document.added_by) == (outlet, "T", editor)
    page = read(job.get_absolute_url())
    assert page.select_one(".job-headline").text.startswith("What this document added: ")
    links = [a["href"] for a in page.select(".job-lines a")]
    assert document.get_absolute_url() in links
    assert call.get_absolute_url() in links
    assert any(link.startswith("/statements/") for link in links)


def test_who_added_it_is_recorded(client, draft, outlet, editor):
    described(client, draft, outlet)
    client.post(step(draft, "save"))
    assert Document.objects.get().history.get().history_user == editor


def test_what_the_text_says_of_itself_is_proposed(client, draft):
    page = page_of(client.get(step(draft, "details")))
    assert page.find("input", attrs={"name": "title"})["value"] == "Modi speaks with Putin"
    assert page.find("input", attrs={"name": "published"})["value"] == "2022-02-25"
    assert "found in the front matter" in page.text


def test_a_file_is_taken_as_well(client, editor):
    file = SimpleUploadedFile("report.md", TEXT.encode())
    client.post(reverse("add"), {"file": file})
    draft = Draft.objects.get()
    assert draft.file_name == "report.md"
    assert draft.raw_text == TEXT


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "There is no text"),
        ({"text": " "}, "There is no text"),
        ({"text": "a", "file": SimpleUploadedFile("a.txt", b"b")}, "There are two texts"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "empty"),
        ({"text": "\x00abc"}, "Null characters"),
        ({"file": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n")}, "picture"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(sent, said, client, editor):
    page = page_of(client.post(reverse("add"), sent))
    assert said in page.main.text
    assert not Draft.objects.exists()


def test_the_same_text_leads_to_the_stored_document(client, editor, call, outlet):
    stored = document_add(raw=TEXT, kind="article", outlet=outlet).document
    page = page_of(client.post(reverse("add"), {"text": TEXT.replace("\n", "\r\n")}))
    assert page.select_one(".errors a")["href"] == stored.get_absolute_url()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"outlet": ""}, "outlet"),
        ({"kind": "novel"}, "kind"),
        ({"published": "2999-01-01"}, "published"),
        ({"published": "yesterday"}, "published"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"language": "English!"}, "language"),
        ({"outlet": "new", "outlet_name": ""}, "outlet_name"),
    ],
)
def test_details_that_are_not_valid_are_told_at_their_field(changed, field, client, draft, outlet):
    page = page_of(client.post(step(draft, "details"), facts(outlet, **changed)))
    assert page.find(id=f"id_{field}_error")
    assert page.find(attrs={"name": "title"})["value"] == "T"


def test_a_new_outlet_is_made_with_the_document(client, draft, outlet):
    described(client, draft, outlet, outlet="new", outlet_name="Gazette", outlet_side="IN", outlet_official="on")
    assert not Outlet.objects.filter(name="Gazette").exists()
    client.post(step(draft, "save"))
    made = Document.objects.get().outlet
    assert (made.name, made.side.code, made.official) == ("Gazette", "IN", True)


def test_an_outlet_of_that_name_in_other_letters_is_the_one_that_is_there(client, draft, outlet):
    described(client, draft, outlet, outlet="new", outlet_name="THE PAPER")
    client.post(step(draft, "save"))
    assert Document.objects.get().outlet == outlet


def test_a_removed_line_is_shown_with_its_rule_and_can_be_kept(client, draft, outlet):
    page = page_of(client.get(step(draft, "cleaning")))
    row = next(row for row in page.select("tr.l-furniture") if "scrollToTop" in row.text)
    assert row.select_one(".rule").text
    shown = [field["value"] for field in page.select("input[name=shown]")]
    box = row.select_one("input[name=keep]")["value"]
    client.post(step(draft, "cleaning"), {"shown": shown, "keep": box})
    page = page_of(client.get(step(draft, "cleaning")))
    kept = page.select_one("tr.l-kept")
    assert "kept by you" in kept.text
    assert kept.select_one("input[name=keep]").has_attr("checked")
    assert "scrollToTop" in page_of(client.get(step(draft, "sentences"))).select_one("ol.split").text

    described(client, draft, outlet)
    client.post(step(draft, "save"))
    document = Document.objects.get()
    assert document.sentences.get(text="scrollToTop").role == "content"
    assert Review.objects.get().kind == "role"
    assert document.raw_text.splitlines() == TEXT.splitlines()


def test_a_line_that_was_kept_can_be_let_go(client, draft):
    page = page_of(client.get(step(draft, "cleaning")))
    shown = [field["value"] for field in page.select("input[name=shown]")]
    client.post(step(draft, "cleaning"), {"shown": shown, "keep": shown})
    kept = [
        row.select_one("input[name=shown]")["value"]
        for row in page_of(client.get(step(draft, "cleaning"))).select(".l-kept")
    ]
    assert kept
    client.post(step(draft, "cleaning"), {"shown": kept})
    draft.refresh_from_db()
    assert draft.decisions == []


def test_a_voice_and_a_call_can_be_chosen_and_survive_everything(client, draft, outlet, call):
    other = CallFactory(date=datetime.date(2022, 2, 1), slug="2022-02-01-modi-putin")
    described(client, draft, outlet)
    page = page_of(client.get(step(draft, "sentences")))
    row = next(row for row in page.select("ol.split li") if "outlined" in row.text)
    place = row["id"][1:]
    sent = {**choices(page), f"voice-{place}": "outlet", f"call-{place}": other.slug}
    assert client.post(step(draft, "sentences"), sent).url.startswith(step(draft, "sentences"))
    page = page_of(client.get(step(draft, "sentences")))
    row = page.find(id=f"s{place}")
    assert row.text.count("yours") == 2
    assert choices(page)[f"voice-{place}"] == "outlet"

    client.post(step(draft, "save"))
    sentence = Document.objects.get().sentences.get(text__contains="outlined")
    assert (sentence.voice, sentence.call) == ("outlet", other)
    assert set(Review.objects.values_list("kind", "value")) == {("voice", "outlet"), ("call", other.slug)}


def test_choosing_what_the_program_found_takes_the_decision_back(client, draft):
    page = page_of(client.get(step(draft, "sentences")))
    row = next(row for row in page.select("ol.split li") if "outlined" in row.text)
    name = f"voice-{row['id'][1:]}"
    found = choices(page)[name]
    client.post(step(draft, "sentences"), {name: "outlet"})
    client.post(step(draft, "sentences"), {name: found})
    draft.refresh_from_db()
    assert draft.decisions == []


def test_a_sentence_is_split_before_a_word_and_joined_again(client, draft):
    page = page_of(client.get(step(draft, "sentences")))
    row = next(row for row in page.select("ol.split li") if "outlined" in row.text)
    link = row.select_one("a.button")["href"].split("#")[0]
    page = page_of(client.get(step(draft, "sentences") + link))
    word = page.find("button", attrs={"name": "cut"}, string="outlined")["value"]
    response = client.post(step(draft, "sentences"), {"cut": word})
    assert response.url.endswith(f"#{row['id']}")
    page = page_of(client.get(step(draft, "sentences")))
    second = page.find(id=f"s{word}")
    assert second.select_one(".tx p").text.startswith("outlined")
    client.post(step(draft, "sentences"), {"join": word})
    draft.refresh_from_db()
    assert draft.decisions == []


def test_two_sentences_are_joined(client, draft):
    page = page_of(client.get(step(draft, "sentences")))
    second = next(row for row in page.select("ol.split li") if row.select_one(".tx p").text.startswith("He called"))
    client.post(step(draft, "sentences"), {"join": second["id"][1:]})
    page = page_of(client.get(step(draft, "sentences")))
    assert any("Office said. He called for talks." in row.text for row in page.select("ol.split li"))


@pytest.mark.parametrize(
    "sent", [{"cut": "99999999999"}, {"cut": "x"}, {"join": "x"}, {"join": "0"}, {"voice-1": "XX"}]
)
def test_nonsense_changes_nothing(sent, client, draft):
    client.post(step(draft, "sentences"), sent)
    draft.refresh_from_db()
    assert draft.decisions == []


@pytest.mark.parametrize("kind", ["voice", "call"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "sentences"}])
def test_a_choice_that_was_not_offered_is_refused_with_a_message(kind, headers, client, draft):
    page = page_of(client.get(step(draft, "sentences")))
    row = next(row for row in page.select("ol.split li") if "outlined" in row.text)
    sent = {**choices(page), f"voice-{row['id'][1:]}": "outlet", f"{kind}-{row['id'][1:]}": "nobody"}
    response = client.post(step(draft, "sentences"), sent, headers=headers)
    assert (response.get("HX-Redirect") or response["Location"]) == step(draft, "sentences")
    assert (
        "“nobody” is not one of the choices"
        in page_of(client.get(step(draft, "sentences"))).select_one(".messages").text
    )
    draft.refresh_from_db()
    assert draft.decisions == []


def test_flags_are_shown(client, editor, call):
    client.post(
        reverse("add"), {"text": TEXT + "\nHe said: “I will not yield to anybody today. That is the end of it.\n"}
    )
    page = page_of(client.get(step(Draft.objects.get(), "sentences")))
    assert "quotation mark" in page.select_one("li.flagged .flag").text


def test_with_htmx_only_the_sentences_come_back(client, draft):
    headers = {"HX-Request": "true", "HX-Target": "sentences"}
    response = client.post(step(draft, "sentences"), {}, headers=headers)
    assert response.status_code == 200
    assert response.content.strip().startswith(b'<div id="sentences"')
    onwards = client.post(step(draft, "sentences"), {"next": ""}, headers=headers)
    assert onwards["HX-Redirect"] == step(draft, "duplicates")


def test_a_call_that_is_not_known_is_proposed_and_accepted_by_one_click(client, editor, outlet):
    client.post(reverse("add"), {"text": TEXT})
    draft = described(client, Draft.objects.get(), outlet)
    page = page_of(client.get(step(draft, "sentences")))
    note = page.select_one(".proposed")
    assert "24 February 2022" in note.text
    assert "Modi" in note.text
    assert "Putin" in note.text
    sent = {field["name"]: field["value"] for field in note.select("input[type=hidden]")}
    assert client.post(step(draft, "accept"), {**sent, "accept": "yes"}).url == step(draft, "sentences")
    assert "You have accepted" in page_of(client.get(step(draft, "save"))).text
    client.post(step(draft, "save"))
    made = Call.objects.get()
    assert made.status == Call.Status.CONFIRMED
    assert set(made.parties.values_list("side__code", flat=True)) == {"IN", "RU"}
    assert Document.objects.get().sentences.filter(call=made).exists()


def test_a_proposal_that_is_not_accepted_stays_one(client, editor, outlet):
    client.post(reverse("add"), {"text": TEXT})
    draft = described(client, Draft.objects.get(), outlet)
    client.post(step(draft, "save"))
    assert Call.objects.get().status == Call.Status.PROPOSED


def test_a_proposed_call_is_accepted_on_its_own_page_too(client, editor, outlet):
    document_add(raw=TEXT, kind="article", outlet=outlet, published=datetime.date(2022, 2, 25))
    call = Call.objects.get()
    form = page_of(client.get(call.get_absolute_url())).select_one(".call-head form")
    page = page_of(client.post(form["action"], follow=True))
    call.refresh_from_db()
    assert call.status == Call.Status.CONFIRMED
    assert "accepted" in page.select_one(".messages").text
    assert not page.select(".call-head form")
    assert "No proposed call" in page_of(client.post(form["action"], follow=True)).select_one(".messages").text


@pytest.fixture
def stored(call, outlet):
    return document_add(raw=TEXT, kind="article", outlet=outlet, published=datetime.date(2022, 2, 25)).document


CHANGED = TEXT.replace("He called for talks.", "He called for talks at once.")


@pytest.fixture
def similar(client, editor, stored, outlet):
    client.post(reverse("add"), {"text": CHANGED})
    return described(client, Draft.objects.get(), outlet)


def test_a_document_of_much_the_same_text_is_shown_beside_it(client, similar, stored):
    page = page_of(client.get(step(similar, "duplicates")))
    assert page.select_one(".alike a")["href"] == stored.get_absolute_url()
    assert [ins.text.strip() for ins in page.select(".changes ins")] == ["at once"]
    assert "much like this one" in page_of(client.get(step(similar, "save"))).text


def test_it_can_be_a_new_version(client, similar, stored):
    ids = set(stored.sentences.values_list("memberships__statement__public_id", flat=True))
    client.post(step(similar, "duplicates"), {"choice": f"version-{stored.public_id}"})
    client.post(step(similar, "save"))
    new = Document.objects.get(supersedes=stored)
    stored.refresh_from_db()
    assert stored.status == Document.Status.SUPERSEDED
    assert set(new.sentences.values_list("memberships__statement__public_id", flat=True)) == ids


def test_it_can_be_a_copy(client, similar, stored):
    client.post(step(similar, "duplicates"), {"choice": f"syndicated-{stored.public_id}"})
    client.post(step(similar, "save"))
    assert Document.objects.get(syndicated_from=stored).status == Document.Status.PUBLISHED


def test_it_can_be_kept_or_discarded(client, similar, stored):
    client.post(step(similar, "duplicates"), {"choice": "keep"})
    assert "much like this one" not in page_of(client.get(step(similar, "save"))).text
    assert client.post(step(similar, "duplicates"), {"choice": "discard"}).url == reverse("add")
    assert not Draft.objects.exists()


def test_leaving_loses_nothing(client, draft, outlet):
    described(client, draft, outlet)
    page = page_of(client.get(reverse("add")))
    assert page.select_one(".drafts a")["href"] == step(draft, "details")
    assert page_of(client.get(step(draft, "details"))).find("input", attrs={"name": "title"})["value"] == "T"


def test_a_draft_is_its_owner_s_alone(client, draft):
    pages = ["details", "cleaning", "sentences", "duplicates", "save"]
    for name, *roles in (("e", "editor"), ("r", "reviewer"), ("a", "admin")):
        client.force_login(member(name, *roles))
        assert {client.get(step(draft, page)).status_code for page in pages} == {404}
        assert {client.post(step(draft, page)).status_code for page in (*pages, "accept", "discard")} == {404}
        assert not page_of(client.get(reverse("add"))).select(".drafts li")
    assert Draft.objects.count() == 1


def test_without_details_nothing_is_stored(client, draft):
    Draft.objects.update(kind="", outlet_name="")
    assert client.post(step(draft, "save")).url == step(draft, "details")
    assert not Job.objects.exists()


def test_what_can_not_be_stored_stays_a_draft_with_the_reason(client, draft, outlet, stored):
    described(client, draft, outlet)
    client.post(step(draft, "save"))  # the same text was stored in the meantime
    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "stored already" in page_of(client.get(reverse("add"))).select_one(".drafts").text
    assert "stored already" in page_of(client.get(step(draft, "save"))).text


def test_a_draft_that_is_being_stored_waits(client, draft, outlet):
    described(client, draft, outlet)
    job = Job.objects.create(
        public_id="j", key="k", kind="add-document", lease_until=datetime.datetime.now(datetime.UTC)
    )
    Draft.objects.update(job=job)
    assert client.get(step(draft, "details")).url == job.get_absolute_url()
    client.post(step(draft, "discard"))
    assert Draft.objects.exists()


def test_an_archive_is_not_one_document(client, editor):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", TEXT)
    response = client.post(reverse("add"), {"file": SimpleUploadedFile("a.zip", made.getvalue())})
    assert not Draft.objects.exists()
    assert response.status_code in (200, 302)


def test_the_pages_of_a_draft_cost_few_queries(client, draft, outlet, django_assert_max_num_queries):
    described(client, draft, outlet)
    for name in ("details", "cleaning", "sentences", "duplicates", "save"):
        with django_assert_max_num_queries(15):
            client.get(step(draft, name))


def test_two_pages_of_one_draft_lose_nothing_of_each_other(draft):
    one, other = (Draft.objects.get(pk=draft.pk) for _ in range(2))
    first, second = (Decision(Decided.VOICE, Span(at, at + 5), "IN", "") for at in (200, 300))
    draft_choose(draft=one, made=[first])
    draft_choose(draft=other, made=[second])
    draft.refresh_from_db()
    assert [item["start"] for item in draft.decisions] == [200, 300]


def test_a_draft_that_was_stored_in_the_meantime_does_not_come_back(draft, outlet):
    known = Details("article", None, "", "", "en", outlet.pk)
    Draft.objects.filter(pk=draft.pk).delete()
    for keep in (partial(draft_describe, details=known), draft_choose, draft_discard):
        with pytest.raises(DraftGoneError, match="not there any more"):
            keep(draft=draft)
    assert not Draft.objects.exists()
