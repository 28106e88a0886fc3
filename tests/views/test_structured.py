"""What machines are told of a call and of a document, in the words of schema.org."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def data(read):
    """Return the record of a page."""

    def fetch(path):
        (element,) = read(path).select("head script[type='application/ld+json']")
        return json.loads(element.text)

    return fetch


def test_a_call_is_a_report_that_cites_its_sources(data, comparison):
    record = data(comparison.call.get_absolute_url())
    assert (record["@context"], record["@type"]) == ("https://schema.org", "Report")
    assert record["url"] == f"http://testserver{comparison.call.get_absolute_url()}"
    assert record["name"] == "Narendra Modi and Vladimir Putin, 24 February 2022"
    assert record["about"]["startDate"] == "2022-02-24"
    assert [person["affiliation"]["name"] for person in record["about"]["attendee"]] == ["India", "Russia"]
    assert [(work["@type"], work["publisher"]["name"]) for work in record["citation"]] == [
        ("NewsArticle", "Daily Left"),
        ("NewsArticle", "Daily Right"),
    ]
    assert record["dateModified"] == comparison.call.collations.get(current=True).created_at.isoformat()
    assert "reviewRating" not in json.dumps(record)


def test_a_document_is_told_from_the_page_that_shows_it(data, comparison):
    document = comparison.documents[0]
    document.url = "https://daily.example/left"
    document.save()
    record = data(document.get_absolute_url())
    assert (record["@type"], record["mainEntity"]["@type"]) == ("WebPage", "NewsArticle")
    assert record["mainEntity"]["sameAs"] == "https://daily.example/left"
    assert record["mainEntity"]["identifier"]["value"] == document.sha256
    assert record["mainEntity"]["datePublished"] == "2022-02-24"
    assert record["mentions"][0]["url"] == f"http://testserver{comparison.call.get_absolute_url()}"


def test_what_is_not_known_is_left_out(data, comparison):
    document = comparison.documents[0]
    document.published = None
    document.save()
    assert {"sameAs", "datePublished"} & set(data(document.get_absolute_url())["mainEntity"]) == set()


def test_a_text_cannot_leave_the_element(data, client, comparison):
    document = comparison.documents[0]
    document.title = "</script><script>alert(1)</script> & \u2028"
    document.save()
    assert data(document.get_absolute_url())["name"] == document.title
    assert b"<script>alert" not in client.get(document.get_absolute_url()).content


def test_an_official_body_is_no_newspaper(data, comparison):
    outlet = comparison.documents[1].outlet
    outlet.official = True
    outlet.save()
    assert data(comparison.documents[1].get_absolute_url())["mainEntity"]["publisher"]["@type"] == (
        "GovernmentOrganization"
    )
