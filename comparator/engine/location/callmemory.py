"""What the walk through a document remembers from sentence to sentence.

Holds the call that is being told, who spoke last, and what was told before; decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comparator.engine.location.callmatch import day_in_words
from comparator.engine.records import Call, Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.location.callacts import Act


@dataclass
class State:
    """What the walk remembers."""

    current: Call | None
    why: str
    sticky: bool = False
    """A heading gave the current call to its whole section."""
    elsewhere: int | None = None
    """The paragraph in which a call that nobody knows is being told."""
    last: Location = field(default_factory=lambda: Location(None))
    last_source: str | None = None
    last_quoted: bool = False
    last_of_account: bool = False
    """The last sentence gave somebody's account, or spoke of one."""
    paragraph: int = -1
    first: bool = True
    """No sentence of the report's own text has been read yet."""
    since: int = 0
    """Sentences since the last one that spoke of a call."""
    told: list[Call] = field(default_factory=list)
    """The calls told so far, the latest last."""
    listing: Call | None = None
    """The call of which a list is being told that a sentence about it opened."""
    opens_list: bool = False
    """The last sentence may open a list: it speaks of the call, or of an account of it."""
    same_paragraph: bool = False
    """The last sentence stands in the same paragraph."""
    last_of_call: bool = False
    """The last sentence had the call for its subject."""


def name_of(call: Call) -> str:
    """Return "the call of 2 March 2022"."""
    return f"the call of {day_in_words(call.date)}"


def sides_of(acts: Sequence[Act]) -> frozenset[str]:
    """Return the sides of the leaders who speak and of those spoken to."""
    return frozenset(side for act in acts for side in (act.side, act.to) if side)
