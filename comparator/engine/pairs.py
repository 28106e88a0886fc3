"""What a person has decided about two sentences of one call, put over what stages 5 and 6 find.

The decisions come with the sentences of a call. Here are their records, and what they make of links; ``alignment.cluster`` keeps
together what was linked and apart what was parted, ``judgement`` gives the verdicts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from comparator.engine.decisions import PERSON
from comparator.engine.records import Link, Relation, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

APART = "apart"
"""Value of a decision about a link: the two sentences have nothing to do with each other."""


class PairDecided(StrEnum):
    """What a person may decide about two sentences of one call."""

    LINK = "link"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class PairDecision:
    """What a person decided about two sentences of one call; a later decision about the same two overrides an earlier one."""

    kind: PairDecided
    a: str
    b: str
    """Ids of the sentences, in reading order."""
    value: str
    """Of a link: a ``Relation``, or ``apart``; of a verdict, on the statement that holds both: ``agree`` or ``diverge``."""


def with_links(links: Sequence[Link], decisions: Sequence[PairDecision]) -> tuple[Link, ...]:
    """Link the sentences that a person linked, in the way that the person said, and part those that a person parted."""
    settled = {(d.a, d.b): d.value for d in decisions if d.kind is PairDecided.LINK}
    found = [link for link in links if (link.a, link.b) not in settled]
    made = (
        Link(a, b, Relation(value), 1.0, (Signal(PERSON, 1.0),)) for (a, b), value in settled.items() if value != APART
    )
    return (*found, *made)
