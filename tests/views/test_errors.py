"""A page for each error: what happened, what to do, and the way back into the site."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, OperationalError
from django.template.loader import render_to_string

from comparator.views import pages
from comparator.views.errors import bad_request
from tests.views.comparisons import words

CODES = ["400", "403", "403_csrf", "404", "405", "410", "413", "500", "503"]


def parsed(response):
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("name", CODES)
def test_every_error_has_a_page_that_needs_no_request(name):
    page = BeautifulSoup(render_to_string(f"{name}.html", {"most": 1024}), "html.parser")
    assert words(page.select_one(".kicker")) == f"Error {name[:3]}"
    assert words(page.h1)
    assert words(page.select_one(".dek"))
    assert page.select_one("main form[action='/search/'] input[type=search]") is not None


def test_an_address_that_takes_no_forms_says_so(client, db):
    response = client.post("/calls/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert words(parsed(response).h1) == "This address does not take what was sent"


def test_a_program_that_wants_no_page_gets_none(client, db):
    assert client.post("/calls/", headers={"Accept": "application/json"}).content == b""


@pytest.mark.parametrize("form", ["/", "/raw/", ".txt", ".json"])
def test_a_withdrawn_document_is_gone_and_an_unknown_one_not_found(client, comparison, form):
    document = comparison.documents[0]
    document.status = "withdrawn"
    document.save()
    response = client.get(f"/documents/{document.public_id}{form}")
    assert response.status_code == 410
    assert words(parsed(response).h1) == "This document was withdrawn"
    assert document.raw_text[:20] not in response.content.decode()
    assert client.get(f"/documents/zzzzzzzz{form}").status_code == 404


def test_a_draft_is_not_found(client, comparison):
    document = comparison.documents[0]
    document.status = "draft"
    document.save()
    assert client.get(document.get_absolute_url()).status_code == 404


def test_too_much_is_told_from_what_is_not_understood(rf, settings):
    settings.MAX_UPLOAD_BYTES = 3 * 1024 * 1024
    response = bad_request(rf.post("/"), RequestDataTooBig())
    assert response.status_code == 413
    assert "up to 3.0\xa0MB" in response.content.decode()
    assert bad_request(rf.post("/"), SuspiciousOperation()).status_code == 400


def test_a_form_that_is_too_large_is_answered_in_words(client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    response = client.post("/theme/", {"theme": "dark" * 100})
    assert response.status_code == 413
    assert words(parsed(response).h1) == "More was sent than is taken"


def test_an_unknown_host_is_refused_in_words(client, db):
    response = client.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
    assert words(parsed(response).h1) == "The request could not be understood"


def test_the_site_can_be_closed_and_asks_no_database_then(client, settings):
    settings.MAINTENANCE = True
    response = client.get("/calls/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "600")
    assert "closed for maintenance" in words(parsed(response).main)


def test_a_database_that_does_not_answer_is_told_from_an_error_of_the_program(client, db, monkeypatch, caplog):
    def fail(*_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(pages, "get_document", fail)
    response = client.get("/documents/x/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "does not answer or is too busy" in words(parsed(response).main)
    assert "database is locked" not in response.content.decode()
    assert "The database did not answer for /documents/x/" in caplog.text


def test_a_nul_that_the_database_refuses_is_no_error_of_the_program(client, db, monkeypatch):
    def fail(*_):
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")

    monkeypatch.setattr(pages, "get_document", fail)
    response = client.get("/documents/x/")
    assert response.status_code == 400
    assert words(parsed(response).h1) == "The request could not be understood"


@pytest.mark.parametrize(
    "address", ["/admin/comparator/document/?status__exact=%00", "/admin/comparator/call/?status=%00"]
)
def test_a_nul_in_a_filter_of_the_admin_breaks_nothing(admin_client, address):
    assert admin_client.get(address, follow=True).status_code in (200, 400)


def test_errors_are_told_in_the_reader_s_language(client, db):
    response = client.get("/nowhere/", headers={"Accept-Language": "ru"})
    assert words(parsed(response).h1) == "По этому адресу ничего нет"
