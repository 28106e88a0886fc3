"""Word files (.docx): paragraphs, headings, lists, tables, quotations and notes, in reading order.

What a reader sees is kept: text that was inserted under change tracking, content controls, text boxes. What a reader
does not see is left out: deleted text, field codes, comments. Lists keep their numbers, tables their rows, paragraphs
that are set as quotations get quotation marks where they have none. Page headers and footers are no part of the report.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from comparator.intake.parsers.numbering import Numbering
from comparator.intake.parsers.records import Parsed, ParseError, Said, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_MOST_PARTS = 2000
_MOST_RATIO = 200
"""Unpacked bytes for each packed one of a part. The XML of long tables packs to a hundredth."""
_RATIO_FROM = 1024 * 1024
"""Bytes from which the ratio counts: an empty style sheet of small size packs to nothing."""
_CHUNK = 64 * 1024
_ENCODING = re.compile(rb"<\?xml[^<>]{0,100}encoding\s{0,5}=\s{0,5}[\"']([\w.-]{1,40})")
_DAMAGED = gettext_noop(
    "This Word file is damaged or cut off. Open it in Word, save it again, or paste the text of the report."
)
_QUOTE_MARKS = "\"“”„«»‘’'"
_TITLE_OF_THE_LIBRARY = "Word Document"
"""What python-docx gives for a file without properties."""
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:delText"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "",
}
_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}


def parse_docx(raw: bytes, max_unpacked: int) -> Parsed:
    """Return the text of a Word file.

    Args:
        raw: the file, whole.
        max_unpacked: bytes that it may hold.

    Raises:
        ParseError: it is damaged, or not what a word processor writes.
    """
    check_package(raw, max_unpacked)
    try:
        document = Document(BytesIO(raw))
        reader = _Reader(document)
        paragraphs = [text for text in reader.blocks(document.element.body) if text.strip()]
    except (
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        SyntaxError,
        OSError,
        RecursionError,
    ) as error:  # python-docx and lxml on odd files
        raise ParseError(_DAMAGED) from error
    paragraphs += reader.notes_text()
    if not any(character.isalpha() for text in paragraphs for character in text):
        raise ParseError(
            gettext_noop("This Word file holds no text (pictures, perhaps). Paste the text of the report instead.")
        )
    return Parsed("\n\n".join(paragraphs), reader.title(), reader.remarks())


def check_package(raw: bytes, max_unpacked: int) -> None:
    """Refuse a package that is a bomb, or whose XML declares a document type, through which entities could be made to grow.

    Raises:
        ParseError: it does.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            parts = package.infolist()
            if len(parts) > _MOST_PARTS:
                raise ParseError(
                    gettext_noop(
                        "This Word file has %(parts)d parts; a report has a few dozen. Paste its text instead."
                    ),
                    parts=len(parts),
                )
            spent = 0
            for part in parts:
                spent += _check_part(package, part, max_unpacked - spent)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise ParseError(_DAMAGED) from error


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    size = 0
    is_xml = part.filename.endswith((".xml", ".rels"))
    previous = b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if not size and is_xml:
                _check_encoding(chunk)
            size += len(chunk)
            if size > left or size > max(_RATIO_FROM, _MOST_RATIO * part.compress_size):
                raise ParseError(
                    gettext_noop("This Word file unpacks to far more than a report holds. Paste its text instead.")
                )
            if is_xml and b"<!DOCTYPE" in previous + chunk:
                raise ParseError(
                    gettext_noop(
                        "This Word file declares a document type (DOCTYPE), which no word processor writes. Save "
                        "it again in Word, or paste its text."
                    )
                )
            previous = chunk[-8:]
    return size


def _check_encoding(head: bytes) -> None:
    """Refuse XML in which a document type could hide from a search for its name."""
    declared = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    name = declared[1].lower() if declared else b"utf-8"
    if b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")) or name not in {b"utf-8", b"us-ascii", b"ascii"}:
        raise ParseError(
            gettext_noop(
                "The XML of this Word file is not UTF-8, as word processors write it. Save it again in Word, or paste its text."
            )
        )


class _Reader:
    """Walks a document in reading order and remembers what it met on the way."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._styles = {style.style_id: style.name or "" for style in document.styles}
        self._notes = _note_bodies(document)
        self._cited: list[tuple[str, str]] = []
        self._title = ""
        self._quotations = 0
        self._tables = 0

    def blocks(self, parent: _Element) -> Iterator[str]:
        """Yield the paragraphs and tables below an element."""
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._tables += 1
                yield "\n".join(self._rows(child))
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child)

    def title(self) -> str:
        """Return the document's title: the paragraph set as one, or that of its properties."""
        title = (self._document.core_properties.title or "").strip()
        return self._title or ("" if title == _TITLE_OF_THE_LIBRARY else title)

    def notes_text(self) -> list[str]:
        """Return the footnotes and endnotes in the order in which they were cited."""
        return [f"[{number}] {text}" for number, (_, text) in enumerate(self._cited, 1)]

    def remarks(self) -> tuple[Said, ...]:
        """Return what a person should know."""
        remarks = []
        if self._tables:
            remarks.append(
                Said(
                    gettext_noop("Tables: %(n)d. Each row is a line, with a tab between its cells."),
                    {"n": self._tables},
                )
            )
        if self._quotations:
            remarks.append(
                Said(
                    gettext_noop("Paragraphs set as quotations: %(n)d. They were put in quotation marks."),
                    {"n": self._quotations},
                )
            )
        if self._cited:
            remarks.append(
                Said(
                    gettext_noop("Notes: %(n)d. They stand at the end, each with its number."), {"n": len(self._cited)}
                )
            )
        return tuple(remarks)

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        boxes: list[_Element] = []
        text = "".join(self._pieces(paragraph, boxes)).strip(" \n")
        name = self._style_of(paragraph)
        if text.strip():
            if name == "Title":
                self._title = self._title or " ".join(text.split())
            yield self._set(text, name, paragraph)
        for box in boxes:
            yield from self.blocks(box)

    def _set(self, text: str, style: str, paragraph: _Element) -> str:
        if style == "Title" or style.lower().startswith("heading "):
            return "# " + " ".join(text.split())
        if "quote" in style.lower() and not (text[0] in _QUOTE_MARKS or text[-1] in _QUOTE_MARKS):
            self._quotations += 1
            return f"“{text}”"
        return self._numbering.label(paragraph) + text

    def _style_of(self, paragraph: _Element) -> str:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._styles.get(style.get(qn("w:val"), ""), "") if style is not None else ""

    def _pieces(self, element: _Element, boxes: list[_Element]) -> Iterator[str]:
        """Yield the text below an element; text boxes are set aside, because they are paragraphs of their own."""
        for child in element.iterchildren():
            tag = child.tag
            if tag == qn("w:t"):
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == qn("w:txbxContent"):
                boxes.append(child)
            elif tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
                yield self._cite(tag.removesuffix("Reference"), child.get(qn("w:id"), ""))
            elif tag not in _SKIPPED and tag != qn("w:pPr"):
                yield from self._pieces(child, boxes)

    def _cite(self, kind: str, number: str) -> str:
        body = self._notes.get((kind, number))
        if body is None:
            return ""
        text = " ".join(" ".join(self._pieces(paragraph, [])) for paragraph in body.iter(qn("w:p")))
        self._cited.append((number, " ".join(text.split())))
        return f"[{len(self._cited)}]"

    def _rows(self, table: _Element) -> Iterator[str]:
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not table:
                continue  # of a table inside a cell, which its cell holds
            cells = [
                " ".join(" ".join(self.blocks(cell)).split()) for cell in row.iter(qn("w:tc")) if _row_of(cell) is row
            ]
            if any(cells):
                yield "\t".join(cells)


def _row_of(cell: _Element) -> _Element:
    return next(cell.iterancestors(qn("w:tr")))


def _note_bodies(document: WordDocument) -> dict[tuple[str, str], _Element]:
    """Return (tag, id) → body of the footnotes and endnotes."""
    found: dict[tuple[str, str], _Element] = {}
    for kind, tag in ((RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")), (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote"))):
        for relationship in document.part.rels.values():
            if relationship.reltype == kind and not relationship.is_external:
                for note in parse_xml(relationship.target_part.blob).iter(tag):
                    found[tag, note.get(qn("w:id"), "")] = note
    return found
