"""Word files: what a reader sees is kept, in order; bombs, entities and damage are refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from comparator.intake import Format, IntakeError, expand, read, recognise
from comparator.intake.parsers.records import ParseError
from comparator.intake.parsers.word import check_package, parse_docx

SPOKE = "Prime Minister Narendra Modi spoke to the President on Thursday, his office said."
UNPACKED = 100 * 1024 * 1024


@pytest.fixture
def document():
    return docx.Document()


def saved(document):
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def text_of(document):
    return parse_docx(saved(document), UNPACKED).text


def repacked(raw, changes):
    """Return a Word file with parts replaced or added."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return buffer.getvalue()


def changed(raw, name, change):
    with zipfile.ZipFile(BytesIO(raw)) as old:
        return repacked(raw, {name: change(old.read(name))})


def test_a_readout_is_read_whole(document):
    document.add_heading("Readout of the call", 0)
    document.add_paragraph("24 February 2022")
    document.add_paragraph(SPOKE)
    raw = saved(document)
    found = read(raw)
    assert recognise(raw) is found.format is Format.DOCX
    assert found.text == f"# Readout of the call\n\n24 February 2022\n\n{SPOKE}"
    assert (found.title, found.published.isoformat()) == ("Readout of the call", "2022-02-24")
    assert (found.facts.kind, found.facts.language) == ("readout", "en")


def test_lists_keep_their_marks(document):
    for style, text in [
        ("List Bullet", "Trade"),
        ("List Number", "First"),
        ("List Number", "Second"),
        ("Heading 1", "Then"),
    ]:
        document.add_paragraph(text, style)
    assert text_of(document).split("\n\n") == ["• Trade", "1. First", "2. Second", "# Then"]


def test_tables_keep_their_rows_and_place(document):
    document.add_paragraph("Before")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Item", "Value", "Trade", "30 bn"], strict=True):
        cell.text = text
    table.cell(1, 1).add_table(1, 2).cell(0, 0).text = "inner"
    document.add_paragraph("After")
    assert text_of(document).split("\n\n") == ["Before", "Item\tValue\nTrade\t30 bn inner", "After"]


def test_quotations_are_kept_as_such(document):
    document.add_paragraph("We agreed.", "Intense Quote")
    document.add_paragraph("“We did not.”", "Quote")
    found = parse_docx(saved(document), UNPACKED)
    assert found.text == "“We agreed.”\n\n“We did not.”"
    assert "Paragraphs set as quotations: 1. They were put in quotation marks." in [str(note) for note in found.notes]


def test_what_a_reader_sees_is_kept_and_what_he_does_not_see_is_left_out(document):
    w = nsdecls("w")
    paragraph = document.add_paragraph("They ")._p
    for xml in (
        f"<w:ins {w} w:id='1' w:author='a'><w:r><w:t>agreed</w:t></w:r></w:ins>",
        f"<w:del {w} w:id='2' w:author='a'><w:r><w:delText>quarrelled</w:delText></w:r></w:del>",
        f"<w:r {w}><w:instrText>PAGE</w:instrText><w:tab/><w:t>on</w:t><w:br/><w:t>trade.</w:t></w:r>",
        f"<w:sdt {w}><w:sdtContent><w:r><w:t xml:space='preserve'> Here.</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph.append(parse_xml(xml))
    document.element.body.insert(
        0, parse_xml(f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    assert text_of(document) == "In a control.\n\nThey agreed\ton\ntrade. Here."


def test_notes_stand_at_the_end_with_their_numbers(document):
    w = nsdecls("w")
    notes = f"<w:footnotes {w}><w:footnote w:id='2'><w:p><w:r><w:t>Issued in Hindi.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.add_paragraph("They spoke.")._p.append(parse_xml(f"<w:r {w}><w:footnoteReference w:id='2'/></w:r>"))
    assert text_of(document) == "They spoke.[1]\n\n[1] Issued in Hindi."


def test_a_word_file_in_an_archive_is_a_document(document):
    document.add_paragraph(SPOKE)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", saved(document))
    (item,) = expand(buffer.getvalue())
    assert (item.error, item.text.format) == ("", "docx")


def test_a_file_without_text_is_refused(document):
    with pytest.raises(IntakeError, match="holds no text"):
        read(saved(document))


@pytest.mark.parametrize(
    "declared",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]>',
        b"<!DOCTYPE a>",
        b" " * 65_530 + b"<!DOCTYPE a>",  # over the border of two pieces
    ],
)
def test_a_document_type_is_refused(document, declared):
    document.add_paragraph(SPOKE)
    raw = changed(saved(document), "word/document.xml", lambda xml: declared + xml.split(b"?>", 1)[1])
    with pytest.raises(IntakeError, match="DOCTYPE"):
        read(raw)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-7"])
def test_xml_in_which_a_document_type_could_hide_is_refused(document, encoding):
    raw = changed(
        saved(document),
        "word/document.xml",
        lambda _: f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a>'.encode(encoding),
    )
    with pytest.raises(IntakeError, match=r"UTF-8|DOCTYPE"):
        read(raw)


def test_a_bomb_is_refused(document):
    raw = repacked(saved(document), {"word/bomb.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    with pytest.raises(IntakeError, match="unpacks to far more"):
        read(raw)
    with pytest.raises(ParseError, match="unpacks to far more"):
        check_package(repacked(saved(document), {"word/big.bin": bytes(range(256)) * 100}), 20_000)


def test_too_many_parts_are_refused(document):
    raw = repacked(saved(document), {f"word/{number}.bin": b"" for number in range(2001)})
    with pytest.raises(IntakeError, match="parts"):
        read(raw)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b"<a/>",
        lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p><w:r>" * 300),
        lambda xml: b"",
    ],
    ids=["cut off", "another root", "too deep", "empty"],
)
def test_a_damaged_file_is_refused_with_advice(document, change):
    document.add_paragraph(SPOKE)
    with pytest.raises(IntakeError, match=r"damaged|no text"):
        read(changed(saved(document), "word/document.xml", change))


@pytest.mark.parametrize(
    ("name", "message"),
    [("xl/workbook.xml", "a spreadsheet"), ("ppt/presentation.xml", "a presentation"), ("content.xml", "OpenDocument")],
)
def test_other_files_of_an_office_are_named(name, message):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(IntakeError, match=message):
        read(buffer.getvalue())
