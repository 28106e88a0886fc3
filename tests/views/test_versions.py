"""Older versions can be read, and what changed; editors see who did what."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from comparator.services.documents import Lineage, document_add, documents_delete
from tests.factories import CallFactory, OutletFactory
from tests.fakes import FakeEngine

pytestmark = pytest.mark.django_db

FIRST = "[IN|first] Safety of <b>citizens</b> was discussed\n[RU|first] Trade grew\n"
SECOND = FIRST.replace("grew", "fell")


@pytest.fixture
def add(db):
    CallFactory(date=datetime.date(2022, 2, 24), slug="first")
    outlet = OutletFactory(name="The Paper")

    def add(text, *, outlet=outlet, **lineage):
        lineage = Lineage(**lineage)
        return document_add(raw=text, kind="article", outlet=outlet, lineage=lineage, engine=FakeEngine()).document

    return add


@pytest.fixture
def versions(add):
    old = add(FIRST)
    return old, add(SECOND, supersedes=old)


def test_an_older_version_says_so_and_leads_to_the_newer_one(versions, read):
    old, new = versions
    page = read(reverse("document", args=[old.public_id]))
    banner = page.select_one(".banner")
    assert "older version" in banner.text
    assert [a["href"] for a in banner.select("a")] == [
        reverse("document", args=[new.public_id]),
        reverse("document-changes", args=[new.public_id]),
    ]
    assert read(reverse("document", args=[new.public_id])).select_one(".note a")["href"] == old.get_absolute_url()


@pytest.mark.parametrize("name", ["document-raw", "document-text", "document-json"])
def test_every_form_of_an_older_version_is_there(name, versions, client):
    assert client.get(reverse(name, args=[versions[0].public_id])).status_code == 200


def test_what_changed_is_told_with_true_deletions_and_insertions(versions, read):
    page = read(reverse("document-changes", args=[versions[1].public_id]))
    assert [d.text for d in page.select(".changes del")] == ["grew"]
    assert [i.text for i in page.select(".changes ins")] == ["fell"]
    assert "<b>citizens</b>" in page.select_one(".changes").text


def test_a_document_without_an_older_version_has_no_changes(versions, client):
    assert client.get(reverse("document-changes", args=[versions[0].public_id])).status_code == 404


def test_what_stays_the_same_at_length_is_left_out(add, read):
    long = "\n".join(f"[IN|first] Word{n} was said" for n in range(200))
    old = add(FIRST + long)
    new = add(SECOND + long, supersedes=old)
    page = read(reverse("document-changes", args=[new.public_id]))
    assert "characters that both have" in page.select_one(".left-out").text


def test_only_the_newest_version_is_listed(versions, client):
    old, new = versions
    sitemap = client.get(reverse("sitemap")).content.decode()
    assert new.public_id in sitemap
    assert old.public_id not in sitemap
    assert old.public_id not in client.get(reverse("call", args=["first"])).content.decode()


def test_a_copy_leads_to_its_source_and_back(add, read):
    first = add(FIRST)
    copy = add(SECOND, outlet=OutletFactory(name="The Other Paper"), syndicated_from=first)
    assert read(copy.get_absolute_url()).select_one(".note a")["href"] == first.get_absolute_url()
    assert "The Other Paper" in read(first.get_absolute_url()).select_one(".note").text


def test_editors_see_who_did_what_and_readers_do_not(versions, client, read):
    new = versions[1]
    new.title = "Corrected"
    new.save()
    assert "Who added" not in read(new.get_absolute_url()).text
    editor = User.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor)
    page = read(new.get_absolute_url())
    assert "Who added" in page.text
    assert page.select_one(".call-head ins").text == "Corrected"


def test_a_deleted_newest_version_brings_the_older_one_back(versions, client):
    old, new = versions
    documents_delete(documents=[new], engine=FakeEngine())
    assert b"older version" not in client.get(old.get_absolute_url()).content


@pytest.mark.parametrize("withdrawn", [0, 1])
def test_a_version_that_was_withdrawn_is_not_led_to(withdrawn, versions, read):
    gone, other = versions[withdrawn], versions[1 - withdrawn]
    type(gone).objects.filter(pk=gone.pk).update(status="withdrawn")
    assert gone.public_id not in str(read(other.get_absolute_url()))


def test_nothing_is_told_of_a_withdrawn_document_that_another_took_over(add, read):
    origin = add(FIRST)
    copy = add(SECOND, outlet=OutletFactory(), syndicated_from=origin)
    assert origin.public_id in str(read(copy.get_absolute_url()))
    type(origin).objects.filter(pk=origin.pk).update(status="withdrawn")
    assert origin.public_id not in str(read(copy.get_absolute_url()))
