"""What has not changed is not sent again; what has is."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model

from comparator.models import Job
from tests.factories import CollationFactory, DocumentFactory, EchoFactory
from tests.views.comparisons import HTMX, make_comparison

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def url(comparison):
    return comparison.call.get_absolute_url()


def again(client, url, **headers):
    """Ask for a page twice and then a third time with the tag of the second answer; return the last status."""
    client.get(url, headers=headers)  # brings the cookie of the form's token
    tag = client.get(url, headers=headers).headers["ETag"]
    return lambda **more: client.get(url, headers={**headers, "If-None-Match": tag, **more})


@pytest.mark.parametrize("path", ["", "?verdict=diverge", "matrix/", "silence/", "ribbon.svg", "?view=order"])
def test_a_page_that_has_not_changed_is_not_sent_again(client, url, path):
    ask = again(client, url + path)
    answer = ask()
    assert (answer.status_code, answer.content) == (304, b"")
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert "HX-Target" in answer.headers["Vary"]


def test_nothing_is_made_for_it(client, url, django_assert_max_num_queries):
    ask = again(client, url)
    with django_assert_max_num_queries(1):
        ask()


@pytest.mark.parametrize(
    "change",
    [
        lambda made: CollationFactory(call=make_comparison(number=3).call, current=False),
        lambda made: DocumentFactory(),
        lambda made: made.documents[0].__class__.objects.filter(pk=made.documents[0].pk).update(status="withdrawn"),
        lambda made: made.call.__class__.objects.update(status="proposed"),
        lambda made: EchoFactory(),
        lambda made: Job.objects.create(public_id="j", key="k", kind="read-again", title="t", state=Job.State.DONE),
        lambda made: LogEntry.objects.create(
            user=get_user_model().objects.create(username="editor"), action_flag=CHANGE, object_repr="a side"
        ),
    ],
    ids=["run", "document", "withdrawal", "call", "echo", "job", "edit"],
)
def test_any_change_of_the_site_makes_it_new(client, url, comparison, change):
    ask = again(client, url)
    change(comparison)
    assert ask().status_code == 200


def test_another_theme_target_or_filter_is_another_page(client, url):
    ask = again(client, url)
    assert ask(**HTMX).status_code == 200
    tags = {client.get(url + query).headers["ETag"] for query in ("", "?verdict=agree", "?diff=off")}
    assert len(tags) == 3
    client.cookies["theme"] = "dark"
    assert ask().status_code == 200


def test_whoever_is_signed_in_gets_the_page_anew(client, url, django_user_model):
    client.force_login(django_user_model.objects.create_user("editor"))
    response = client.get(url)
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_what_is_not_found_has_no_tag(client, db):
    assert "ETag" not in client.get("/calls/nowhere/").headers


def test_the_feed_brings_what_was_compared_last_first(client, comparison):
    later = make_comparison(number=9)
    older = CollationFactory._meta.model.objects.get(call=comparison.call)
    older.created_at = older.created_at.replace(year=2099)
    older.save()
    response = client.get("/changes.atom")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}id").text for entry in entries] == [
        f"http://testserver{made.call.get_absolute_url()}" for made in (comparison, later)
    ]
    assert entries[0].find(f"{ATOM}updated").text.startswith("2099-")
    assert entries[0].find(f"{ATOM}summary").text == (
        "agree 1, diverge 1, only india 1, only russia 1, no side given 1. Sources: Daily Left, Daily Right."
    )


def test_the_map_lists_what_can_be_read(client, comparison):
    comparison.documents[1].status = "withdrawn"
    comparison.documents[1].save()
    content = client.get("/sitemap.xml").content
    found = [
        loc.text for loc in ElementTree.fromstring(content).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert f"http://testserver{comparison.call.get_absolute_url()}" in found
    assert f"http://testserver{comparison.documents[0].get_absolute_url()}" in found
    assert f"http://testserver{comparison.documents[1].get_absolute_url()}" not in found
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_shared_address_says_what_it_shows(read, url, comparison):
    page = read(url)
    tags = {meta["property"]: meta["content"] for meta in page.select("meta[property]")}
    assert tags["og:title"] == "Narendra Modi and Vladimir Putin, 24 February 2022"
    assert tags["og:description"] == "Agree 1, Diverge 1, Only India 1, Only Russia 1, No side given 1"
    assert tags["og:url"] == f"http://testserver{url}"
    card = read(comparison.statements["End of the violence"].get_absolute_url())
    assert card.select_one("meta[property='og:title']")["content"] == "End of the violence: Diverge"


def test_a_control_character_in_a_name_breaks_neither_the_feed_nor_a_drawing(client, comparison):
    comparison.call.parties.update(leader="Some\x08body")
    outlet = comparison.documents[0].outlet
    outlet.name = "The\x08 Paper\uffff"
    outlet.save()
    for path in ("/changes.atom", f"{comparison.call.get_absolute_url()}voices.svg", "/timeline/timeline.svg"):
        assert len(ElementTree.fromstring(client.get(path).content)) > 0
