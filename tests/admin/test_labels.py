"""What the admin calls things, in the language of the page."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse


@pytest.fixture
def page(admin_client, db):
    """Return a page of the admin as it is in a language."""

    def page(name, language, *args):
        response = admin_client.get(reverse(f"admin:{name}", args=args), headers={"Accept-Language": language})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return page


def test_rows_columns_and_actions_have_their_names_in_russian(page, demo):
    found = page("comparator_document_changelist", "ru").get_text(" ", strip=True)
    for words in ("Документы", "Вид", "Издание", "Прочитать заново и сравнить разговоры", "устарело"):
        assert words.lower() in found.lower()
    form = page("comparator_call_add", "ru").get_text(" ", strip=True)
    assert "Участники разговора" in form.replace("участники", "Участники")
    assert "предложен программой" in form


def test_no_heading_of_the_index_is_left_in_english(page):
    index = page("index", "ru")
    names = [
        cell.get_text(" ", strip=True)
        for cell in index.select(".app-comparator th[scope=row], .app-auth th[scope=row]")
    ]
    assert len(names) > 15
    assert [name for name in names if re.search("[a-z]{3,}", name) and not name.isupper()] == []


ROLES = [("ru", "рецензент", "также исправляет"), ("hi", "समीक्षक", "सुधारता है"), ("en", "reviewer", "also corrects")]


@pytest.mark.parametrize(("language", "role", "may"), ROLES)
def test_the_list_of_roles_says_what_each_is_for(page, language, role, may):
    listed = page("auth_group_changelist", language)
    rows = {
        row.select_one(".field-called").get_text(strip=True): row.select_one(".field-may").get_text()
        for row in listed.select("#result_list tbody tr")
    }
    assert may in rows[role]


@pytest.mark.parametrize(("language", "role"), [row[:2] for row in ROLES])
def test_a_person_is_given_roles_by_their_names(page, language, role, admin_user, settings):
    settings.ZEAL_ALLOWLIST = [
        *settings.ZEAL_ALLOWLIST,
        {"model": "auth.User", "field": "get()"},
    ]  # who asks, and who is shown
    person = page("auth_user_change", language, admin_user.pk)
    assert role in [option.get_text() for option in person.select("#id_groups option")]
