"""The page of patterns: there for development alone, whole, and from nothing that is stored."""

from __future__ import annotations

import pytest
from django.urls import reverse

from comparator.patterns import documents, states
from tests.architecture.project import ROOT

pytestmark = pytest.mark.django_db
FOLDERS = ("components", "charts")


@pytest.fixture
def developing(settings):
    settings.DEBUG = True


def rendered(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response, {template.name for template in response.templates}


@pytest.mark.parametrize("path", ["/patterns/", "/patterns/drift.svg"])
def test_readers_do_not_see_it(client, path):
    assert client.get(path).status_code == 404


def test_every_component_and_every_drawing_is_shown(client, developing):
    _, shown = rendered(client, reverse("patterns"))
    for name in documents.list_drawings():
        shown |= rendered(client, reverse("pattern-svg", args=[name]))[1]
    parts = {
        path.relative_to(ROOT / "templates").as_posix()
        for folder in FOLDERS
        for path in (ROOT / "templates" / folder).iterdir()
    }
    assert len(parts) > 30
    assert parts - shown == set(), "give it states in comparator/patterns/"


def test_a_drawing_that_is_not_there_is_not_found(client, developing):
    assert client.get("/patterns/nothing.svg").status_code == 404


def test_it_asks_the_database_for_nothing(client, developing, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("patterns"))


def test_no_two_states_are_alike(client, developing):
    found = [(s.template, s.name) for s in (*states.list_states(), *documents.list_states())]
    assert len(set(found)) == len(found)


def test_every_id_is_one_of_its_own_and_every_name_leads_to_one(read, developing):
    page = read(reverse("patterns"))
    ids = [element["id"] for element in page.select("[id]")]
    assert len(set(ids)) == len(ids)
    named = {
        name
        for attribute in ("for", "aria-labelledby", "aria-describedby")
        for element in page.select(f"[{attribute}]")
        for name in element[attribute].split()
    }
    assert named - set(ids) == set()


def test_it_shows_scripts_from_both_directions_in_their_language(read, developing):
    page = read(reverse("patterns"))
    assert {quote["lang"] for quote in page.select("blockquote[lang][dir=auto]")} >= {"ar", "en", "hi", "ru"}
