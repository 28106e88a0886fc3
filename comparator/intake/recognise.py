"""What a content is, told by the content: never by a file's name."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.engine.cleaning.frontmatter import find_front_matter
from comparator.intake.columns import header_of
from comparator.intake.errors import IntakeError
from comparator.intake.html import looks_like_html
from comparator.intake.records import Format

_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""Bytes before which a PDF begins; mail programs put lines before it."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# First bytes of what people upload by mistake, with what to call it. These are named because "not text" leaves them puzzled.
_OTHER_FORMATS = (
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old Word document (.doc); save it as .docx")),
    (b"{\\rtf", gettext_lazy("a rich text (RTF) file")),
    (b"\x1f\x8b", gettext_lazy("a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", gettext_lazy("a 7z archive")),
    (b"Rar!\x1a\x07", gettext_lazy("a RAR archive")),
    (b"From: <Saved by", gettext_lazy("a web archive (MHTML); save the page as “HTML only”")),
    (b"bplist00", gettext_lazy("a web archive of Safari; save the page as its source")),
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
)
_OTHER_PACKAGES = {
    "xl/workbook.xml": gettext_lazy("a spreadsheet (for a table of documents, save it as CSV)"),
    "ppt/presentation.xml": gettext_lazy("a presentation"),
    "content.xml": gettext_lazy("an OpenDocument file"),
    "META-INF/container.xml": gettext_lazy("an electronic book"),
}
"""A file inside → what the whole is."""
_DIRECTORY_LINE = b"PK\x01\x02"
_MOST_DIRECTORY_LINES = 20_000
"""Beyond it the directory is not even opened: ``zipfile`` keeps half a kilobyte for each line. Archives stored inside count as well."""
_MARKDOWN = re.compile(r"#{1,6} \S|\\(?:[_*#\[\]-])|\[[^\[\]\n]{1,200}\]\(https?://|\*\*\w|> \S|!\[")
_FEWEST_MARKS = 2
_MARKS_WITHIN = 20_000


def recognise_bytes(raw: bytes) -> Format | None:
    """Return the format that the first bytes show; None where it is some text.

    Raises:
        IntakeError: it is a format that is not taken.
    """
    if is_zip(raw):
        return _package_format(raw)
    if _PDF in raw[:_PDF_WITHIN]:
        return Format.PDF
    for start, name in _OTHER_FORMATS:
        if raw.startswith(start):
            raise IntakeError(
                _("This is %(what)s. Paste the text of the report, or save it as text or as a web page.")
                % {"what": name}
            )
    return None


def is_zip(raw: bytes) -> bool:
    """Tell whether a content begins as a ZIP archive does."""
    return raw.startswith(_ZIP)


def open_zip(raw: bytes) -> zipfile.ZipFile:
    """Return a ZIP archive that is open.

    Raises:
        IntakeError: it is damaged, or its directory is of a size that no collection has.
    """
    if raw.count(_DIRECTORY_LINE) > _MOST_DIRECTORY_LINES:
        raise IntakeError(_("This ZIP archive holds more files than can be taken. Divide it into several archives."))
    try:
        return zipfile.ZipFile(BytesIO(raw))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise IntakeError(_("This ZIP archive is damaged or cut off. Pack it again.")) from error


def recognise_text(text: str) -> Format:
    """Return the format of a text."""
    if looks_like_html(text):
        return Format.HTML
    if is_json_lines(text):
        return Format.JSONL
    if header_of(text) is not None:
        return Format.CSV
    return Format.MARKDOWN if _is_markdown(text) else Format.TEXT


def is_json_lines(text: str) -> bool:
    """Tell whether the first line of a text that is not blank is a JSON object."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith("{"):
        return False
    try:
        return isinstance(json.loads(start.split("\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False


def _package_format(raw: bytes) -> Format:
    """Tell a Word file from other files that are ZIP archives inside, and those from an archive of documents."""
    with open_zip(raw) as archive:
        names = archive.namelist()
    if "word/document.xml" in names:
        return Format.DOCX
    for name, what in _OTHER_PACKAGES.items():
        if name in names:
            raise IntakeError(
                _("This is %(what)s. Save it as .docx, PDF or a web page, or paste the text of the report.")
                % {"what": what}
            )
    return Format.ZIP


def _is_markdown(text: str) -> bool:
    if find_front_matter(text) is not None:
        return True
    marks = _MARKDOWN.finditer(text, 0, _MARKS_WITHIN)
    return sum(1 for _mark in zip(range(_FEWEST_MARKS), marks, strict=False)) == _FEWEST_MARKS
