"""The title of a document says what it is about where the text leaves that to the heading."""

from dataclasses import replace
from datetime import date

import pytest

from comparator.engine.location.heading import heading_of
from comparator.engine.pipeline import read_document
from comparator.engine.records import Call, CleanText, Kind, MetadataItem, Role, SourceDocument, Span
from comparator.engine.register import build_register

TEXT = "The leaders discussed trade in detail. It was agreed to maintain contact."
READOUT = SourceDocument("d", TEXT, Kind.READOUT, "Office", "BR", date(2023, 7, 5))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Telephone conversation with Prime Minister of Japan", "Telephone conversation with Prime Minister of Japan"),
        (
            "readout-of-president-lulas-call-with-prime-minister-kishida-of-japan",
            "Readout of President Lula's Call with Prime Minister Kishida of Japan",
        ),
        ("call-with-the-press-2", "Call with the Press"),
        ("his-calls-to-leaders", "His Calls to Leaders"),
        ("  A title\nin two lines ", "A title in two lines"),
    ],
)
def test_a_title_is_read_as_a_headline(title, shown):
    heading = heading_of(replace(READOUT, title=title), CleanText(TEXT, ()), [TEXT])
    assert heading is not None
    assert (heading.text, heading.role) == (shown, Role.HEADLINE)


@pytest.mark.parametrize("title", [None, "", "  ", "The leaders discussed trade", "THE LEADERS DISCUSSED TRADE."])
def test_no_title_or_one_that_the_text_holds_adds_nothing(title):
    told = ["The leaders discussed trade!", "It was agreed."]
    assert heading_of(replace(READOUT, title=title), CleanText(TEXT, ()), told) is None


def test_a_title_of_the_front_matter_is_taken_before_an_address():
    cleaned = CleanText(TEXT, (), (MetadataItem("title", "Call with Japan", Span(0, 1)),))
    heading = heading_of(replace(READOUT, title="call-with-nippon"), cleaned, [TEXT])
    assert heading is not None
    assert heading.text == "Call with Japan"


@pytest.mark.parametrize(
    ("title", "call", "leader"),
    [
        ("Telephone conversation with President of Chile Gabriel Boric", "2023-07-05-br-cl", "Gabriel Boric"),
        (
            "readout-of-president-lulas-call-with-president-gabriel-boric-of-chile-3",
            "2023-07-05-br-cl",
            "Gabriel Boric",
        ),
        ("readout-of-president-lulas-call-with-the-governor-of-bahia", None, None),
        ("President Lula's meeting with President Gabriel Boric of Chile", None, None),
        (None, None, None),
    ],
)
def test_a_title_proposes_the_call(title, call, leader):
    read = read_document(replace(READOUT, title=title), build_register(()))
    assert [p.id for p in read.proposed] == ([call] if call else [])
    assert [p.leaders["CL"] for p in read.proposed] == ([leader] if leader else [])
    assert {sentence.call for sentence in read.sentences} == {call}
    assert [sentence.text for sentence in read.sentences] == TEXT.replace(". ", ".\n").split("\n")


def test_a_title_tells_which_known_call_is_meant():
    calls = [
        Call(other.lower(), date(2023, 7, 5), ("BR", other), {"BR": "Luiz Inácio Lula da Silva", other: leader})
        for other, leader in (("JP", "Fumio Kishida"), ("CL", "Gabriel Boric"))
    ]
    document = replace(READOUT, title="Phone call with President Gabriel Boric")
    read = read_document(document, build_register(calls))
    assert {sentence.call for sentence in read.sentences} == {"cl"}


ADJACENT = [
    ("President Lula spoke today with President Gabriel Boric of Chile.", "BR", date(2023, 7, 4)),
    ("On the evening of July 4, President Boric had a phone call with President Lula.", "CL", date(2023, 7, 5)),
    ("Yesterday President Boric had a phone call with President Lula.", "CL", date(2023, 7, 5)),
    ("President Boric had a phone call with President Lula.", "CL", date(2023, 7, 5)),
]


def test_accounts_of_two_days_are_of_one_call_only_where_the_text_says_so():
    found = [
        read_document(SourceDocument("d", text, Kind.READOUT, None, side, day), build_register(())).proposed[0].id
        for text, side, day in ADJACENT
    ]
    assert found == ["2023-07-04-br-cl"] * 3 + ["2023-07-05-br-cl"]
