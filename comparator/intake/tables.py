"""Tables of documents: CSV and JSON Lines with one document a row.

Rows are read one at a time; what is wrong with one becomes that row's error, with its line, and the others go on. A
byte that is not valid spoils its own row alone.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.intake.columns import (
    LONGEST_NAME,
    NAMES,
    TEXT,
    complete_mapping,
    facts_of,
    header_of,
    is_spoiled,
    legible,
    propose_mapping,
    refuse_spoiled,
)
from comparator.intake.decode import decode
from comparator.intake.errors import IntakeError
from comparator.intake.recognise import is_json_lines
from comparator.intake.records import Facts, Format, Item, Limits, Preview
from comparator.intake.registry import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PREVIEWED = 5
_PREVIEW_CELL = 300
_COLUMNS_FROM = 50
_FEWEST_COLUMNS, _ROWS_LOOKED_AT, _TEXT_CELL = 3, 20, 100
"""Of a table whose names of columns are not the usual ones: how many it has at least, the lines that are looked at, and the characters
that one cell has at least. Commas of prose don't come in equal numbers, line for line."""
"""Rows of JSON Lines whose keys make the columns: not every row has every key."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    line: int
    """On which it begins, from 1."""
    cells: Mapping[str, str]
    """Column → content."""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is open; its rows are read as they are asked for."""

    format: Format
    columns: tuple[str, ...]
    text: str
    delimiter: str = ","

    def rows(self) -> Iterator[Row]:
        """Return the rows in order, blank lines left out."""
        return _json_rows(self.text) if self.format is Format.JSONL else _csv_rows(self)

    def count(self) -> int:
        """Return the number of rows."""
        if self.format is Format.JSONL:
            return sum(1 for line in self.text.split("\n") if line.strip())
        return sum(1 for _row in self.rows())


def open_table(raw: bytes | str) -> Table:
    """Return a table.

    Raises:
        IntakeError: it is none, or its first line can't be read.
    """
    text = _text_of(raw)
    if is_json_lines(text):
        keys: dict[str, None] = {}
        for _number, row in zip(range(_COLUMNS_FROM), _json_rows(text), strict=False):
            keys |= dict.fromkeys(row.cells)
        return Table(Format.JSONL, tuple(keys), text)
    delimiter, columns = header_of(text) or _any_header(text)
    return Table(Format.CSV, columns, text, delimiter)


def may_be_table(raw: bytes | str) -> bool:
    """Tell whether a content of some text is a table, whatever the names of its columns are.

    Its first line has three short, different names or more; each of the lines after it, of which there are two or more, has as many cells;
    and one of these cells is as long as a text.
    """
    try:
        text = _text_of(raw)
        delimiter, columns = _any_header(text)
    except IntakeError:
        return False
    if len(columns) < _FEWEST_COLUMNS or any(len(name) > LONGEST_NAME for name in columns):
        return False
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    lines = csv.reader(StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [cells for cells in islice(lines, _ROWS_LOOKED_AT) if cells][1:]
    except csv.Error:
        return False
    even = all(len(cells) == len(columns) for cells in rows)
    return len(rows) > 1 and even and max(len(cell) for cells in rows for cell in cells) >= _TEXT_CELL


def preview_table(raw: bytes | str) -> Preview:
    """Return the columns, what their names propose, and the first rows.

    Raises:
        IntakeError: it is no table.
    """
    table = open_table(raw)
    rows = tuple(
        tuple(legible(row.cells.get(column, "")[:_PREVIEW_CELL]) for column in table.columns)
        for _number, row in zip(range(_PREVIEWED), table.rows(), strict=False)
    )
    mapping = {use: column for use, column in propose_mapping(table.columns).items() if use in NAMES}
    return Preview(table.format, table.columns, mapping, rows, table.count())


def table_items(table: Table, name: str, chosen: Mapping[str, str] | None, limits: Limits) -> Iterator[Item]:
    """Return the documents of a table.

    Args:
        table: to read.
        name: of the file, for messages.
        chosen: what a person says of its columns: ``"text"`` or a field of ``Facts`` → column.
        limits: that hold for each document.

    Raises:
        IntakeError: no column holds the text, or one that was chosen is not there.
    """
    mapping = complete_mapping(table.columns, chosen)
    return (_item(row, place_of_line(name, row.line), mapping, limits) for row in table.rows())


def place_of_line(name: str, line: int) -> str:
    """Return how people are told where a row stands."""
    return _("%(name)s, line %(line)d") % {"name": name, "line": line}


def _item(row: Row, place: str, mapping: Mapping[str, str], limits: Limits) -> Item:
    cells = {use: row.cells.get(column, "") for use, column in mapping.items()}
    stated = Facts()
    try:
        if row.error:
            raise IntakeError(row.error)
        stated = facts_of(cells)
        if not cells[TEXT].strip():
            raise IntakeError(
                _("The column “%(column)s” is empty here. Put the text of the report there.")
                % {"column": mapping[TEXT]}
            )
        return Item(place, read(cells[TEXT], url=stated.url or None, limits=limits), stated)
    except IntakeError as error:
        return Item(place, None, stated, f"{place}: {error}")


def _text_of(raw: bytes | str) -> str:
    """Decode a table; where it is UTF-8 but for a few bytes, keep those as half characters that spoil their row alone."""
    if isinstance(raw, str):
        return raw
    try:
        return decode(raw)
    except IntakeError:
        text = raw.decode("utf-8-sig", "surrogateescape")
        if is_spoiled(text.split("\n", 1)[0]):
            raise
        return text


def _any_header(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the delimiter and columns of a table whose names are not the usual ones."""
    line = text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    delimiter = max(",;\t|", key=line.count)
    if delimiter not in line:
        raise IntakeError(
            _(
                "This is no table: its first line names no columns. The first line of a CSV file names them, with commas between."
            )
        )
    try:
        columns = tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True)))
    except (csv.Error, StopIteration) as error:
        raise IntakeError(
            _("The first line of the table can't be read (%(error)s). It names the columns, with commas between.")
            % {"error": error}
        ) from error
    if len(set(columns)) < len(columns) or "" in columns:
        raise IntakeError(
            _(
                "The first line of the table names a column twice, or leaves one without a name. Give each column its own name."
            )
        )
    return delimiter, columns


def _csv_rows(table: Table) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), len(table.text) + 1))
    reader = csv.reader(StringIO(table.text, newline=""), delimiter=table.delimiter, strict=True)
    next(reader, None)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(
                line,
                {},
                _('This row can\'t be read (%(error)s). Put text with commas, quotation marks or line breaks in "…".')
                % {"error": error},
            )
            continue
        if any(cell.strip() for cell in cells):
            yield _csv_row(line, cells, table.columns)


def _csv_row(line: int, cells: Sequence[str], columns: Sequence[str]) -> Row:
    found = dict(zip(columns, cells, strict=False))
    if len(cells) == len(columns):
        return Row(line, found)
    return Row(
        line,
        found,
        _(
            'Cells in this row: %(cells)d; in the first line: %(columns)d. Put text that holds the delimiter or line breaks in "…".'
        )
        % {"cells": len(cells), "columns": len(columns)},
    )


def _json_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _json_row(number, line)


def _json_row(number: int, line: str) -> Row:
    try:
        values = json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        return Row(
            number,
            {},
            _('This line is no JSON (%(reason)s). Each line is one object, such as {"text": "…"}.')
            % {"reason": reason},
        )
    if not isinstance(values, dict):
        return Row(number, {}, _('This line is no JSON object. Each line is one object, such as {"text": "…"}.'))
    try:
        refuse_spoiled({legible(key): key for key in values})
    except IntakeError as error:
        return Row(number, {}, str(error))
    wrong = [key for key, value in values.items() if isinstance(value, dict | list)]
    cells = {key: "" if value is None or key in wrong else str(value) for key, value in values.items()}
    return Row(number, cells)
