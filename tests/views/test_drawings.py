"""The drawings of a call on its pages and as files to take along."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from comparator.models import CallParty
from tests.factories import CallFactory, SideFactory
from tests.views.comparisons import make_comparison, words

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def url(comparison):
    return comparison.call.get_absolute_url()


@pytest.fixture
def download(client):
    def download(path):
        response = client.get(path)
        assert response.headers["Content-Type"].startswith("image/svg+xml")
        assert response.headers["Content-Disposition"].startswith("attachment; filename=")
        text = response.content.decode()
        assert "Readout Comparator" in text and "http://testserver/calls/" in text
        return ElementTree.fromstring(text)

    return download


def bars(drawing, key):
    return [r for r in drawing.iterfind(f".//{SVG}svg//{SVG}rect") if r.get("class") == f"seg s-{key}"]


def test_verdicts_and_statements_come_as_one_file(download, url):
    drawing = download(f"{url}verdicts.svg")
    assert [len(bars(drawing, key)) for key in ("agree", "diverge", "only-a", "only-b", "unattributed")] == [
        2,
        2,
        2,
        2,
        1,
    ]


def test_a_file_is_narrowed_as_its_page_is(download, url):
    assert len(bars(download(f"{url}verdicts.svg?verdict=agree"), "diverge")) == 1


def test_a_call_without_statements_has_no_file(client, db):
    bare = CallFactory().get_absolute_url()
    assert client.get(f"{bare}verdicts.svg").status_code == 404
    assert client.get(f"{bare}voices.svg").status_code == 404


def test_ticks_stand_beside_the_list_and_lead_to_its_statements(read, url):
    page = read(url)
    links = page.select(".told > .ticks a")
    assert [link["href"] for link in links] == [f"#{row['id']}" for row in page.select(".told .rows > li")]
    assert {link["tabindex"] for link in links} == {"-1"}
    assert page.select_one(".ticks")["aria-hidden"] == "true"


def test_a_short_list_has_no_ticks(read, url):
    assert read(f"{url}?verdict=agree").select(".ticks") == []


def test_sources_are_divided_by_voice(read, url):
    section = read(f"{url}matrix/").select_one("[aria-labelledby=h-voices]")
    assert [words(item) for item in section.select(".tally li")] == [
        "India",
        "Russia",
        "The outlet itself, or no side known",
    ]
    assert [words(row) for row in section.select("tbody tr")] == [
        "Daily Left, 24 Feb 2022 India 3",
        "The outlet itself, or no side known 1",
        "Daily Right, 24 Feb 2022 Russia 3",
    ]


def test_voices_come_as_a_file(download, url):
    drawing = download(f"{url}voices.svg")
    assert [len(bars(drawing, key)) for key in ("only-a", "only-b", "unattributed")] == [1, 1, 1]


def test_a_voice_of_no_party_is_another_state(read, url, comparison):
    sentence = comparison.sentences["0.0"]
    sentence.voice = "UA"
    sentence.save()
    section = read(f"{url}matrix/").select_one("[aria-labelledby=h-voices]")
    assert "Other states 1" in [words(row) for row in section.select("tbody tr")]


class TestPairs:
    @pytest.fixture
    def three(self, comparison):
        CallParty.objects.create(call=comparison.call, side=SideFactory(code="UA"), leader="Volodymyr Zelenskyy")

    def test_two_sides_leave_no_choice(self, read, url):
        assert read(url).select(".ribbon .diffs") == []

    def test_of_three_sides_any_two_can_be_chosen(self, read, url, three):
        page = read(f"{url}?pair=RU-UA&verdict=one_sided")
        links = page.select(".ribbon .diffs a")
        assert [words(link) for link in links] == ["India – Russia", "India – Ukraine", "Russia – Ukraine"]
        assert [words(link) for link in links if link.get("aria-current")] == ["Russia – Ukraine"]
        assert [words(head) for head in page.select(".ribbon .head")] == [
            "The Russian version",
            "The Ukrainian version",
        ]
        assert "verdict=one_sided" in links[0]["href"]

    def test_the_file_has_the_pair_of_the_page(self, client, url, three):
        assert "The Ukrainian version" in client.get(f"{url}ribbon.svg?pair=RU-UA").content.decode()
        assert "The Ukrainian version" not in client.get(f"{url}ribbon.svg").content.decode()


def test_the_list_of_calls_leads_to_all_years(read, comparison):
    make_comparison(number=5)
    assert read("/calls/").select_one(".timeline figcaption a")["href"] == "/timeline/"
