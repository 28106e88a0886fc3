"""What has not changed is not sent again; what has is."""

from __future__ import annotations

import gzip
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from comparator.models import CallParty, Review, Side, SiteMark
from comparator.selectors.freshness import site_state
from comparator.views import caching
from comparator.watch import WATCHED, unwatch
from tests.factories import CollationFactory, DocumentFactory, EchoFactory
from tests.views.comparisons import HTMX, make_comparison

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def url(comparison):
    return comparison.call.get_absolute_url()


def review(document):
    Review.objects.create(document=document, kind="voice", start=0, end=9, value="IN")


def by_hand(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def again(client, url, **headers):
    """Ask for a page, and return what asks for it again with the tag of the answer."""
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


def test_what_is_gone_or_merged_may_come_back(client, comparison):
    statement, survivor = comparison.statements["Contacts"], comparison.statements["Students"]
    statement.retired = True
    statement.save()
    withdrawn = DocumentFactory(status="withdrawn")
    answers = [client.get(page.get_absolute_url()) for page in (statement, withdrawn)]
    statement.merged_into = survivor
    statement.save()
    answers.append(client.get(statement.get_absolute_url()))
    assert [answer.status_code for answer in answers] == [410, 410, 301]
    assert all("no-cache" in answer.headers.get("Cache-Control", "") for answer in answers)


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
        lambda made: made.statements["Contacts"].delete(),
        lambda made: Side.objects.bulk_create([Side(code="ZZ", name="Z", adjective="Z")], ignore_conflicts=True),
        lambda made: CallParty.objects.filter(call=made.call).update(leader="Somebody else"),
        lambda made: review(made.documents[0]),
        lambda made: by_hand("UPDATE comparator_sentence SET text = 'Another.'"),
    ],
    ids=["run", "document", "withdrawal", "call", "echo", "removal", "side", "party", "review", "by hand"],
)
def test_any_change_of_the_site_makes_it_new(client, url, comparison, change):
    ask = again(client, url)
    first = client.get(url)
    change(comparison)
    assert ask().status_code == 200
    assert client.get(url).headers["ETag"] != first.headers["ETag"]


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


SEEN_BY_FEW = {"draft", "job", "shingle", "sitemark", "upload"}
"""Models whose rows no page for everybody is made from."""


def test_every_table_that_pages_are_made_from_is_watched():
    models = {model._meta.model_name for model in apps.get_app_config("comparator").get_models()}
    recorded = {name for name in models if name.startswith("historical")}
    assert models == set(WATCHED) | SEEN_BY_FEW | recorded


def test_a_change_that_is_taken_back_changes_nothing(comparison):
    before = site_state()
    with transaction.atomic():
        comparison.call.parties.update(leader="Somebody else")
        assert site_state() != before
        transaction.set_rollback(True)
    assert site_state() == before


def test_what_is_not_watched_is_never_taken_for_unchanged(db):
    SiteMark.objects.all().delete()
    assert site_state() != site_state()


def test_a_page_is_made_once_for_all_who_read_it(client, url, comparison, django_assert_num_queries):
    first = client.get(url)
    with django_assert_num_queries(1):
        second = client.get(url)
    assert (second.content, second.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert dict(second.headers) == dict(first.headers)
    comparison.call.parties.update(leader="Somebody else")
    assert b"Somebody else" in client.get(url).content


def test_a_kept_page_is_sent_compressed_to_those_who_take_that(client, url):
    plain = client.get(url)
    for _ in range(2):
        packed = client.get(url, headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert int(packed.headers["Content-Length"]) == len(packed.content)
        assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_nothing_of_one_visitor_is_in_a_page_for_everybody(client, url):
    for path in (url, "/", "/search/?q=violence", reverse("method")):
        response = client.get(path)
        assert not response.cookies
        assert b"csrfmiddlewaretoken" not in response.content


def test_who_is_signed_in_neither_gets_nor_leaves_a_kept_page(client, url, django_user_model):
    anonymous = client.get(url).content
    client.force_login(django_user_model.objects.create_user("editor-in-chief"))
    own = client.get(url).content
    assert b"editor-in-chief" in own
    client.logout()
    assert client.get(url).content == anonymous
    cache.clear()
    client.force_login(django_user_model.objects.get(username="editor-in-chief"))
    client.get(url)
    client.logout()
    assert b"editor-in-chief" not in client.get(url).content


def with_a_token(request):
    return HttpResponse(get_token(request))


def with_a_cookie(request):
    response = HttpResponse("x")
    response.set_cookie("visits", "1")
    return response


@pytest.mark.parametrize(("view", "times"), [(with_a_token, 0), (with_a_cookie, 0), (lambda _: HttpResponse("x"), 1)])
def test_a_page_with_something_of_one_visitor_is_not_kept(rf, db, monkeypatch, view, times):
    kept = {}
    monkeypatch.setattr(caching, "kept_pages", SimpleNamespace(get=kept.get, set=kept.__setitem__))
    request = rf.get("/")
    request.user = AnonymousUser()
    assert caching.revalidated(view)(request).status_code == 200
    assert len(kept) == times


def test_a_fragment_is_never_taken_for_its_page(client, url):
    page, part = client.get(url).content, client.get(url, headers=HTMX).content
    assert part != page
    assert client.get(url, headers=HTMX).content == part
    typed = client.get(url, headers={**HTMX, "HX-Trigger": "filters"}).content
    assert typed != part
    assert client.get(url).content == page
    assert client.get(url, headers={**HTMX, "HX-History-Restore-Request": "true"}).content == page


def test_each_language_and_theme_has_a_page_of_its_own(client, url):
    english = client.get(url).content
    russian = client.get(url, headers={"Accept-Language": "ru"}).content
    assert english != russian == client.get(url, headers={"Accept-Language": "ru"}).content
    client.cookies["theme"] = "dark"
    assert client.get(url).content not in (english, russian)
    del client.cookies["theme"]
    assert client.get(url).content == english


def test_pages_are_made_while_the_cache_is_away(client, url, monkeypatch):
    def away(*_args, **_more):
        raise ConnectionError("the cache is away")

    monkeypatch.setattr(caching, "kept_pages", SimpleNamespace(get=away, set=away))
    assert client.get(url).status_code == client.get(url).status_code == 200


def test_who_is_signed_in_sees_a_change_at_once(client, url, comparison, django_user_model):
    client.force_login(django_user_model.objects.create_user("editor-in-chief"))
    assert b"Somebody else" not in client.get(url).content
    comparison.call.parties.update(leader="Somebody else")
    assert b"Somebody else" in client.get(url).content


def test_what_watches_a_table_is_made_again_after_every_migration(comparison):
    """SQLite forgets the triggers of a table that a migration rebuilds."""
    with connection.cursor() as cursor:
        unwatch(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
    before = site_state()
    comparison.call.parties.update(leader="Somebody")
    assert site_state() == before
    call_command("migrate", verbosity=0)
    before = site_state()
    comparison.call.parties.update(leader="Somebody else")
    assert site_state() != before
