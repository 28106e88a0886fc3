"""Which wording stands for a side, and what three sides are compared with."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparator.selectors.calls import get_call
from comparator.selectors.filters import StatementFilter
from comparator.selectors.statements import statement_page
from tests.factories import LinkFactory, OutletFactory, SentenceFactory, SideFactory, StatementMemberFactory
from tests.views.comparisons import LEFT, make_comparison, make_document

pytestmark = pytest.mark.django_db


def add_sentence(made, text, version, statement="End of the violence", **values):
    document, [(start, end)] = make_document(OutletFactory(), [text])
    sentence = SentenceFactory(document=document, start=start, end=end, call=made.call, **values)
    StatementMemberFactory(
        statement=made.statements[statement], sentence=sentence, version=version, position=sentence.pk
    )
    return sentence


def first_row(made):
    return statement_page(get_call(made.call.slug), StatementFilter()).told[0]


def test_the_pair_that_is_linked_best_is_shown():
    made = make_comparison()
    better = add_sentence(made, "An end of violence was asked for.", "IN", voice="IN")
    LinkFactory(a=better, b=made.sentences["1.0"], score=0.99, collation=made.call.collations.get())
    row = first_row(made)
    assert row.cells[0].lead.text == better.text
    assert [wording.text for wording in row.cells[0].others] == [LEFT]


def test_the_pair_that_the_reasons_speak_of_comes_before_it():
    made = make_comparison()
    other = add_sentence(made, "An end of violence was asked for.", "IN", voice="IN")
    statement = made.statements["End of the violence"]
    statement.reasons = [
        {
            "kind": "term",
            "text": "x",
            "spans": [{"sentence": pk, "start": 0, "end": 1} for pk in (other.pk, made.sentences["1.0"].pk)],
        }
    ]
    statement.save()
    assert first_row(made).cells[0].lead.text == other.text


def test_of_the_sentences_that_the_reasons_speak_of_those_with_the_quoted_words_are_shown():
    made = make_comparison()
    other = add_sentence(made, "An end of violence was asked for.", "IN", voice="IN")
    statement = made.statements["End of the violence"]
    sentences = (other, made.sentences["0.0"], made.sentences["1.0"])
    statement.reasons = [
        {
            "kind": "addition",
            "text": "x",
            "phrases": [["IN", "was asked for"]],
            "spans": [{"sentence": sentence.pk, "start": 0, "end": 1} for sentence in sentences],
        }
    ]
    statement.save()
    assert first_row(made).cells[0].lead.text == other.text


def test_a_side_s_own_voice_comes_before_what_an_outlet_narrates_and_headlines():
    made = make_comparison()
    made.statements["Students"].members.all().delete()
    add_sentence(made, "Headline on students", "IN", "Students", voice="IN", role="headline")
    add_sentence(made, "The outlet tells of students.", "IN", "Students", voice="outlet")
    own = add_sentence(made, "We spoke of students.", "IN", "Students", voice="IN")
    row = next(r for r in statement_page(get_call(made.call.slug), StatementFilter()).told if r.label == "Students")
    assert row.cells[0].lead.text == own.text
    assert row.cells[0].lead.first.own_voice
    assert row.cells[0].others[-1].text == "The outlet tells of students."


def test_three_versions_are_each_compared_with_the_leftmost():
    made = make_comparison()
    made.call.parties.create(side=SideFactory(code="UA"), leader="Volodymyr Zelenskyy")
    add_sentence(made, "Mr Modi appealed for a final end of the violence.", "UA", voice="UA")
    row = first_row(made)
    assert [cell.side.code for cell in row.cells] == ["IN", "RU", "UA"]
    assert all(cell.lead.pieces for cell in row.cells)
    assert [side.code for side in row.compared] == ["IN", "RU"]
    assert row.merged == (), "a merged text of two would leave the third out"


def test_malformed_reasons_break_nothing():
    made = make_comparison()
    statement = made.statements["End of the violence"]
    statement.reasons = [{"kind": "newfangled-kind", "spans": None}, {"spans": [3, {"sentence": "x"}]}, {}]
    statement.save()
    assert [reason.label for reason in first_row(made).reasons] == ["Newfangled kind", "", ""]


def test_rows_of_any_number_cost_the_same():
    small, large = make_comparison(), make_comparison(number=1, copies=15)
    costs = []
    for made in (small, large):
        summary = get_call(made.call.slug)
        with CaptureQueriesContext(connection) as captured:
            statement_page(summary, StatementFilter())
        costs.append(len(captured))
    assert costs[0] == costs[1] == 4
