"""The search page: filters in the address, folded reprints, odd queries answered in words, and nothing that is not public."""

from __future__ import annotations

import datetime

import pytest

from comparator.selectors import search as selector
from comparator.selectors import searchquery
from tests.factories import OutletFactory, SentenceFactory, SideFactory
from tests.views.comparisons import HTMX, RIGHT, make_comparison, make_document, words


@pytest.fixture
def found(read):
    """The results of a search, each as its words."""
    return lambda query: [hit.blockquote.get_text().strip() for hit in read(f"/search/?{query}").select(".hits > li")]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=violence", 2),
        ("q=violence&voice=RU", 1),
        ("q=violence&voice=nobody", 2),
        ("q=appeal&voice=outlet", 1),
        ("q=violence&kind=readout", 0),
        ("q=violence&kind=article", 2),
        ("q=violence&outlet=Daily+Left", 1),
        ("q=violence&outlet=Unknown", 2),
        ("q=violence&side=IN", 2),
        ("q=violence&side=RU", 0),
        ("q=violence&call=2022-02-24-modi-putin", 2),
        ("q=violence&call=2022-03-01-modi-putin", 0),
        ("q=violence&from=2022-02-24&to=2022-02-24", 2),
        ("q=violence&from=2022-02-25", 0),
        ("q=violence&to=2022-02-23", 0),
        ("q=violence&to=2022-02-01&from=2022-02-28", 2),
        ("q=violence&from=yesterday", 2),
    ],
)
def test_filters_are_in_the_address(found, comparison, query, count):
    SideFactory(code="RU")
    later = make_comparison(number=5)
    for sentence in later.sentences.values():
        sentence.text = "Nothing of note."
        sentence.save()
    assert len(found(query)) == count


def test_reprints_are_one_result_with_every_place(read, comparison):
    copy, places = make_document(
        OutletFactory(name="Official", official=True), ["“The leaders agreed to stay in touch”"]
    )
    SentenceFactory(document=copy, start=0, end=places[0][1], text=copy.raw_text, voice="RU", call=comparison.call)
    (hit,) = read('/search/?q="stay+in+touch"').select(".hits > li")
    links = [(words(a), a["href"]) for a in hit.select(".places a")]
    assert links[0] == ("Official", f"/documents/{copy.public_id}/?span=0-{places[0][1]}#span")
    assert {name for name, _ in links} == {"Official", "Daily Left", "Daily Right"}
    assert words(hit.summary) == "and in 2 other outlets"
    assert words(hit.select_one(".meta")) == "Call of 24 February 2022 · said by Russia, India"


def test_a_repetition_in_one_outlet_is_said_to_be_one(read, comparison):
    outlet = comparison.documents[0].outlet
    again, places = make_document(outlet, ["The leaders agreed to stay in touch!"])
    SentenceFactory(document=again, end=places[0][1], text=again.raw_text, call=comparison.call)
    comparison.documents[1].status = "withdrawn"
    comparison.documents[1].save()
    assert words(read("/search/?q=touch").select_one(".hits summary")) == "and 1 more time in this outlet"


def test_the_hit_is_lit_on_arrival(read, comparison):
    page = read("/search/?q=not+appeal")
    target = page.select_one(".places a")["href"]
    assert read(target).find(id="span").text == RIGHT


def test_what_is_not_published_is_never_found(found, comparison):
    comparison.documents[0].status = "withdrawn"
    comparison.documents[0].save()
    assert found("q=violence") == [RIGHT]
    assert found("q=students") == []


def test_pages_keep_the_query(read, comparison, monkeypatch):
    monkeypatch.setattr(selector, "RESULTS_PER_PAGE", 1)
    page = read("/search/?q=violence&sort=latest")
    assert page.select_one(".pager a")["href"] == "?q=violence&sort=latest&page=2"
    assert read("/search/?q=violence&page=2").ol["start"] == "2"
    assert len(read("/search/?q=violence&page=99").select(".hits > li")) == 1


def test_too_many_sentences_are_cut_and_it_is_said(read, comparison, monkeypatch):
    monkeypatch.setattr(selector, "MOST_SENTENCES", 1)
    page = read("/search/?q=violence")
    assert words(page.select_one(".count b")).startswith("More than 1 sentences; the first 1 are shown.")
    assert len(page.select(".hits > li")) == 1


def test_the_latest_come_first_when_asked_for(found, comparison):
    later = make_comparison(number=9).sentences["0.0"]
    later.text = "Violence."
    later.save()
    assert found("q=violence&sort=latest")[0] == "Violence."


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ('q=violence+"of', "A quotation mark is not closed; the words after it were searched one by one."),
        ("q=violence+OR+war", "OR has no meaning here: every word must occur. Search for each alternative by itself."),
        ("q=%3F%21", "There is no letter or digit to search for."),
        ("q=-violence", "Every word has a minus before it. Add a word that must occur."),
        ("q=" + "+".join(f"w{n}" for n in range(15)), "Only the first 12 words and phrases were searched."),
        ("q=" + "word+" * 60, "The text was too long; its end was left out."),
        (
            "q=violence&from=2022-02-31",
            "“2022-02-31” is not a date. Write the year, the month and the day: 2022-02-24.",
        ),
        ("q=violence&to=%00%3Cb%3E", "“<b>” is not a date. Write the year, the month and the day: 2022-02-24."),
    ],
)
def test_odd_queries_are_answered_in_words(read, comparison, query, note):
    assert note in [words(p) for p in read(f"/search/?{query}").select("#results .note")]


@pytest.mark.parametrize(
    "typed", ["*", '"*"', "a*b", "'", "''; DROP TABLE x; --", "\\", "%", "\ud800", "(", "NOT", "^", "🙂", "&!|"]
)
@pytest.mark.parametrize("name", ["q", "voice", "side", "kind", "call", "outlet", "from", "to", "sort", "page"])
def test_no_text_breaks_the_page(client, comparison, name, typed):
    typed = typed.encode("utf-8", "surrogatepass")
    assert client.get("/search/", {"q": "violence", name: typed}).status_code == 200


def test_what_was_typed_is_escaped(client, comparison):
    assert b"<b>x" not in client.get("/search/?q=<b>x&from=<b>x").content


def test_each_filter_can_be_taken_away(read, comparison):
    page = read("/search/?q=violence&voice=RU&from=2022-01-01&outlet=Daily+Right&page=2")
    chips = {words(chip): chip["href"] for chip in page.select(".chip")}
    assert chips["Said by: Russia : remove this filter ×"] == "?q=violence&outlet=Daily+Right&from=2022-01-01"
    assert chips["From 1 January 2022 : remove this filter ×"] == "?q=violence&voice=RU&outlet=Daily+Right"
    assert words(page.select_one("#outlet option[selected]")) == "Daily Right"
    assert page.find(id="from")["value"] == "2022-01-01"


def test_a_filter_that_finds_nothing_can_be_cleared(read, comparison):
    page = read("/search/?q=violence&to=1999-01-01")
    assert page.select_one(".empty a")["href"] == "?q=violence"


def test_the_form_offers_the_call_and_outlet_of_the_address_beyond_its_limit(read, comparison, monkeypatch):
    monkeypatch.setattr(searchquery, "MOST_CHOICES", 1)
    make_comparison(number=9)
    page = read(f"/search/?q=violence&call={comparison.call.slug}&outlet=Daily+Right")
    assert len(page.select("#call option")) == 3
    assert page.select_one("#call option[selected]")["value"] == comparison.call.slug
    assert page.select_one("#outlet option[selected]")["value"] == "Daily Right"


def test_a_sentence_about_no_call_goes_by_the_day_of_its_document(found, comparison):
    sentence = comparison.sentences["0.4"]
    sentence.call = None
    sentence.save()
    document = comparison.documents[0]
    document.published = datetime.date(2022, 3, 3)
    document.save()
    assert len(found("q=hours&from=2022-03-01")) == 1
    assert len(found("q=hours&to=2022-02-28")) == 0


def test_htmx_hears_the_count(read, comparison):
    assert words(read("/search/?q=violence&voice=RU", **HTMX).select_one("#status")) == "1 sentence"
