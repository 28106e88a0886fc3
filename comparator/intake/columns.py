"""Which column of a table holds what.

Columns are proposed by their names, as archives and spreadsheets call them; a person may choose others. The cells of a
row become ``Facts``, or an error that names the column.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.engine.records import Kind
from comparator.intake.errors import IntakeError
from comparator.intake.proposals import day_of, is_address, language_tag
from comparator.intake.records import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TEXT = "text"
FILE = "file"
NAMES: Mapping[str, tuple[str, ...]] = {
    TEXT: ("text", "raw_text", "full_text", "body", "content", "article_text", "article", "transcript", "текст"),
    "title": ("title", "headline", "heading", "name", "заголовок"),
    "published": ("published", "date", "published_at", "publication_date", "date_published", "pubdate", "day", "дата"),
    "author": ("author", "authors", "byline", "автор"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "site", "источник"),
    "side": ("side", "country", "country_code"),
    "kind": ("kind", "type", "document_type"),
    "language": ("language", "lang", "язык"),
    "url": ("url", "link", "source_url", "address", "web_address", "ссылка"),
    "call": ("call", "call_id", "call_slug"),
}
"""What a column can hold → the names that propose it, best first."""
DELIMITERS = (",", ";", "\t", "|")
_LONGEST_HEADER = 4000
LONGEST_NAME = 60
"""Characters that the name of a column has at most."""
_SIDE = re.compile(r"[A-Za-z]{2}\Z")


def header_of(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the delimiter and the columns of a text that is a table, else None.

    A table begins with a line of two or more short, different names, one of which is a usual name of a text column or of a file column.
    """
    line = text.removeprefix("\ufeff").lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    if len(line) > _LONGEST_HEADER:
        return None
    for delimiter in DELIMITERS:
        if delimiter not in line:
            continue
        try:
            names = tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter)))
        except (csv.Error, StopIteration):
            continue
        folded = {fold(name) for name in names}
        if (
            len(folded) == len(names)
            and all(name and len(name) <= LONGEST_NAME for name in names)
            and folded & {*NAMES[TEXT], FILE}
            and len(propose_mapping(names)) > 1
        ):
            return delimiter, names
    return None


def fold(name: str) -> str:
    """Return a column's name in lower case with underscores."""
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def propose_mapping(columns: Sequence[str]) -> dict[str, str]:
    """Return what the names of columns propose: a key of ``NAMES``, or ``"file"``, → column."""
    by_name = {fold(column): column for column in reversed(columns)}
    found = {use: next((by_name[name] for name in names if name in by_name), "") for use, names in NAMES.items()}
    found[FILE] = by_name.get(FILE, "")
    return {use: column for use, column in found.items() if column}


def complete_mapping(columns: Sequence[str], chosen: Mapping[str, str] | None, *, needed: str = TEXT) -> dict[str, str]:
    """Return the columns that a person chose, and the proposed ones for what was left open; an empty choice leaves a column out.

    Raises:
        IntakeError: there is no such column or use, or none for what is needed.
    """
    chosen = chosen or {}
    listed = ", ".join(columns)
    for use, column in chosen.items():
        if use not in {*NAMES, FILE}:
            raise IntakeError(
                _("“%(use)s” is nothing that a column can hold. Choose among: %(uses)s.")
                % {"use": use, "uses": ", ".join(NAMES)}
            )
        if column and column not in columns:
            raise IntakeError(
                _("There is no column “%(column)s”. The columns are: %(columns)s.")
                % {"column": column, "columns": listed}
            )
    taken = {column for column in chosen.values() if column}
    proposed = {use: column for use, column in propose_mapping(columns).items() if column not in taken}
    mapping = {use: column for use, column in {**proposed, **chosen}.items() if column}
    if needed not in mapping:
        raise IntakeError(
            _("No column is given for “%(use)s”. Say which one holds it; the columns are: %(columns)s.")
            % {"use": needed, "columns": listed}
        )
    return mapping


def facts_of(cells: Mapping[str, str]) -> Facts:
    """Return what the cells of a row say.

    Args:
        cells: use (a key of ``NAMES``) → content.

    Raises:
        IntakeError: a cell does not hold what its column should, or what is no text.
    """
    refuse_spoiled(cells)
    values = {use: " ".join(content.split()) for use, content in cells.items() if use not in {TEXT, FILE}}
    published = values.get("published", "")
    day = day_of(published)
    if published and day is None:
        raise IntakeError(_("“%(value)s” is no whole date. Write it as 2022-02-24.") % {"value": published[:60]})
    _check(values.get("url", ""), is_address, _("“%(value)s” is no web address. It begins with https:// or http://."))
    _check(
        values.get("side", ""),
        _SIDE.match,
        _("“%(value)s” is no side. Give its two letters of ISO 3166-1, for example IN."),
    )
    kind = values.get("kind", "").lower()
    _check(kind, set(Kind).__contains__, _("“%(value)s” is no kind of document. Choose among: %(kinds)s."))
    _check(
        values.get("language", ""), language_tag, _("“%(value)s” is no language. Give its tag, for example en or ru.")
    )
    return Facts(
        title=values.get("title", ""),
        published=day,
        author=values.get("author", ""),
        outlet=values.get("outlet", ""),
        side=values.get("side", "").upper(),
        kind=kind,
        language=language_tag(values.get("language", "")),
        url=values.get("url", ""),
        call=values.get("call", ""),
    )


def refuse_spoiled(cells: Mapping[str, str]) -> None:
    """Refuse what can't be stored or shown.

    Raises:
        IntakeError: a cell, named by its use, holds NUL, or half a character as a wrong byte or an escape of JSON makes it.
    """
    for use, content in cells.items():
        if is_spoiled(content):
            raise IntakeError(
                _(
                    "The column for “%(use)s” holds bytes that are no UTF-8 text, or NUL. Save the table as UTF-8, or correct this row."
                )
                % {"use": use}
            )


def is_spoiled(text: str) -> bool:
    """Tell whether a text holds NUL or half a character."""
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)


def legible(text: str) -> str:
    """Return a text with a question mark for each half of a character, which no page can show."""
    return text.encode("utf-8", "replace").decode()


def _check(value: str, holds: Callable[[str], object], wrong: str) -> None:
    if value and not holds(value):
        raise IntakeError(wrong % {"value": value[:60], "kinds": ", ".join(Kind)})
