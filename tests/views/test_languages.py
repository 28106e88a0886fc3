"""The interface in the language that the reader chose in the foot of a page, or that the browser asks for; dates and numbers with it."""

from __future__ import annotations

import re

import pytest

from tests.views.comparisons import words
from tests.views.test_queries import PAGES, address

CHOSEN = "/language/"


def test_the_browser_s_language_is_spoken(read, comparison):
    page = read("/search/", **{"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"})
    assert (page.html["lang"], words(page.h1)) == ("ru", "Поиск")
    page = read("/search/", **{"Accept-Language": "hi"})
    assert (page.html["lang"], words(page.h1)) == ("hi", "खोज")
    assert read("/search/", **{"Accept-Language": "fr"}).html["lang"] == "en"


def test_a_choice_is_kept_over_what_the_browser_asks_for(client, read, comparison):
    response = client.post(CHOSEN, {"language": "ru", "next": "/search/?q=x"})
    assert (response.status_code, response.headers["Location"]) == (302, "/search/?q=x")
    page = read("/search/?q=x", **{"Accept-Language": "hi"})
    assert page.html["lang"] == "ru"
    pressed = page.select_one("form[action='/language/'] button[aria-pressed=true]")
    assert (pressed["value"], pressed["lang"], words(pressed)) == ("ru", "ru", "Русский")
    assert [words(button) for button in page.select("form[action='/language/'] button")] == [
        "English",
        "हिंदी",
        "Русский",
    ]
    assert page.select_one("form[action='/language/'] [name=next]")["value"] == "/search/?q=x"


@pytest.mark.parametrize("language", ["xx", "", "<b>", "ru\x00"])
def test_an_unknown_language_changes_nothing(client, read, comparison, language):
    client.post(CHOSEN, {"language": language, "next": "/"})
    assert read("/").html["lang"] == "en"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client, comparison, back):
    assert client.post(CHOSEN, {"language": "ru", "next": back}).headers["Location"] == "/"


def test_caches_tell_the_languages_apart(client, comparison):
    client.get("/")  # brings the cookie of the form's token
    answers = [client.get("/", headers={"Accept-Language": language}) for language in ("en", "ru", "hi")]
    assert len({answer.headers["ETag"] for answer in answers}) == 3
    assert all("Accept-Language" in answer.headers["Vary"] and "Cookie" in answer.headers["Vary"] for answer in answers)
    assert [answer.headers["Content-Language"] for answer in answers] == ["en", "ru", "hi"]
    again = client.get("/", headers={"Accept-Language": "ru", "If-None-Match": answers[1].headers["ETag"]})
    assert again.status_code == 304
    other = client.get("/", headers={"Accept-Language": "hi", "If-None-Match": answers[1].headers["ETag"]})
    assert other.status_code == 200


def test_dates_are_written_as_the_language_does(read, comparison):
    url = comparison.call.get_absolute_url()
    assert "24 февраля 2022" in words(read(url, **{"Accept-Language": "ru"}).title)
    assert "24 फ़रवरी 2022" in words(read(url, **{"Accept-Language": "hi"}).title)
    assert "24 February 2022" in words(read(url).title)
    document = comparison.documents[0].get_absolute_url()
    assert "24.02.2022" in words(read(document, **{"Accept-Language": "ru"}).main)
    assert "24 Feb 2022" in words(read(document).main)


def test_long_numbers_are_set_apart_as_the_language_does(read, comparison):
    sentence = comparison.sentences["0.0"]
    sentence.text = "word " * 1234
    sentence.save()
    url = comparison.call.get_absolute_url()
    assert "1,2" in words(read(url).select_one(".facts dd"))
    assert "1\xa02" in read(url, **{"Accept-Language": "ru"}).select_one(".facts dd").get_text()


@pytest.mark.parametrize(("count", "expected"), [(1, "1 предложение"), (2, "2 предложения"), (5, "5 предложений")])
def test_plurals_are_those_of_the_language(read, comparison, count, expected):
    typed = {1: "students", 2: "violence", 5: "a*"}[count]
    if count == 5:
        for sentence in list(comparison.sentences.values())[:5]:
            sentence.text = "Counted."
            sentence.role = "content"
            sentence.save()
        typed = "counted"
    page = read(f"/search/?q={typed}", **{"Accept-Language": "ru"})
    assert words(page.select_one(".count b")) == expected


def test_quotations_keep_their_own_language(read, comparison):
    page = read("/search/?q=violence", **{"Accept-Language": "ru"})
    assert {quotation["lang"] for quotation in page.select("blockquote")} == {"en"}


@pytest.mark.parametrize("language", ["hi", "ru"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_drawings_and_addresses_are_the_same_in_every_language(client, comparison, path, language):
    """Russian writes a comma in 0.5: in an attribute of a drawing it would be two numbers."""
    made = r'\b(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height|points|d|viewBox|value|min|max|start|id|for|href)="[^"]*"'
    url = address(path, comparison)
    pages = [client.get(url, headers={"Accept-Language": code}) for code in ("en", language)]
    assert [page.status_code for page in pages] == [200, 200]
    english, other = (re.findall(made, re.sub(r'value="\w{64}"', "", page.content.decode())) for page in pages)
    assert other == english


def test_the_feed_names_its_language(client, comparison):
    assert b'xml:lang="ru"' in client.get("/changes.atom", headers={"Accept-Language": "ru"}).content


@pytest.mark.parametrize("path", ["{call}report.csv", "{document}.json"])
def test_what_machines_read_is_the_same_in_every_language(client, comparison, path):
    made = {"call": comparison.call.get_absolute_url(), "document": comparison.documents[0].get_absolute_url()[:-1]}
    contents = set()
    for language in ("en", "hi", "ru"):
        response = client.get(path.format(**made), headers={"Accept-Language": language})
        contents.add(b"".join(response))
    assert len(contents) == 1
