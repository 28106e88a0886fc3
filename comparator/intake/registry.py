"""Which reader a content gets, and the limits that hold for all."""

from __future__ import annotations

from dataclasses import replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.intake.decode import decode
from comparator.intake.errors import IntakeError
from comparator.intake.html import read_html
from comparator.intake.oddities import describe_oddities
from comparator.intake.proposals import propose
from comparator.intake.recognise import recognise_bytes, recognise_text
from comparator.intake.records import Facts, Format, IntakeText, Limits
from comparator.intake.sandbox import parse, told
from comparator.intake.text import check_text

_COLLECTION = {
    Format.ZIP: gettext_lazy("a ZIP archive"),
    Format.CSV: gettext_lazy("a table (CSV)"),
    Format.JSONL: gettext_lazy("a table (JSON Lines)"),
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
            _("The text has %(characters)s characters; at most %(most)s are taken as one document. Split it.")
            % {"characters": _grouped(len(found.text)), "most": _grouped(limits.max_characters)}
        )
    facts, evidence = propose(found.text, found.facts, str(_OWN_WORDS.get(found.format, "")))
    return replace(found, facts=facts, evidence=evidence, notes=(*found.notes, *describe_oddities(found.text)))


_OWN_WORDS = {
    Format.HTML: gettext_lazy("the page's own data"),
    Format.DOCX: gettext_lazy("the file's title"),
    Format.PDF: gettext_lazy("the file's title"),
}


def recognise(raw: bytes | str) -> Format:
    """Return what a content is; the collections among the formats are for ``expand``.

    Raises:
        IntakeError: it is a format that is not taken, or no text.
    """
    if isinstance(raw, bytes):
        if not raw:
            raise IntakeError(_("The file is empty. Choose a file that holds the text of the report."))
        found = recognise_bytes(raw)
        if found is not None:
            return found
        raw = decode(raw)
    check_text(raw)
    return recognise_text(raw)


def describe_size(size: int) -> str:
    """Return a number of bytes as people read it."""
    if size >= 1024 * 1024:
        return _("%(size)s MB") % {"size": number_format(size / 1024 / 1024, 1)}
    return _("%(size)s KB") % {"size": number_format(max(1, round(size / 1024)))}


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _read_known(raw: bytes | str, url: str | None) -> IntakeText:
    format = recognise(raw)
    if format.is_collection:
        raise IntakeError(
            _("This is %(what)s of several documents. Bring it in as an import, or paste the text of one report.")
            % {"what": _COLLECTION[format]}
        )
    if isinstance(raw, bytes) and format in {Format.DOCX, Format.PDF}:
        parsed = parse(raw, format.value)
        return IntakeText(
            parsed.text,
            format,
            Facts(title=" ".join(parsed.title.split()), url=url or ""),
            notes=tuple(map(told, parsed.notes)),
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
            _("This is %(size)s; at most %(most)s are taken. Paste the report's text alone.")
            % {"size": describe_size(size), "most": describe_size(most)}
        )
