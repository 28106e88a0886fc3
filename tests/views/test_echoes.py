"""What recurs: stock phrases over time, and passages that look misdated. Everything shown is stored; nothing is compared for a page."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from comparator.models import Formula
from comparator.services.echoes import _differences_store
from comparator.services.formulas import formulas_refresh
from tests.factories import EchoFactory, SentenceFactory
from tests.views.comparisons import make_comparison, words

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def formula(comparison):
    """One phrase in three calls, with two wordings."""
    middle, last = make_comparison(number=5), make_comparison(number=9)
    last.sentences["0.1"].text = "The leaders gladly agreed to stay in touch."
    last.sentences["0.1"].save()
    EchoFactory(a=comparison.sentences["0.1"], b=last.sentences["0.1"], kind="formula")
    EchoFactory(a=middle.sentences["0.1"], b=last.sentences["0.1"], kind="formula")
    formulas_refresh(calls=[last.call.pk])
    return Formula.objects.get()


@pytest.fixture
def nothing_is_compared(monkeypatch):
    for name in ("comparator.selectors.wording.diff_words", "comparator.services.formulas.revise"):
        monkeypatch.setattr(name, lambda *_: pytest.fail("compared for a page"))


def test_phrases_are_listed_with_first_and_last_use_and_lead_to_their_page(read, formula, nothing_is_compared):
    (item,) = read("/echoes/").select("[aria-labelledby=h-phrases] .echo")
    assert words(item.h3) == "The leaders agreed to stay in touch."
    assert item.h3.a["href"] == formula.get_absolute_url()
    assert words(item.select_one(".who")) == (
        "In the accounts of 3 calls · India · first use stored 24 Feb 2022, last 5 Mar 2022 · 2 wordings"
    )
    assert words(item.ins) == "gladly"


def test_phrases_are_narrowed_to_a_side_that_uses_any(read, formula):
    assert [words(tab) for tab in read("/echoes/").select(".tabs a")] == ["All", "India"]
    assert len(read("/echoes/?side=IN").select("[aria-labelledby=h-phrases] .echo")) == 1
    assert len(read("/echoes/?side=RU").select("[aria-labelledby=h-phrases] .echo")) == 1, "no such tab, no filter"


def test_the_page_of_a_phrase_compares_its_wordings_over_time(read, formula, nothing_is_compared):
    page = read(formula.get_absolute_url())
    assert [words(use.time) for use in page.select(".uses .places li")] == ["24 Feb 2022", "1 Mar 2022", "5 Mar 2022"]
    assert words(page.select_one("#w2 .who")) == "Wording 2 · after wording 1"
    assert [words(ins) for ins in page.select("#w2 ins")] == ["gladly"]
    assert [words(fact) for fact in page.select(".facts dd")] == [
        "3 calls",
        "3 uses",
        "24 February 2022",
        "5 March 2022",
    ]


def test_its_drawing_has_a_row_for_each_wording_and_a_mark_for_each_use(read, formula):
    figure = read(formula.get_absolute_url()).select_one("figure.chart")
    assert [len(row.select("circle")) for row in figure.select("svg > a")] == [2, 1]
    assert [row["href"] for row in figure.select("svg > a")] == ["#w1", "#w2"]
    assert len(figure.select("details tbody tr")) == 3


def test_its_drawing_can_be_downloaded(client, formula):
    response = client.get(f"{formula.get_absolute_url()}drift.svg")
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{formula.slug}-drift.svg"'
    drawing = ElementTree.fromstring(response.content)
    assert len(list(drawing.iterfind(f"{SVG}svg/{SVG}a/{SVG}circle"))) == 3
    assert "http://testserver/formulas/" in response.content.decode()
    assert "var(--" not in response.content.decode()


def test_the_statement_leads_to_the_phrase(read, comparison, formula):
    note = read(comparison.statements["Contacts"].get_absolute_url()).select_one(".query")
    assert note.select("a")[-1]["href"] == formula.get_absolute_url()


def test_quotations_have_the_language_of_their_document(read, formula, comparison):
    comparison.documents[0].language = "ru"
    comparison.documents[0].save()
    page = read(formula.get_absolute_url())
    assert page.h1["lang"] == "ru"
    assert [quote["lang"] for quote in page.select(".uses blockquote")] == ["ru", "en"]
    assert read("/echoes/").select_one("[aria-labelledby=h-phrases] h3 a")["lang"] == "ru"


def test_a_phrase_that_became_part_of_another_leads_there(client, formula):
    old = Formula.objects.create(slug="old", retired=True, merged_into=formula)
    response = client.get(old.get_absolute_url())
    assert (response.status_code, response.headers["Location"]) == (301, formula.get_absolute_url())


def test_a_phrase_that_is_no_more_is_gone_and_says_what_it_was(read, client, formula):
    wordings = [{"text": "Withdrawn since.", "after": None, "pieces": []}, *formula.wordings]
    gone = Formula.objects.create(slug="gone", retired=True, wordings=wordings)
    page = read(gone.get_absolute_url(), 410)
    assert words(page.h1) == "No stock phrase any more"
    assert "no longer counts it" in words(page.select_one(".dek"))
    assert words(page.select_one("main blockquote")) == "The leaders agreed to stay in touch."
    assert "Withdrawn since" not in str(page), "what no published document says is not shown"
    search, listed = page.select("main p > a")[-2:]
    assert len(read(search["href"]).select(".hits > li")) > 0
    assert listed["href"] == "/echoes/#h-phrases"
    assert client.get(f"{gone.get_absolute_url()}drift.svg").status_code == 404
    assert client.get("/formulas/never/").status_code == 404


def test_of_a_phrase_whose_documents_are_all_withdrawn_nothing_is_shown(read, comparison):
    gone = Formula.objects.create(slug="gone", retired=True, wordings=[{"text": "So.", "after": None, "pieces": []}])
    page = read(gone.get_absolute_url(), 410)
    assert words(page.select_one(".empty")) == "No document that is published has its words."
    assert page.select_one("main blockquote") is None


def test_the_site_map_lists_the_phrases(client, formula):
    Formula.objects.create(slug="gone", retired=True)
    content = client.get("/sitemap.xml").content.decode()
    assert f"http://testserver{formula.get_absolute_url()}<" in content
    assert "/formulas/gone/" not in content


def test_many_wordings_come_in_pages(read, formula):
    formula.wordings = [formula.wordings[0], *([formula.wordings[1]] * 59)]
    formula.save()
    assert len(read(formula.get_absolute_url()).select(".uses > li")) == 50
    assert len(read(f"{formula.get_absolute_url()}?page=2").select(".uses > li")) == 10


def test_a_passage_that_looks_misdated_is_a_question_with_the_evidence_of_both_calls(read, comparison, monkeypatch):
    other = make_comparison(number=9)
    sentence = comparison.sentences["1.0"]
    sentence.misdated = other.call
    sentence.why = {"misdated": "The date points there."}
    sentence.save()
    EchoFactory(a=sentence, b=other.sentences["1.0"], kind="recycled")
    _differences_store({comparison.call.pk})
    monkeypatch.setattr("comparator.selectors.wording.compare", lambda *_: pytest.fail("compared for a page"))
    item = read("/echoes/").select_one("[aria-labelledby=h-questions] .echo")
    assert words(item.h3) == "Daily Right puts this in the call of 24 February 2022. Is it of 5 March 2022?"
    assert [words(a) for a in item.select(".places a")] == ["Daily Right", "Daily Right (9)"]
    assert "The date points there." in words(item)


@pytest.fixture
def questions(comparison):
    """Twelve passages that may belong to another call."""
    other = make_comparison(number=9)
    first = comparison.sentences["1.0"]
    made = [
        SentenceFactory(document=first.document, call=comparison.call, misdated=other.call, index=n, start=n)
        for n in range(100, 112)
    ]
    return [sentence.text for sentence in made]


def test_questions_come_in_pages_with_and_without_script(read, client, questions):
    first = read("/echoes/?side=IN")
    assert len(first.select("#questions .echo")) == 10
    link = first.select_one("#questions .pager a[rel=next]")
    assert link["href"] == link["hx-get"] == "/echoes/?side=IN&questions=2"
    second = read(link["href"])
    assert len(second.select("#questions .echo")) == 2
    assert second.select_one("#questions .pager a[rel=prev]")["href"].endswith("questions=1")
    shown = [
        words(quote) for page in (first, second) for quote in page.select("#questions .version:first-child blockquote")
    ]
    assert sorted(shown) == sorted(questions)
    part = client.get(link["href"], headers={"HX-Request": "true", "HX-Target": "questions"}).content.decode()
    assert part.lstrip().startswith('<section id="questions"')
    assert "autofocus" in part, "what had the focus is gone with the old page"
    assert "h-phrases" not in part


def test_nothing_that_recurs_is_said_to_be_nothing(read, db):
    assert [words(p) for p in read("/echoes/").select(".empty")] == [
        "No passage looks as if it belonged to another call.",
        "No phrase has been found in more than one call.",
    ]
