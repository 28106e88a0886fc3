"""PDF files: the text of their pages, in reading order and in paragraphs.

A PDF knows where each character stands and nothing of words, lines or columns. PDFium gives the characters with their
boxes, ``layout`` the lines in reading order. Words that were divided at the end of a line are made whole, lines that
repeat at the head or foot of pages (a letterhead, page numbers) are left out and named. Pictures of text are not read.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw_api

from comparator.intake.parsers.hyphens import SOFT_HYPHEN, Vocabulary, join_lines
from comparator.intake.parsers.layout import Line, Run, paragraphs, reading_order, rows_of
from comparator.intake.parsers.records import Parsed, ParseError, Said, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MOST_PAGES = 300
_EDGE_ROWS = 3
"""Rows at the head and at the foot of a page among which a repeated line is sought."""
_SAME_HEIGHT = 6.0
_REPEATED = 0.5
"""Share of the pages on which it stands; two pages at least."""
_FEWEST_CHARACTERS = 8
"""Letters of a page that is no picture."""
_RUN_GAP = 1.0
"""Gap that ends a run, in heights of the type."""
_TITLE_SIZE = 1.25
"""How much larger than the rest a title is set."""
_LONGEST_TITLE = 250
_HYPHENS = {0x02, 0xFFFE}
"""What PDFium gives for the hyphen of a word that a line divides."""
_INDIC = re.compile("[\u0900-\u0dff]")
_DIGITS = re.compile(r"\d+")
_OPEN_END = re.compile(r"[^.!?…।:;\"”»’)\]]\Z")


def parse_pdf(raw: bytes) -> Parsed:
    """Return the text of a PDF file.

    Raises:
        ParseError: it is damaged, encrypted, or holds pictures of text alone.
    """
    try:
        document = pdfium.PdfDocument(raw)
        if len(document) > _MOST_PAGES:
            raise ParseError(
                gettext_noop(
                    "This PDF has %(pages)d pages; at most %(most)d are taken. Print the report's pages to a file of their own."
                ),
                pages=len(document),
                most=_MOST_PAGES,
            )
        pages = [_runs(document[number]) for number in range(len(document))]
        title = (document.get_metadata_dict().get("Title") or "").strip()
    except pdfium.PdfiumError as error:
        raise ParseError(_reason(error)) from error
    blank = [number for number, runs in enumerate(pages, 1) if _letters(runs) < _FEWEST_CHARACTERS]
    if len(blank) == len(pages):
        raise ParseError(
            gettext_noop(
                "This PDF holds no text: its pages are pictures (a scan, perhaps). Run a text recognition (OCR) over it, or paste the text."
            )
        )
    rows = [rows_of(runs) for runs in pages]
    repeated = _repeated(rows)
    groups = [group for page in rows for group in reading_order(_without(page, repeated))]
    text = _text(groups)
    return Parsed(text, _title(groups, title, text), _remarks(text, blank, repeated))


def _reason(error: pdfium.PdfiumError) -> str:
    if "password" in str(error).lower():
        return gettext_noop(
            "This PDF is protected with a password. Save it without one, or paste the text of the report."
        )
    return gettext_noop("This PDF is damaged or cut off. Open it, save it again, or paste the text of the report.")


def _letters(runs: Sequence[Run]) -> int:
    return sum(character.isalpha() for run in runs for character in run.text)


def _runs(page: pdfium.PdfPage) -> list[Run]:
    """Return the runs of a page: characters that follow each other on one line without a gap."""
    runs: list[Run] = []
    solid: list[Run] = []
    text = ""
    for glyph in _glyphs(page.get_textpage()):
        if glyph is None or (solid and glyph.text.strip() and not _follows(solid[-1], glyph)):
            runs += _joined(solid, text)
            solid, text = [], ""
        if glyph is None or (solid and _is_overprint(solid[-1], glyph)):
            continue
        text += glyph.text
        if glyph.text.strip():
            solid.append(glyph)
    return runs + _joined(solid, text)


def _glyphs(text_page: pdfium.PdfTextPage) -> Iterator[Run | None]:
    """Yield the characters of a page as runs of one; None where PDFium sees the end of a line."""
    box = raw_api.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = raw_api.FPDFText_GetUnicode(text_page, index)
        if code in {0x0A, 0x0D}:
            yield None
        elif code in _HYPHENS or (code >= 0x20 and not 0xD800 <= code <= 0xDFFF):
            raw_api.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
            yield Run(SOFT_HYPHEN if code in _HYPHENS else chr(code), box.left, box.bottom, box.right, box.top)


def _follows(before: Run, glyph: Run) -> bool:
    """Tell whether a character stands on the line of another and close to it."""
    height = max(before.height, 1.0)
    shared = min(before.top, glyph.top) - max(before.bottom, glyph.bottom)
    gap = glyph.left - before.right
    return shared > 0.5 * min(height, max(glyph.height, 1.0)) and -height < gap < _RUN_GAP * height


def _is_overprint(before: Run, glyph: Run) -> bool:
    """Tell whether a character is drawn over another to make it look bold."""
    return before.text == glyph.text and abs(before.left - glyph.left) < 0.5 and abs(before.top - glyph.top) < 0.5


def _joined(glyphs: Sequence[Run], text: str) -> list[Run]:
    if not glyphs:
        return []
    return [
        Run(
            " ".join(text.split()),
            min(glyph.left for glyph in glyphs),
            min(glyph.bottom for glyph in glyphs),
            max(glyph.right for glyph in glyphs),
            max(glyph.top for glyph in glyphs),
        )
    ]


def _mark(line: Line) -> tuple[str, int]:
    """Return what a line that repeats has in common on all pages: its words, figures apart, and its height on the page."""
    return _DIGITS.sub("#", " ".join(line.text.casefold().split())), round(line.middle / _SAME_HEIGHT)


def _repeated(pages: Sequence[Sequence[Line]]) -> dict[tuple[str, int], str]:
    """Return the marks of the lines that repeat at the heads or feet of pages, each with its text as it first stands."""
    counts: Counter[tuple[str, int]] = Counter()
    first: dict[tuple[str, int], str] = {}
    for rows in pages:
        edge = {_mark(row): row.text for row in (*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:])}
        counts.update(edge.keys())
        first = edge | first
    least = max(2.0, _REPEATED * len(pages))
    return {mark: first[mark] for mark, count in counts.items() if count >= least}


def _without(rows: Sequence[Line], repeated: Mapping[tuple[str, int], str]) -> list[Run]:
    """Return the runs of a page without the lines that repeat at its edges, counted from the edge to the first that does not."""
    start, end = 0, len(rows)
    while start < min(_EDGE_ROWS, end) and _mark(rows[start]) in repeated:
        start += 1
    while end > max(len(rows) - _EDGE_ROWS, start) and _mark(rows[end - 1]) in repeated:
        end -= 1
    return [run for row in rows[start:end] for run in row.runs]


def _text(groups: Sequence[Sequence[Line]]) -> str:
    vocabulary = Vocabulary(line.text for group in groups for line in group)
    found: list[str] = []
    for group in groups:
        for number, paragraph in enumerate(paragraphs(group)):
            text = join_lines([line.text for line in paragraph], vocabulary)
            if number == 0 and found and _runs_on(found[-1], text):
                found[-1] = join_lines([found[-1], text], vocabulary)
            else:
                found.append(text)
    return "\n\n".join(text.rstrip(SOFT_HYPHEN) for text in found if text.strip(SOFT_HYPHEN))


def _runs_on(before: str, after: str) -> bool:
    """Tell whether a paragraph goes on in the next column or on the next page."""
    return bool(_OPEN_END.search(before)) and (after[:1].islower() or before.endswith(SOFT_HYPHEN))


def _title(groups: Sequence[Sequence[Line]], stated: str, text: str) -> str:
    """Return the title: that of the properties where the text bears it out, or what is set largest on the first page."""
    if stated and " ".join(stated.casefold().split()) in " ".join(text[:2000].casefold().split()):
        return stated
    sizes = [line.height for group in groups for line in group]
    head = [line for group in groups[:2] for line in group]
    largest = max(line.height for line in head)
    if largest < _TITLE_SIZE * median(sizes):
        return ""
    title = " ".join(line.text for line in head if line.height > 0.9 * largest)
    return title if len(title) <= _LONGEST_TITLE else ""


def _remarks(text: str, blank: Sequence[int], repeated: Mapping[tuple[str, int], str]) -> tuple[Said, ...]:
    remarks = [
        Said(
            gettext_noop(
                "The text was taken from the pages of a PDF: lines were joined to paragraphs. Compare it with the original."
            )
        )
    ]
    if repeated:
        shown = ", ".join(f"“{text[:80]}”" for text in list(repeated.values())[:5])
        remarks.append(
            Said(
                gettext_noop("Lines that repeat at the head or foot of the pages were left out: %(lines)s."),
                {"lines": shown},
            )
        )
    if _INDIC.search(text):
        remarks.append(
            Said(
                gettext_noop(
                    "PDFs often lose letters of Indic scripts, because they hold shapes, not letters. Use the web page if there is one."
                )
            )
        )
    if blank:
        pages = ", ".join(map(str, blank[:20]))
        remarks.append(Said(gettext_noop("Pages without text, pictures perhaps: %(pages)s."), {"pages": pages}))
    return tuple(remarks)
