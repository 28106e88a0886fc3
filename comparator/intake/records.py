"""What the intake takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Format(StrEnum):
    """What a content is, whatever its file is called."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    ZIP = "zip"
    CSV = "csv"
    JSONL = "jsonl"

    @property
    def is_collection(self) -> bool:
        """Whether it holds several documents, for ``expand``."""
        return self in {Format.ZIP, Format.CSV, Format.JSONL}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken."""

    max_bytes: int = 20 * 1024 * 1024
    """Of one document as it is handed in: a saved web page is many times its text. Also of a table or an archive as uploaded."""
    max_characters: int = 500_000
    """Of the text itself: a long briefing has 60,000. One document of so many, all of one call, is read in 1.5 s and collated in 8 s with
    480 MB; one of 1,000,000 would take 25 s, and a person who adds a document waits for it. The first 1,000 sentences of a call are aligned
    (``engine.options``), so a longer text would mostly stand unlinked."""
    max_entries: int = 200
    """Files in an archive."""
    max_unpacked: int = 100 * 1024 * 1024
    """Bytes that an archive holds in all, counted as they are read: what an archive says of its sizes can be a lie."""
    max_ratio: int = 100
    """Unpacked bytes for each packed one. Text packs to a third or a tenth; only a bomb packs to less than a hundredth."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a document; what is not known is empty."""

    title: str = ""
    published: date | None = None
    author: str = ""
    outlet: str = ""
    """Who published it, as it is named there."""
    side: str = ""
    """ISO 3166-1 alpha-2 code of the issuing side or of the outlet's home."""
    kind: str = ""
    """A value of ``engine.records.Kind``."""
    language: str = ""
    """BCP 47 tag."""
    url: str = ""
    call: str = ""
    """The call that it is about, as the person names it: the slug of one that is known."""

    def over(self, others: Facts) -> Facts:
        """Return these facts, with those of ``others`` where one is not known here.

        A title that is only the last part of an address ("readout-of-a-call") gives way to one in words.
        """
        known = {item.name: value for item in fields(self) if (value := getattr(self, item.name))}
        if others.title and _is_slug(self.title):
            del known["title"]
        return replace(others, **known)


@dataclass(frozen=True, slots=True)
class IntakeText:
    """A text as it is to be stored, and what was found in it. What was found are proposals: a person may know better."""

    text: str
    """Exactly what was handed in, once decoded; of a web page the report's own text, of a Word or PDF file the text in it."""
    format: Format
    facts: Facts = field(default_factory=Facts)
    evidence: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)
    """Field of ``facts`` → where it was found, in words ("the front matter")."""
    notes: tuple[str, ...] = ()
    """What the person should know: what was mended, what looks odd. Whole sentences."""

    @property
    def title(self) -> str:
        """The title found."""
        return self.facts.title

    @property
    def published(self) -> date | None:
        """The day found."""
        return self.facts.published


@dataclass(frozen=True, slots=True)
class Item:
    """One document of an archive or a table, or the reason why it is none."""

    place: str
    """Where it stands, for people: "readouts.jsonl, line 3"."""
    text: IntakeText | None = None
    """None where ``error`` says why."""
    stated: Facts = field(default_factory=Facts)
    """What the row, or the row of ``metadata.csv``, says of it."""
    error: str = ""
    """What is wrong and what to do; begins with ``place``."""

    @property
    def facts(self) -> Facts:
        """What is stated of it and, where nothing is, what was found in its text."""
        return self.stated.over(self.text.facts) if self.text else self.stated


@dataclass(frozen=True, slots=True)
class Preview:
    """The head of a table, for a person to say which column is what."""

    format: Format
    columns: tuple[str, ...]
    """Their names, in order."""
    mapping: Mapping[str, str]
    """``"text"`` or a field of ``Facts`` → the column that its name proposes for it."""
    rows: tuple[tuple[str, ...], ...]
    """The first rows; a cell for each column."""
    total: int
    """Rows in all."""


class Items:
    """The documents of an archive or a table, read one at a time as they are asked for."""

    def __init__(self, format: Format, total: int, items: Iterator[Item]) -> None:
        self.format = format
        self.total = total
        """How many there are, errors included."""
        self._items = items

    def __iter__(self) -> Iterator[Item]:
        return self._items

    def __next__(self) -> Item:
        return next(self._items)


def _is_slug(title: str) -> bool:
    return title.count("-") >= 2 and not any(character.isspace() for character in title)
