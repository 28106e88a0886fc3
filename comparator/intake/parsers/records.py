"""What a parser gives back to the process that asked."""

from __future__ import annotations

from dataclasses import dataclass


class ParseError(Exception):
    """The file can't be read; the message is for the person and says what to do."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a file, in paragraphs with a blank line between."""

    text: str
    title: str = ""
    notes: tuple[str, ...] = ()
    """What was mended or left out, in whole sentences."""
