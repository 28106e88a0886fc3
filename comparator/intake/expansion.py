"""From one upload to its documents: an archive, a table, or a single document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.intake.archives import archive_items, count_items, open_archive
from comparator.intake.errors import IntakeError
from comparator.intake.recognise import is_zip
from comparator.intake.records import Format, Item, Items, Limits, Preview
from comparator.intake.registry import describe_size, read, recognise
from comparator.intake.tables import open_table, preview_table, table_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def expand(
    raw: bytes, *, name: str = "", columns: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Items:
    """Return the documents of an upload, one at a time; a single document is a collection of one.

    Args:
        raw: what was handed in, whole.
        name: of the file, for messages alone; without one it is called "the file".
        columns: of a table, what a person says of its columns: ``"text"`` or a field of ``Facts`` → column; an empty column
            leaves the field out, and those not named are proposed from the columns' names. Given, it makes any upload a table.
        limits: how much is taken, of each document and of the whole.

    Raises:
        IntakeError: the upload as a whole can't be opened. What is wrong with one document is that item's ``error``.
    """
    limits = limits or Limits()
    name = name or _("the file")
    _check_size(len(raw), limits)
    format = _format_of(raw) if columns is None else Format.CSV
    if format is Format.ZIP:
        archive = open_archive(raw, limits)
        return Items(format, count_items(archive), archive_items(archive, name))
    if format in {Format.CSV, Format.JSONL}:
        table = open_table(raw)
        return Items(table.format, table.count(), table_items(table, name, columns, limits))
    return Items(format, 1, _single(raw, name, limits))


def preview(raw: bytes) -> Preview:
    """Return the columns of a table, what their names propose, and its first rows.

    Raises:
        IntakeError: it is no table.
    """
    _check_size(len(raw), Limits())
    return preview_table(raw)


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.max_unpacked:
        most = describe_size(limits.max_unpacked)
        raise IntakeError(
            _("This is %(size)s; at most %(most)s are taken at once. Divide it into several files.")
            % {"size": describe_size(size), "most": most}
        )


def _format_of(raw: bytes) -> Format:
    """Return the format; a damaged document is left to its reader, which says what is wrong."""
    try:
        return recognise(raw)
    except IntakeError:
        if is_zip(raw):
            raise
        return _damaged_table(raw) or Format.TEXT


def _damaged_table(raw: bytes) -> Format | None:
    try:
        table = open_table(raw)
    except IntakeError:
        return None
    return table.format if "text" in preview_table(raw).mapping else None


def _single(raw: bytes, name: str, limits: Limits) -> Iterator[Item]:
    try:
        yield Item(name, read(raw, limits=limits))
    except IntakeError as error:
        yield Item(name, error=f"{name}: {error}")
