"""The report as CSV, whole."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.services.exports import COLUMNS, guard
from tests.views.comparisons import AGREED, LEFT, NARRATED, ONLY_LEFT, ONLY_RIGHT, RIGHT, make_comparison

HEADER = (
    "call_date,call_slug,statement_id,statement_number,statement_label,verdict,only_side,verdict_by,reasons,side,side_name,"
    "own_voice,source,cue,quoted,outlet,official,published,url,document_id,sentence_number,char_start,char_end,sentence_text,"
    "sentence_text_guarded,paired_text,only_here,only_in_paired,misdated_call,document_sha256,engine_version,permalink"
)


def fetch(client, call, query=""):
    response = client.get(f"{call.get_absolute_url()}report.csv{query}")
    assert response.status_code == 200
    return response, b"".join(response.streaming_content)


ROWS = """\
{call},{s[0]},1,{violence},{why},IN,India,true,,,false,{one},0,0,54,{left},false,{right},{only_left},{only_right},,{of_one}/{s[0]}/
{call},{s[0]},1,{violence},{why},RU,Russia,true,,,false,{two},0,0,50,{right},false,{left},{only_right},{only_left},,{of_two}/{s[0]}/
{call},{s[1]},2,Contacts,agree,,machine,,IN,India,true,,,false,{one},1,56,92,{both},false,{both},,,,{of_one}/{s[1]}/
{call},{s[1]},2,Contacts,agree,,machine,,RU,Russia,true,,,false,{two},1,52,88,{both},false,{both},,,,{of_two}/{s[1]}/
{call},{s[2]},3,Students,one_sided,IN,machine,,IN,India,true,,,false,{one},2,94,129,'{students},true,,,,,{of_one}/{s[2]}/
{call},{s[3]},4,Summit,one_sided,RU,machine,,RU,Russia,true,,,false,{two},2,90,123,{summit},false,,,,,{of_two}/{s[3]}/
{call},{s[4]},5,Hours after,unattributed,,machine,,,,,,,false,{one},4,147,183,{narrated},false,,,,,{of_one}/{s[4]}/
"""


def test_the_whole_file(client, comparison):
    one, two = comparison.documents
    rows = ROWS.format(
        call=f"2022-02-24,{comparison.call.slug}",
        s=[statement.public_id for statement in comparison.statements.values()],
        violence="End of the violence,diverge,,machine",
        why="One version denies it.",
        one=f"Daily Left,false,2022-02-24,,{one.public_id}",
        two=f"Daily Right,false,2022-02-24,,{two.public_id}",
        left=LEFT,
        right=RIGHT,
        both=AGREED,
        students=ONLY_LEFT,
        summit=ONLY_RIGHT,
        narrated=NARRATED,
        only_left="appealed for an immediate",
        only_right="did not appeal for an",
        of_one=f"{one.sha256},1.0.0,http://testserver/statements",
        of_two=f"{two.sha256},1.0.0,http://testserver/statements",
    )
    _, content = fetch(client, comparison.call)
    assert content.decode("utf-8").split("\r\n") == ["\ufeff" + HEADER, *rows.split("\n")]


def test_the_headers_name_the_file_and_its_type(client, comparison):
    response, _ = fetch(client, comparison.call)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="2022-02-24-modi-putin.csv"')
    filtered, _ = fetch(client, comparison.call, "?verdict=agree")
    assert "2022-02-24-modi-putin-filtered.csv" in filtered.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("?verdict=one_sided&side=IN", {"Students"}),
        ("?q=summit", {"Summit"}),
        ("?outlet=Daily+Left&verdict=agree", {"Contacts"}),
        ("?verdict=agree&diff=off&page=7", {"Contacts"}),
    ],
)
def test_it_has_the_statements_of_the_page(client, comparison, query, labels):
    _, content = fetch(client, comparison.call, query)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["statement_label"] for row in rows} == labels


def test_lines_inside_a_cell_are_quoted(client, comparison):
    sentence = comparison.sentences["1.2"]
    sentence.text = 'He said "no",\nand went.'
    sentence.save()
    _, content = fetch(client, comparison.call, "?side=RU&verdict=one_sided")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row["sentence_text"] == sentence.text


def test_it_is_made_in_batches(client, db, django_assert_num_queries):
    """A second batch of 200 statements costs its own three queries and no more."""
    small, large = make_comparison(copies=1), make_comparison(number=1, copies=41)
    with django_assert_num_queries(12):
        fetch(client, small.call)
    with django_assert_num_queries(15):
        _, content = fetch(client, large.call)
    assert content.count(b"\r\n") == 1 + 41 * 7


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", "＝1", "－1", "  =1", "\u00a0=1"]
)
def test_what_begins_like_a_formula_is_guarded(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "“=1”", "1-2", "–", "'=1"])
def test_nothing_else_is(text):
    assert guard(text) == text


@given(st.text())
def test_a_guarded_text_is_never_a_formula_and_loses_nothing(text):
    guarded = guard(text)
    assert guarded in (text, "'" + text)
    assert guard(guarded) == guarded


def test_the_columns_have_names_of_their_own():
    names = [column.name for column in COLUMNS]
    assert ",".join(names) == HEADER
    assert len(set(names)) == len(names)
    assert all(str(column.about).endswith(".") for column in COLUMNS)
