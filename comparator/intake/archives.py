"""ZIP archives of documents, with an optional ``metadata.csv`` that says what is known of each file.

An archive is a stranger's: names are checked before anything is read, sizes are counted on the bytes that really come
out, and a file that breaks a rule becomes an error of its own while the others go on. Nothing is ever written to disk.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.intake.columns import FILE, complete_mapping, facts_of
from comparator.intake.errors import IntakeError
from comparator.intake.recognise import open_zip, recognise_bytes
from comparator.intake.records import Facts, Format, Item, Limits
from comparator.intake.registry import describe_size, read
from comparator.intake.tables import Row, open_table, place_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

METADATA = "metadata.csv"
_CHUNK = 64 * 1024
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SYSTEM_NAMES = {"__MACOSX", "Thumbs.db", "desktop.ini"}
"""What file managers put into archives by themselves; so are names that begin with a full stop."""
_NOT_READ = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What ``zipfile`` raises on damaged or crafted entries."""


@dataclass(slots=True)
class Archive:
    """An archive that is open."""

    file: zipfile.ZipFile
    limits: Limits
    entries: list[zipfile.ZipInfo]
    """The files in it, without folders and what file managers add."""
    spent: int = field(default=0)
    """Bytes read so far."""

    def read(self, entry: zipfile.ZipInfo) -> bytes:
        """Return the content of an entry.

        Raises:
            IntakeError: it breaks a limit, or is damaged.
        """
        chunks: list[bytes] = []
        size = 0
        try:
            with self.file.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self.spent += len(chunk)
                    self._check(entry, size)
                    chunks.append(chunk)
        except _NOT_READ as error:
            raise IntakeError(_("This file can't be unpacked: the archive is damaged here. Pack it again.")) from error
        return b"".join(chunks)

    def _check(self, entry: zipfile.ZipInfo, size: int) -> None:
        if size > self.limits.max_ratio * max(entry.compress_size, 1):
            raise IntakeError(
                _(
                    "It unpacks to more than %(ratio)d times its packed size, which text never does. Hand it in unpacked."
                )
                % {"ratio": self.limits.max_ratio}
            )
        if size > self.limits.max_bytes:
            raise IntakeError(
                _("It is larger than %(most)s. Hand in the report's text alone.")
                % {"most": describe_size(self.limits.max_bytes)}
            )
        if self.spent > self.limits.max_unpacked:
            raise IntakeError(
                _("The archive holds more than %(most)s in all. Divide it into several archives.")
                % {"most": describe_size(self.limits.max_unpacked)}
            )


def open_archive(raw: bytes, limits: Limits) -> Archive:
    """Return an archive.

    Raises:
        IntakeError: it is damaged, empty, or holds too many files.
    """
    file = open_zip(raw)
    entries = [entry for entry in file.infolist() if not entry.is_dir() and not _is_of_the_system(entry.filename)]
    if len(entries) > limits.max_entries:
        raise IntakeError(
            _("The archive holds more than %(most)d files. Divide it into several archives.")
            % {"most": limits.max_entries}
        )
    if not entries:
        raise IntakeError(_("The archive holds no files. Pack the documents themselves."))
    return Archive(file, limits, entries)


def archive_items(archive: Archive, name: str) -> Iterator[Item]:
    """Return the documents of an archive, then the rows of ``metadata.csv`` that name no file in it."""
    said = _read_metadata(archive, name)
    names = Counter(_folded(entry.filename) for entry in archive.entries)
    for entry in archive.entries:
        if entry is said.entry:
            continue
        row = said.rows.pop(said.key_of(entry.filename), None)
        yield _item(
            archive, entry, f"{name}: {_shown(entry.filename)}", row, is_double=names[_folded(entry.filename)] > 1
        )
    for row in said.rows.values():
        yield Item(
            row.place,
            error=_("%(place)s: There is no file “%(file)s” in the archive. Correct its name, or leave the row out.")
            % {"place": row.place, "file": _shown(row.file)},
        )
    yield from said.errors


def count_items(archive: Archive) -> int:
    """Return how many documents an archive holds, ``metadata.csv`` left out."""
    return len(archive.entries) - (_metadata_entry(archive) is not None)


@dataclass(frozen=True, slots=True)
class _Said:
    """A row of ``metadata.csv``."""

    place: str
    file: str
    facts: Facts = field(default_factory=Facts)
    error: str = ""


@dataclass(slots=True)
class _Metadata:
    entry: zipfile.ZipInfo | None = None
    folder: str = ""
    rows: dict[str, _Said] = field(default_factory=dict)
    errors: list[Item] = field(default_factory=list)

    def key_of(self, name: str) -> str:
        """Return the key of a file: its path beside ``metadata.csv``."""
        return _folded(name.removeprefix(self.folder))


def _metadata_entry(archive: Archive) -> zipfile.ZipInfo | None:
    found = [entry for entry in archive.entries if PurePosixPath(entry.filename).name.lower() == METADATA]
    return min(found, key=lambda entry: entry.filename.count("/"), default=None)


def _read_metadata(archive: Archive, name: str) -> _Metadata:
    entry = _metadata_entry(archive)
    if entry is None:
        return _Metadata()
    said = _Metadata(entry, entry.filename[: -len(METADATA)])
    place = f"{name}: {entry.filename}"
    try:
        _check_entry(entry)
        table = open_table(archive.read(entry))
        mapping = complete_mapping(table.columns, None, needed=FILE)
    except IntakeError as error:
        said.errors.append(Item(place, error=f"{place}: {error}"))
        return said
    for row in table.rows():
        found = _said(row, place_of_line(place, row.line), mapping)
        key = said.key_of(found.file) if found.file else ""
        if not key or key in said.rows:
            reason = found.error or (
                _("The column “file” is empty here.")
                if not key
                else _("“%(file)s” has a row already.") % {"file": _shown(found.file)}
            )
            said.errors.append(
                Item(
                    found.place,
                    error=_("%(place)s: %(reason)s Correct this row or leave it out.")
                    % {"place": found.place, "reason": reason},
                )
            )
        else:
            said.rows[key] = found
    return said


def _said(row: Row, place: str, mapping: Mapping[str, str]) -> _Said:
    cells = {use: row.cells.get(column, "") for use, column in mapping.items()}
    file = cells[FILE].strip().replace("\\", "/").removeprefix("./")
    if row.error:
        return _Said(place, file, error=row.error)
    try:
        return _Said(place, file, facts_of(cells))
    except IntakeError as error:
        return _Said(place, file, error=str(error))


def _item(archive: Archive, entry: zipfile.ZipInfo, place: str, said: _Said | None, *, is_double: bool) -> Item:
    stated = said.facts if said else Facts()
    try:
        if said and said.error:
            return Item(place, None, stated, f"{said.place}: {said.error}")
        if is_double:
            raise IntakeError(_("Two files of the archive have this name. Give each its own."))
        _check_entry(entry)
        raw = archive.read(entry)
        if raw and recognise_bytes(raw) is Format.ZIP:
            raise IntakeError(
                _("This is an archive inside the archive. Unpack it, and pack its files beside the others.")
            )
        return Item(place, read(raw, url=stated.url or None, limits=archive.limits), stated)
    except IntakeError as error:
        return Item(place, None, stated, f"{place}: {error}")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse what an archive of documents does not hold."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        raise IntakeError(_("Its path leads out of the archive. Pack the files with plain names."))
    if stat.S_IFMT(entry.external_attr >> 16) not in {0, stat.S_IFREG}:
        raise IntakeError(_("This is a link or a device, not a file. Pack the file itself."))
    if entry.flag_bits & 0x1:
        raise IntakeError(_("This file is encrypted. Pack it without a password."))
    if entry.compress_type not in _PACKINGS:
        raise IntakeError(_("It is packed in a way that is not taken. Pack it as an ordinary ZIP (“deflate”)."))


def _is_of_the_system(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part in _SYSTEM_NAMES or (part.startswith(".") and part not in {".", ".."}) for part in parts)


def _folded(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").casefold()


def _shown(name: str) -> str:
    """Return a name without what could deceive or break a line."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)[:200]
