"""What a parser gives back to the process that asked.

A parser runs without the settings of the site, so it names its sentences as the catalogues of translations do, and whoever asked says them
in the person's language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def gettext_noop(text: str) -> str:
    """Mark a text for translation, as Django's function of this name does, which asks for the settings."""
    return text


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for the person."""

    text: str
    """As the catalogues know it, with ``%(name)s`` where a value goes."""
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.values


class ParseError(Exception):
    """The file can't be read; the message is for the person and says what to do."""

    def __init__(self, text: str, **values: str | int) -> None:
        self.said = Said(text, values)
        super().__init__(str(self.said))


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a file, in paragraphs with a blank line between."""

    text: str
    title: str = ""
    notes: tuple[Said, ...] = ()
    """What was mended or left out, in whole sentences."""
