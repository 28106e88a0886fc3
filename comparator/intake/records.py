"""What the intake takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may hold."""

    max_bytes: int = 20 * 1024 * 1024
    """Of what is handed in: a saved web page is many times its text."""
    max_characters: int = 200_000
    """Of the text itself: two hours of speech, beyond any readout or briefing. A call is collated in one request, and that grows with the
    square of its sentences: 33,000 characters of one call take 0.6 s, 133,000 take 7 s."""


@dataclass(frozen=True, slots=True)
class IntakeText:
    """A text as it is to be stored, and what its format says of it."""

    text: str
    """Exactly what was handed in, once decoded (of a web page: the report's own text)."""
    format: str
    """``text`` or ``html``."""
    title: str = ""
    published: date | None = None
