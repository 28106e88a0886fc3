"""CSV and JSON Lines: one document a row, and each row's own error."""

from __future__ import annotations

import datetime
import json

import pytest

from comparator.intake import Format, IntakeError, Limits, expand, may_be_table, preview, recognise

HEADER = "outlet,kind,published,title,url,language,text"
GOOD = 'The Paper,article,2022-02-24,Leaders speak,https://paper.example/a,en,"Mr Modi spoke to Mr Putin, his office said."'
REPORT = "The Prime Minister spoke to the President of Russia on Thursday, his office said."


def csv(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


def lines(*rows):
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


def errors(raw, **options):
    return [item.error for item in expand(raw, name="table", **options) if item.error]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_row_of_a_csv_file_becomes_a_document_with_what_it_states(delimiter):
    header = HEADER.replace(",", delimiter)
    row = delimiter.join(["The Paper", "Article", "24 February 2022", "Leaders speak", "https://paper.example/a", "EN"])
    raw = f'\ufeff{header}\r\n{row}{delimiter}"{REPORT}\r\nA second line."\r\n'.encode()
    assert recognise(raw) is Format.CSV
    items = expand(raw, name="calls.csv")
    (item,) = items
    assert (items.total, item.place, item.error) == (1, "calls.csv, line 2", "")
    assert item.text.text == f"{REPORT}\r\nA second line."
    assert item.facts.outlet == "The Paper"
    assert (item.facts.kind, item.facts.language, item.facts.url) == ("article", "en", "https://paper.example/a")
    assert item.facts.published == datetime.date(2022, 2, 24)


def test_json_lines_go_in_as_they_are():
    row = {"source": "PMO", "side": "in", "kind": "readout", "title": "Phone call", "published": "2022-02-24"}
    raw = lines({**row, "url": None, "id": 7, "text": REPORT}, "", {**row, "tags": ["a"], "text": REPORT})
    items = list(expand(raw, name="calls.jsonl"))
    assert [(item.place, item.error) for item in items] == [("calls.jsonl, line 1", ""), ("calls.jsonl, line 3", "")]
    assert (items[0].facts.side, items[0].facts.outlet, items[0].text.text) == ("IN", "PMO", REPORT)


def test_what_the_row_does_not_say_is_found_in_its_text():
    text = f"---\ntitle: In words\ndate: 2022-02-24\nsource_url: https://a.example/b\n---\n{REPORT}"
    (item,) = expand(lines({"text": text, "title": "in-words-of-an-address", "published": None}))
    assert (item.facts.title, item.facts.published) == ("In words", datetime.date(2022, 2, 24))
    assert (item.facts.url, item.facts.language) == ("https://a.example/b", "en")
    assert item.stated.title == "in-words-of-an-address"


def test_a_bad_row_names_its_line_and_stops_no_other():
    raw = csv(
        GOOD,
        GOOD.replace("2022-02-24", "2022-02-31"),
        GOOD.replace("article", "gossip"),
        GOOD.replace("https://paper.example/a", "javascript:alert(1)"),
        GOOD.replace(",en,", ",English please,"),
        GOOD + ",one more",
        'The Paper,article,2022-02-24,"Leaders" speak,,en,text',
        "The Paper,article,2022-02-24,Leaders speak,,en,",
        GOOD,
    )
    items = list(expand(raw, name="calls.csv"))
    assert [bool(item.error) for item in items] == [False] + [True] * 7 + [False]
    expected = [
        "is no whole date",
        "is no kind",
        "is no web address",
        "is no language",
        "Cells in this row: 8",
        "can't be read",
        "empty here",
    ]
    for number, (item, words) in enumerate(zip(items[1:-1], expected, strict=True), 3):
        assert item.error.startswith(f"calls.csv, line {number}: ")
        assert words in item.error
        assert item.text is None


def test_a_bad_line_of_json_names_itself_and_stops_no_other():
    good = {"text": REPORT}
    raw = lines(good, '{"text": "cut off', "[1]", '{"text": ' + "[" * 50_000, {"text": None}, {"text": ["a"]}, good)
    items = list(expand(raw, name="calls.jsonl"))
    assert [bool(item.error) for item in items] == [False, True, True, True, True, True, False]
    assert [item.place.split()[-1] for item in items] == list("1234567")


@pytest.mark.parametrize("bad", [b" \xff ", b"\0", b"\x1b[31m"])
def test_bytes_that_are_no_text_spoil_their_row_alone(bad):
    for raw in (csv(GOOD, GOOD, GOOD), lines({"text": REPORT}, {"text": REPORT}, {"text": REPORT})):
        parts = raw.split(b"spoke")
        spoilt = b"spoke".join([parts[0], parts[1] + bad, *parts[2:]])
        found = [bool(item.error) for item in expand(spoilt)]
        assert found.count(True) == 1, found
        assert len(found) == 3


def test_the_columns_are_proposed_and_can_be_chosen():
    raw = b"Body,Heading,Publication Date,Paper,Notes\n" + f'"{REPORT}",A,2022-02-24,B,C\n'.encode()
    seen = preview(raw)
    assert seen.mapping == {"text": "Body", "title": "Heading", "published": "Publication Date"}
    assert (seen.columns[-1], seen.rows, seen.total) == ("Notes", ((REPORT, "A", "2022-02-24", "B", "C"),), 1)
    (item,) = expand(raw, columns={"outlet": "Paper", "published": "", "title": "Notes"})
    assert (item.stated.outlet, item.stated.published, item.stated.title) == ("B", None, "C")


def test_a_table_with_unusual_names_is_read_where_a_person_says_which_is_which():
    raw = f"was,wann\n{REPORT.replace(',', ' ')},2022-02-24\n".encode()
    assert preview(raw).mapping == {}
    (item,) = expand(raw, columns={"text": "was", "published": "wann"})
    assert item.facts.published == datetime.date(2022, 2, 24)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"text": "nowhere"}, "no column “nowhere”. The columns are: outlet, kind"),
        ({"colour": "kind"}, "nothing that a column can hold"),
        ({"text": ""}, "No column is given for “text”"),
    ],
)
def test_a_choice_that_fits_nothing_is_refused(columns, message):
    with pytest.raises(IntakeError, match=message):
        expand(csv(GOOD), columns=columns)


@pytest.mark.parametrize(
    ("raw", "message"),
    [(b"one line", "names no columns"), (b"a,a\n1,2", "names a column twice"), (b"a,\n1,2", "without a name")],
)
def test_what_is_no_table_is_refused_as_one(raw, message):
    with pytest.raises(IntakeError, match=message):
        preview(raw)


def test_prose_is_no_table():
    for text in (
        "The text, he said, was long.\nIt went on, and on.",
        "Article; body\n\nNothing.",
        "text",
        "{not json}\nx",
    ):
        assert recognise(text) in {Format.TEXT, Format.MARKDOWN}


def test_a_row_is_held_to_the_limits_of_a_document():
    (error,) = errors(lines({"text": "x" * 200}, {"text": REPORT}), limits=Limits(max_characters=100))
    assert error.startswith("table, line 1: The text has 200 characters")


def test_a_long_cell_is_no_trouble():
    (item,) = expand(csv(f'P,article,,,,en,"{"word " * 30_000}"'))
    assert item.text and len(item.text.text) == 150_000


LONG = "He said that the talks would go on, " * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'Kop;Tekst;Krant\na;"{LONG}";b\nc;"{LONG}";d\n', True),
        (f'Kop;Tekst;Krant\na;"{LONG}";b\nc;"{LONG}"\n', False),
        (f'Kop;Tekst\na;"{LONG}"\nb;"{LONG}"\n', False),
        (f'Kop;Tekst;Krant\na;"{LONG}";b\n', False),
        ("Kop;Tekst;Krant\na;short;b\nc;short;d\n", False),
        (f"One, two, and a third thing.\n{LONG}\n{LONG}\n", False),
        (f'Kop;Tekst;Krant\na;"{LONG}', False),
        ("", False),
        ("Mr. Modi called Mr. Putin.", False),
    ],
)
def test_a_table_is_known_by_its_even_rows_whatever_its_columns_are_called(text, expected):
    assert may_be_table(text) is expected
    assert may_be_table(text.encode()) is expected
