"""PDF files: reading order, paragraphs, divided words, letterheads; what is damaged, locked, scanned or crafted is refused."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from comparator.intake import Format, IntakeError, read, recognise
from comparator.intake.parsers.hyphens import Vocabulary, join_lines
from tests.intake.pdfs import make_pdf

LEFT = [
    "The Prime Minister spoke today with the",
    "President of the Republic. He conveyed",
    "his concern for the safety of citizens",
    "and asked that dialogue go on without",
    "delay between the two governments.",
]
RIGHT = [
    "The President informed him of the talks",
    "that had been held in the capital. Both",
    "agreed that their officials would meet",
    "before the end of the month to discuss",
    "trade, energy and the coming summit.",
]


def column(lines, x, top=700, step=14):
    return [(x, top - step * number, line) for number, line in enumerate(lines)]


def text_of(*pages, **options):
    return read(make_pdf(*pages, **options)).text


def test_a_report_is_read_in_paragraphs():
    page = [
        (60, 780, 18, "Leaders speak"),
        (60, 750, "24 February 2022"),
        *column(LEFT, 60),
        *column(RIGHT, 60, top=700 - 14 * 5 - 12),
    ]
    found = read(b"Content-Type: application/pdf\r\n\r\n" + make_pdf(page))
    assert recognise(make_pdf(page)) is Format.PDF
    assert found.format is Format.PDF
    assert found.text.split("\n\n") == ["Leaders speak", "24 February 2022", " ".join(LEFT), " ".join(RIGHT)]
    assert (found.title, found.published.isoformat(), found.facts.language) == ("Leaders speak", "2022-02-24", "en")
    assert any("PDF" in note for note in found.notes)


@pytest.mark.parametrize("is_mixed", [False, True])
def test_columns_are_read_one_after_the_other(is_mixed):
    """Whether the file draws them column by column or row by row."""
    left, right = column(LEFT, 60), column(RIGHT, 310)
    drawn = [item for pair in zip(left, right, strict=True) for item in pair] if is_mixed else [*left, *right]
    page = [(60, 740, 16, "A headline that stands over both of the two columns"), *drawn]
    headline, first, second = text_of(page).split("\n\n")
    assert headline.startswith("A headline")
    assert (first, second) == (" ".join(LEFT), " ".join(RIGHT))


def test_three_columns_are_read_one_after_the_other():
    texts = [[f"{word} line number {n} of it" for n in range(5)] for word in ("First", "Second", "Third")]
    page = [item for number, lines in enumerate(texts) for item in column(lines, 40 + 180 * number)]
    assert text_of(page).split("\n\n") == [" ".join(lines) for lines in texts]


def test_a_sentence_goes_on_over_columns_and_pages():
    before = [*LEFT, "The call was the third this year and"]
    after = ["was held at the request of the other side.", *RIGHT]
    assert text_of(column(before, 60), column(after, 60)) == " ".join([*before, *after])


def test_the_rows_of_a_table_stay_rows():
    page = [*column(LEFT, 60), (60, 560, "Trade"), (300, 560, "30 bn"), (60, 540, "Energy"), (300, 540, "12 bn")]
    assert text_of(page).split("\n\n") == [" ".join(LEFT), "Trade\t30 bn", "Energy\t12 bn"]


def test_what_repeats_at_the_head_and_foot_of_pages_is_left_out_and_named():
    pages = [
        [(60, 810, "Office of the President"), *column(lines, 60), (280, 30, f"Page {number} of 3")]
        for number, lines in enumerate([LEFT, RIGHT, LEFT[::-1]], 1)
    ]
    found = read(make_pdf(*pages))
    assert "Office" not in found.text
    assert "Page" not in found.text
    assert found.text.count("delay between the two governments.") == 2
    assert any("“Office of the President”, “Page 1 of 3”" in note for note in found.notes)


def test_divided_words_are_made_whole():
    lines = [
        "The sides spoke of long-term bilateral co-",
        "operation and of a well-",
        "known plan. COVID-",
        "19 and a long-",
        "term loan.",
        *LEFT,
    ]
    assert text_of(column(lines, 60)).startswith(
        "The sides spoke of long-term bilateral cooperation and of a wellknown plan. COVID-19 and a long-term loan."
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["inter-", "national"], "international"),
        (["soft\u00ad", "ened"], "softened"),
        (["Indo-", "Pacific"], "Indo-Pacific"),
        (
            ["российско-", "американские", "и российско-индийские связи"],
            "российско-американские и российско-индийские связи",
        ),
        (["a war -", "and a peace"], "a war - and a peace"),
        (["three", "words -", ""], "three words - "),
        (["-", "-"], "- -"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(lines, expected):
    assert join_lines(lines, Vocabulary(lines)) == expected


def test_the_stated_title_is_taken_where_the_text_bears_it_out():
    page = [(60, 760, "Phone call with the President"), *column(LEFT, 60)]
    assert read(make_pdf(page, title="Phone call with the President")).title == "Phone call with the President"
    assert read(make_pdf(page, title="Microsoft Word - final2.doc")).title != "Microsoft Word - final2.doc"


def test_a_scan_is_refused_with_advice():
    with pytest.raises(IntakeError, match="no text: its pages are pictures"):
        read(make_pdf([], [(10, 10, "1")]))


def test_a_page_without_text_is_named():
    assert "Pages without text, pictures perhaps: 2." in read(make_pdf(column(LEFT, 60), [], column(RIGHT, 60))).notes


def test_a_locked_file_is_refused_with_advice():
    lock = b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"00" * 32, b"11" * 32)
    with pytest.raises(IntakeError, match="protected with a password"):
        read(make_pdf(column(LEFT, 60), extra=lock))


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\xff" * 1000, b"%PDF-1.4\n%%EOF"])
def test_a_damaged_file_is_refused_with_advice(raw):
    with pytest.raises(IntakeError, match="damaged or cut off"):
        read(raw)


def test_too_many_pages_are_refused():
    with pytest.raises(IntakeError, match="301 pages; at most 300"):
        read(make_pdf(*[[]] * 301))


def test_what_looks_like_a_picture_in_text_does_not_hold_the_reader():
    page = [(x, y, "x") for x in range(10, 590, 10) for y in range(10, 840, 10)]
    assert read(make_pdf([*page, *column(LEFT, 60)])).text


def test_what_is_said_of_a_file_is_said_in_the_language_of_the_person():
    """The parser runs without the catalogues, in a process of its own."""
    with override("ru"):
        assert "Страницы без текста, возможно изображения: 2." in read(make_pdf(column(LEFT, 60), [])).notes
        with pytest.raises(IntakeError, match="Страниц в этом PDF: 301; принимается не более 300"):
            read(make_pdf(*[[]] * 301))
