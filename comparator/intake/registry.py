"""Which reader a content gets, and the limits that hold for all."""

from __future__ import annotations

from comparator.intake.decode import decode
from comparator.intake.errors import IntakeError
from comparator.intake.html import looks_like_html, read_html
from comparator.intake.records import IntakeText, Limits
from comparator.intake.text import check_text, read_text

# First bytes of what people upload by mistake, with what to call it. These are named because "not text" leaves them puzzled.
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)


def read(raw: bytes | str, *, url: str | None = None, limits: Limits | None = None) -> IntakeText:
    """Return the text of an upload (bytes) or of what was pasted (a string).

    Args:
        raw: what was handed in, whole.
        url: where it was published, which helps to find the report in a web page.
        limits: how much is taken.

    Raises:
        IntakeError: it can't be stored; the message says why and what to do.
    """
    limits = limits or Limits()
    _check_size(len(raw) if isinstance(raw, bytes) else _encoded_size(raw), limits.max_bytes)
    text = _text_of(raw)
    found = read_html(text, url) if looks_like_html(text) else read_text(text)
    check_text(found.text)
    if len(found.text) > limits.max_characters:
        raise IntakeError(
            f"The text has {len(found.text):,} characters; at most {limits.max_characters:,} are taken as one document. Split it."
        )
    return found


def describe_size(size: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def _text_of(raw: bytes | str) -> str:
    if isinstance(raw, str):
        check_text(raw)
        return raw
    if not raw:
        raise IntakeError("The file is empty. Choose a file that holds the text of the report.")
    for start, name in _OTHER_FORMATS:
        if raw.startswith(start):
            raise IntakeError(
                f"This is {name}. Only plain text and web pages are taken: paste its text, or save it as text."
            )
    text = decode(raw)
    check_text(text)
    return text


def _encoded_size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise IntakeError(
            f"This is {describe_size(size)}; at most {describe_size(most)} are taken. Paste the report's text alone."
        )
