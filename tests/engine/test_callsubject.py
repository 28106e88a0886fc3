"""The call that a document is about: a day on which somebody spoke of it is not the day of the call."""

from datetime import date

import pytest

from comparator.engine.pipeline import read_document
from comparator.engine.records import Call, Kind, SourceDocument
from comparator.engine.register import build_register

WEDNESDAY = Call("known", date(2023, 11, 8), ("KE", "NO"), {"KE": "William Ruto", "NO": "Jonas Gahr Støre"})
REGISTER = build_register((WEDNESDAY,))


@pytest.mark.parametrize(
    ("lead", "call"),
    [
        (
            "Prime Minister Støre promised aid in a phone call with President Ruto, the Foreign Ministry said on Friday.",
            "known",
        ),
        (
            "Prime Minister Støre promised aid in a phone call with President Ruto, the Foreign Ministry said Friday.",
            "known",
        ),
        ("Prime Minister Støre promised aid in a phone call with President Ruto on Wednesday.", "known"),
        ("Prime Minister Støre spoke by phone with President Ruto on Friday.", "2023-11-10-ke-no"),
    ],
)
def test_the_day_of_the_saying_is_not_that_of_the_call(lead, call):
    text = f"{lead}\n\nNorway would double its support for farmers, the ministry said."
    read = read_document(SourceDocument("d", text, side="NO", published=date(2023, 11, 10)), REGISTER)
    assert {sentence.call for sentence in read.sentences} == {call}


def test_talks_of_others_do_not_date_the_call_of_a_readout():
    text = "President Ruto thanked Norway for hosting another round of talks between Sudanese envoys on November 8 in Oslo."
    document = SourceDocument(
        "d",
        text,
        Kind.READOUT,
        side="KE",
        published=date(2023, 11, 10),
        title="Telephone conversation with Prime Minister of Norway Jonas Gahr Støre",
    )
    read = read_document(document, build_register(()))
    assert [proposal.id for proposal in read.proposed] == ["2023-11-10-ke-no"]
