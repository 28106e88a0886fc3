"""Stage 8: the rows of a report, compared whole."""

from __future__ import annotations

from datetime import date

from comparator.engine.options import ENGINE_VERSION
from comparator.engine.records import (
    Call,
    Collation,
    Kind,
    Link,
    Member,
    ProposedCall,
    ReadDocument,
    Reason,
    Relation,
    Role,
    Sentence,
    SourceDocument,
    Span,
    Statement,
    Verdict,
)
from comparator.engine.report import COLUMNS, cells, report_rows

CALL = Call("2023-05-04", date(2023, 5, 4), ("JP", "BR"))


def sentence(identity, voice, text, **changes):
    document, _, index = identity.partition("#")
    return Sentence(
        identity, document, int(index), Span(10, 10 + len(text)), text, Role.CONTENT, voice=voice, **changes
    )


def collation(sentences, statements, links=(), proposed=()):
    documents = tuple(
        ReadDocument(
            SourceDocument(name, "…", Kind.READOUT),
            f"sha-{name}",
            (),
            tuple(s for s in sentences if s.document == name),
        )
        for name in sorted({s.document for s in sentences})
    )
    return Collation(documents, tuple(links), tuple(statements), (), tuple(proposed))


def statement(members, call="2023-05-04"):
    return Statement(
        id="abcd2345",
        call=call,
        label="Grain",
        verdict=Verdict.DIVERGE,
        sides={},
        members=tuple(Member(*member) for member in members),
        reasons=(Reason("number", "The numbers differ."), Reason("name", "Named by one alone.")),
    )


def test_a_row_holds_everything_that_the_engine_knows():
    sentences = [
        sentence("a#3", "JP", "Kishida offered 20 ships.", source="the ministry", quoted=True),
        sentence("b#0", "BR", "Kishida offered 30 ships.", misdated="2022-01-01"),
    ]
    links = [Link("a#3", "b#0", Relation.TOPIC, 0.61234)]
    first, second = report_rows(collation(sentences, [statement([("a#3", "JP"), ("b#0", "BR")])], links), (CALL,))
    assert dict(zip(COLUMNS, cells(first), strict=True)) == {
        "call_date": "2023-05-04",
        "call_id": "2023-05-04",
        "statement_id": "abcd2345",
        "statement_label": "Grain",
        "verdict": "diverge",
        "reasons": "The numbers differ. | Named by one alone.",
        "side": "JP",
        "voice": "JP",
        "source": "the ministry",
        "document_id": "a",
        "document_sha256": "sha-a",
        "sentence_id": "a#3",
        "sentence_number": "3",
        "char_start": "10",
        "char_end": "35",
        "sentence_text": "Kishida offered 20 ships.",
        "quoted": "true",
        "paired_sentence_id": "b#0",
        "paired_text": "Kishida offered 30 ships.",
        "confidence": "0.612",
        "only_here": "20",
        "only_in_paired": "30",
        "misdated_call": "",
        "engine_version": ENGINE_VERSION,
    }
    assert (second.paired_sentence_id, second.only_here, second.only_in_paired, second.misdated_call) == (
        "a#3",
        "30",
        "20",
        "2022-01-01",
    )


def test_the_pair_is_the_sentence_of_another_side_that_answers_best():
    sentences = [
        sentence("a#0", "JP", "Kishida offered ships."),
        sentence("a#1", "JP", "He offered ships."),
        sentence("b#0", "BR", "Ships were spoken of."),
        sentence("b#1", "BR", "Kishida offered ships."),
    ]
    links = [
        Link("a#0", "b#0", Relation.TOPIC, 0.9),
        Link("a#0", "b#1", Relation.SAME, 0.8),
        Link("a#0", "a#1", Relation.SAME, 1.0),
    ]
    rows = report_rows(
        collation(sentences, [statement([("a#0", "JP"), ("a#1", "JP"), ("b#0", "BR"), ("b#1", "BR")])], links), (CALL,)
    )
    assert rows[0].paired_sentence_id == "b#1"
    assert rows[1].confidence == ""


def test_what_nobody_answers_has_no_pair():
    sentences = [sentence("a#0", "JP", "Whales."), sentence("a#1", "outlet", "Rain fell.")]
    first, second = report_rows(collation(sentences, [statement([("a#0", "JP"), ("a#1", None)])]), (CALL,))
    assert (first.paired_sentence_id, first.paired_text, first.only_here) == ("", "", "")
    assert (second.side, second.voice, second.paired_sentence_id) == ("", "outlet", "")


def test_calls_that_the_register_lacks_are_reported_too():
    proposed = ProposedCall("2024-01-02-JP-BR", date(2024, 1, 2), ("JP", "BR"))
    found = collation(
        [sentence("a#0", "JP", "Whales.")], [statement([("a#0", "JP")], call=proposed.id)], proposed=[proposed]
    )
    assert [row.call_date for row in report_rows(found, ())] == ["2024-01-02"]


def test_a_sentence_of_two_statements_has_two_rows():
    members = [("a#0", "JP")]
    found = collation([sentence("a#0", "JP", "Whales.")], [statement(members), statement(members)])
    assert len(report_rows(found, (CALL,))) == 2
