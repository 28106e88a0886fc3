"""Which reader a content gets, and the limits that hold for all."""

from __future__ import annotations

from dataclasses import replace

from comparator.intake.decode import decode
from comparator.intake.errors import IntakeError
from comparator.intake.html import read_html
from comparator.intake.oddities import describe_oddities
from comparator.intake.proposals import propose
from comparator.intake.recognise import recognise_bytes, recognise_text
from comparator.intake.records import Facts, Format, IntakeText, Limits
from comparator.intake.sandbox import parse
from comparator.intake.text import check_text

_COLLECTION = {
    Format.ZIP: "a ZIP archive",
    Format.CSV: "a table (CSV)",
    Format.JSONL: "a table (JSON Lines)",
}


def read(raw: bytes | str, *, url: str | None = None, limits: Limits | None = None) -> IntakeText:
    """Return the text of an upload (bytes) or of what was pasted (a string), with what was found in it.

    Args:
        raw: what was handed in, whole.
        url: where it was published, which helps to find the report in a web page.
        limits: how much is taken.

    Raises:
        IntakeError: it can't be stored as one document; the message says why and what to do.
    """
    limits = limits or Limits()
    _check_size(len(raw) if isinstance(raw, bytes) else _encoded_size(raw), limits.max_bytes)
    found = _read_known(raw, url)
    check_text(found.text)
    if len(found.text) > limits.max_characters:
        raise IntakeError(
            f"The text has {len(found.text):,} characters; at most {limits.max_characters:,} are taken as one document. Split it."
        )
    facts, evidence = propose(found.text, found.facts, _OWN_WORDS.get(found.format, ""))
    return replace(found, facts=facts, evidence=evidence, notes=(*found.notes, *describe_oddities(found.text)))


_OWN_WORDS = {Format.HTML: "the page's own data", Format.DOCX: "the file's title", Format.PDF: "the file's title"}


def recognise(raw: bytes | str) -> Format:
    """Return what a content is; the collections among the formats are for ``expand``.

    Raises:
        IntakeError: it is a format that is not taken, or no text.
    """
    if isinstance(raw, bytes):
        if not raw:
            raise IntakeError("The file is empty. Choose a file that holds the text of the report.")
        found = recognise_bytes(raw)
        if found is not None:
            return found
        raw = decode(raw)
    check_text(raw)
    return recognise_text(raw)


def describe_size(size: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def _read_known(raw: bytes | str, url: str | None) -> IntakeText:
    format = recognise(raw)
    if format.is_collection:
        raise IntakeError(
            f"This is {_COLLECTION[format]} of several documents. Bring it in as an import, or paste the text of one report."
        )
    if isinstance(raw, bytes) and format in {Format.DOCX, Format.PDF}:
        parsed = parse(raw, format.value)
        return IntakeText(
            parsed.text, format, Facts(title=" ".join(parsed.title.split()), url=url or ""), notes=parsed.notes
        )
    text = decode(raw) if isinstance(raw, bytes) else raw
    if format == Format.HTML:
        page = read_html(text, url)
        return IntakeText(page.text, format, page.facts)
    return IntakeText(text, format, Facts(url=url or ""))


def _encoded_size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise IntakeError(
            f"This is {describe_size(size)}; at most {describe_size(most)} are taken. Paste the report's text alone."
        )
