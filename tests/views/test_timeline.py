"""Calls over the years: what both accounts share, what one of them lacks, and where nothing can be said."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest

from comparator.models import CallParty, Statement, StatementMember
from tests.factories import CallFactory, SideFactory
from tests.views.comparisons import HTMX, make_comparison, words

SVG = "{http://www.w3.org/2000/svg}"
HTML_LIMIT = 150_000


def lines(page):
    return {
        words(row.time): [words(cell) for cell in row.select("td")]
        for row in page.select("#results > .scroll tbody tr")
    }


@pytest.fixture
def calls(comparison):
    return [comparison, make_comparison(number=400), make_comparison(number=800, sides=("UA", "US"))]


def test_each_call_says_what_both_tell_and_what_each_lacks(read, calls):
    found = lines(read("/timeline/"))
    assert list(found) == ["4 May 2024", "31 Mar 2023", "24 Feb 2022"]
    assert found["24 Feb 2022"] == [
        "2 of 4 (50%), 1 diverges",
        "1 not in the Russian version · 1 not in the Indian version",
    ]


def test_what_is_not_in_a_version_leads_to_those_statements(read, calls):
    link = read("/timeline/?pair=IN-RU").select_one('a[href*="side=IN"]')
    assert words(link) == "1 not in the Russian version"
    assert [words(row.h3) for row in read(link["href"]).select(".row")] == ["Students"]


def test_of_a_version_that_no_source_gives_nothing_is_said_to_be_missing(read, comparison):
    StatementMember.objects.filter(version="RU").delete()
    page = read("/timeline/")
    assert lines(page)["24 Feb 2022"] == ["–", "No source gives a Russian version of this call."]
    assert "not in the Russian version" not in words(page.select_one("#results tbody"))


def test_a_call_with_nothing_compared_says_so(read, db):
    CallFactory(date=datetime.date(2020, 1, 1), slug="bare")
    page = read("/timeline/")
    assert lines(page) == {"1 Jan 2020": ["nothing compared yet", ""]}
    assert len(page.select(".chart svg > a")) == 1


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("pair=IN-RU", ["31 Mar 2023", "24 Feb 2022"]),
        ("pair=UA-US", ["4 May 2024"]),
        ("pair=XX-YY", ["4 May 2024", "31 Mar 2023", "24 Feb 2022"]),
        ("from=2023", ["4 May 2024", "31 Mar 2023"]),
        ("from=2023&to=2023", ["31 Mar 2023"]),
        ("has=diverge&to=2022", ["24 Feb 2022"]),
        ("from=20²3&to=-1&page=no", ["4 May 2024", "31 Mar 2023", "24 Feb 2022"]),
        ("from=2050", []),
    ],
)
def test_the_address_narrows_it(read, calls, query, days):
    assert list(lines(read(f"/timeline/?{query}"))) == days


def test_pairs_are_offered_with_their_number_of_calls(read, calls):
    options = [words(option) for option in read("/timeline/").select("#pair option")]
    assert options == ["Any two sides", "India and Russia (2)", "Ukraine and United States (1)"]


def test_a_call_of_three_sides_belongs_to_each_of_its_pairs(read, comparison):
    CallParty.objects.create(call=comparison.call, side=SideFactory(code="UA"), leader="Volodymyr Zelenskyy")
    assert lines(read("/timeline/?pair=RU-UA"))["24 Feb 2022"][1] == "No source gives a Ukrainian version of this call."
    assert lines(read("/timeline/?pair=IN-RU"))["24 Feb 2022"][1].startswith("1 not in the Russian version")


def test_years_are_drawn_and_lead_to_their_calls(read, calls):
    years = read("/timeline/?pair=IN-RU").select("figure")[0]
    assert [link["href"] for link in years.select("svg > a")] == [
        "?pair=IN-RU&from=2022&to=2022",
        "?pair=IN-RU&from=2023&to=2023",
    ]
    assert [words(row) for row in years.select("tbody tr")] == ["2022 1 1 1 1 1 1", "2023 1 1 1 1 1 1"]


def test_the_drawing_can_be_downloaded_with_its_filter(client, calls):
    response = client.get("/timeline/timeline.svg?pair=IN-RU")
    drawing = ElementTree.fromstring(response.content)
    links = [link.get("href") for link in drawing.iter(f"{SVG}a")]
    assert links == [f"http://testserver{made.call.get_absolute_url()}" for made in (calls[1], calls[0])]
    assert "http://testserver/timeline/?pair=IN-RU" in response.content.decode()
    assert client.get("/timeline/timeline.svg?from=2050").status_code == 404


def test_nothing_to_show_says_what_to_do(read, comparison, db):
    page = read("/timeline/?from=2050")
    assert words(page.select_one(".empty")) == "No call fits these filters."
    assert page.select_one(".count a")["href"] == "/timeline/"


def test_an_empty_site_says_so(read, db):
    assert words(read("/timeline/").select_one(".empty")).startswith("There are no calls yet.")


def test_htmx_gets_the_results_alone(client, calls):
    content = client.get("/timeline/?pair=IN-RU", headers=HTMX).content.decode()
    assert content.lstrip().startswith('<div id="results">')


def test_hundreds_of_calls_come_in_pages_within_the_budget(read, client, comparison):
    sentences = comparison.sentences["0.0"], comparison.sentences["1.0"]
    for number in range(1, 165):
        call = CallFactory(date=comparison.call.date + datetime.timedelta(days=9 * number), slug=f"call-{number}")
        kinds = (("agree", ""), ("diverge", ""), ("one_sided", "IN"), ("one_sided", "RU"))
        statements = Statement.objects.bulk_create(
            Statement(public_id=f"{number}-{place}", call=call, verdict=verdict, only_side=side, label="Aid")
            for place, (verdict, side) in enumerate(kinds)
        )
        StatementMember.objects.bulk_create(
            StatementMember(statement=statements[0], sentence=sentence, version=version)
            for sentence, version in zip(sentences, ("IN", "RU"), strict=True)
        )
    assert len(client.get("/timeline/?pair=IN-RU").content) <= HTML_LIMIT
    page = read("/timeline/?page=3")
    assert len(lines(page)) == 5
    assert words(page.select_one(".count")) == "165 calls"
