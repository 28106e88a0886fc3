"""Which words each side uses for the same thing: counts, what is behind them, and that no page searches a text."""

from __future__ import annotations

import pytest

from comparator.models import TermUse
from comparator.services.terms import terms_store
from tests.factories import CallFactory, DocumentFactory, OutletFactory, SentenceFactory
from tests.views.comparisons import HTMX, words

WAR, OPERATION, CONFLICT = "He spoke of the war.", "He spoke of a military operation.", "He spoke of the conflict."


@pytest.fixture
def say(db):
    """Add a document of one sentence about a call."""

    def say(text, voice="IN", call=None, outlet="", role="content"):
        number = DocumentFactory._meta.model.objects.count()
        document = DocumentFactory(
            raw_text=f"{text} ({number})", outlet=OutletFactory(name=outlet or f"Outlet {number}")
        )
        SentenceFactory(document=document, text=text, end=len(text), voice=voice, call=call, role=role)
        terms_store(document=document)
        return document

    return say


@pytest.fixture
def calls(say):
    first, second = CallFactory(slug="first"), CallFactory(slug="second")
    say(WAR, "IN", first)
    say(WAR, "IN", first)
    say(CONFLICT, "IN", second)
    say(OPERATION, "RU", first)
    say(OPERATION, "RU", second)
    say(f"{OPERATION} Again.", "RU", second)
    say(WAR, "outlet", second)
    return first, second


def table(page):
    heads = [words(cell) for cell in page.select(".term-table thead th")][1:]
    return {
        words(row.th): dict(zip(heads, [words(cell) for cell in row.select("td")], strict=True))
        for row in page.select(".term-table tbody tr")
    }


def test_different_sentences_are_counted_by_voice(read, calls):
    found = table(read("/terms/"))
    assert found["war"] == {"Russia": "–", "India": "war, India: 1", "Outlets’ own words": "war, Outlets’ own words: 1"}
    assert found["special military operation"]["Russia"] == "special military operation, Russia: 2"
    assert list(found) == ["special military operation", "war", "conflict"]


def test_voices_stand_in_one_order_throughout(read, say):
    CallFactory()  # brings both sides
    for number in range(3):
        say(f"{WAR} {number}", "IN")
    say("They saw a ceasefire.", "IN")
    say("They spoke of a ceasefire.", "RU")
    say("They want a ceasefire.", "RU")
    heads = [words(row) for row in read("/terms/").select(".term-table thead tr")]
    assert heads == ["Term India", "Term India Russia"]


def test_each_count_leads_to_as_many_sentences(read, calls):
    for page in (read("/terms/"), read("/terms/the-use-of-force/")):
        links = page.select('a[href*="?"][href*="term="]')
        assert links
        for link in links:
            shown = read(link["href"]).select(".hits > li")
            assert len(shown) == int(words(link).rsplit(" ", 1)[-1])


def test_a_call_has_a_line_for_each_voice(read, calls):
    rows = [
        [words(cell) for cell in row.select("td")]
        for row in read("/terms/the-use-of-force/").select("#h-calls ~ .scroll tbody tr")
    ]
    assert rows == [
        ["India", "conflict 1"],
        ["Russia", "special military operation 2"],
        ["Outlets’ own words", "war 1"],
        ["India", "war 1"],
        ["Russia", "special military operation 1"],
    ]


def test_the_terms_are_marked_and_reprints_are_one(read, calls):
    page = read("/terms/the-use-of-force/?term=war&voice=IN&call=first")
    (item,) = page.select(".hits > li")
    assert [words(mark) for mark in item.select("mark")] == ["war"]
    assert len(item.select(".places a")) == 2
    assert (
        words(page.select_one(".count"))
        == "1 sentence on the call of Narendra Modi and Vladimir Putin · Clear the filters"
    )


def test_furniture_and_withdrawn_documents_do_not_count(read, say):
    say(WAR, role="furniture")
    gone = say(CONFLICT)
    gone.status = "withdrawn"
    gone.save()
    assert words(read("/terms/").select_one(".empty")).startswith("No term of the lists stands in any text yet.")
    assert words(read("/terms/the-use-of-force/").select_one(".empty")).startswith("None of these terms stands")


def test_reading_a_document_again_replaces_its_terms(say):
    document = say(WAR)
    document.sentences.update(text="They met.")
    assert terms_store(document=document) == 0
    assert not TermUse.objects.exists()


def test_a_filter_that_leaves_nothing_says_so(read, calls):
    page = read("/terms/the-use-of-force/?term=crisis")
    assert words(page.select_one("#results .empty")) == "No sentence fits these filters."


def test_htmx_gets_the_sentences_alone(client, calls):
    content = client.get("/terms/the-use-of-force/?voice=RU", headers=HTMX).content.decode()
    assert content.lstrip().startswith('<div id="results">')
    assert "<html" not in content


@pytest.mark.parametrize("query", ["?term=%00", "?voice=x&call=no", "?page=9999999", "?calls=-1&page=x"])
def test_any_address_answers(client, calls, query):
    assert client.get(f"/terms/the-use-of-force/{query}").status_code == 200


def test_an_unknown_group_is_not_found(client, db):
    assert client.get("/terms/nothing/").status_code == 404


def test_no_page_looks_for_terms_in_more_than_it_shows(client, calls, monkeypatch):
    texts = []
    monkeypatch.setattr("comparator.selectors.terms.find_terms", lambda text: texts.append(text) or ())
    client.get("/terms/")
    assert texts == []
    client.get("/terms/the-use-of-force/?term=war&voice=IN")
    assert texts == [WAR]
