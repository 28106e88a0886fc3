"""What a source may be, and the record of one.

Gives the kinds of sources that reports name. How a phrase is read is for ``sources``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """What sort of source a phrase names."""

    DOCUMENT = "document"
    BODY = "body"
    OFFICIAL = "official"
    HEAD = "head"
    """A leader who takes part in calls."""
    COUNTRY = "country"
    PRESS = "press"
    PRONOUN = "pronoun"
    OTHER = "other"
    """Somebody who speaks for no known side."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to assert something."""

    kind: SourceKind
    text: str
    side: str | None = None
    indefinite: bool = False
    """Whether it is new to the text ("a statement")."""
    head: str = ""
    """The noun or pronoun that it turns on, in lower case."""
    possessor: str = ""
    """The word that leaves its owner to the text ("his" of "his spokesman")."""
    shared: bool = False
    """Whether it is a body that every state has ("the foreign ministry"), named without a state."""
