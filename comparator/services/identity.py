"""Which of a call's new statements is which of the old ones. Pure: sets of members in, decisions out.

A statement is known by its members. The pair of old and new with the most members in common is settled first, then the next; so where
two statements merge the larger keeps its id, and where one splits the larger part does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_REWORDED = 60.0
"""Characters in common, in per cent, from which a sentence of a new version is an old one reworded."""
_MOST_REWORDED = 1_000
"""Sentences on either side that are compared with one another."""

_Pair = tuple[str, int]
"""Id of an old statement, place of a new one."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What becomes of old statements."""

    kept: Mapping[int, str]
    """Place of a new statement → id of the old one that it continues."""
    retired: Mapping[str, str | None]
    """Id of an old statement that is no more → id of the one that most of its members went to, if that has an old id."""


def match_statements(old: Mapping[str, frozenset[int]], new: Sequence[frozenset[int]]) -> Identity:
    """Match new statements to old ones by their members.

    Args:
        old: members by id; ids also settle ties, so that the outcome does not depend on the order of rows.
        new: members, in reading order.
    """
    shared = _shared(old, new)
    kept: dict[int, str] = {}
    survivors: set[str] = set()
    for (old_id, place), _ in sorted(shared.items(), key=lambda item: _rank(item, old, new)):
        if place not in kept and old_id not in survivors:
            kept[place] = old_id
            survivors.add(old_id)
    gone = sorted(set(old) - survivors)
    return Identity(kept=kept, retired={old_id: kept.get(_heir(old_id, shared)) for old_id in gone})


def _shared(old: Mapping[str, frozenset[int]], new: Sequence[frozenset[int]]) -> dict[_Pair, int]:
    """Count the members in common, for pairs that have any."""
    places = defaultdict(list)
    for place, members in enumerate(new):
        for member in members:
            places[member].append(place)
    counts: dict[_Pair, int] = defaultdict(int)
    for old_id, members in old.items():
        for member in members:
            for place in places.get(member, ()):
                counts[old_id, place] += 1
    return counts


def _rank(
    item: tuple[_Pair, int], old: Mapping[str, frozenset[int]], new: Sequence[frozenset[int]]
) -> tuple[int, int, str, int]:
    (old_id, place), count = item
    return (-count, len(old[old_id] | new[place]), old_id, place)


def _heir(old_id: str, shared: Mapping[_Pair, int]) -> int:
    """Return the place of the new statement that has most members of an old one, or -1."""
    claims = [(-count, place) for (candidate, place), count in shared.items() if candidate == old_id]
    return min(claims)[1] if claims else -1


def match_versions(old: Sequence[str], new: Sequence[str]) -> Mapping[int, int]:
    """Match the sentences of a text to those of its new version: the same words first, then the most alike of what is left.

    Args:
        old: sentences of the former version, in order.
        new: sentences of the new one, in order.

    Returns:
        Place of an old sentence → place of the new one that continues it.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(new))):
        places[new[place]].append(place)
    heirs = {place: places[text].pop() for place, text in enumerate(old) if places[text]}
    taken = set(heirs.values())
    left_old = [place for place in range(len(old)) if place not in heirs][:_MOST_REWORDED]
    left_new = [place for place in range(len(new)) if place not in taken][:_MOST_REWORDED]
    scores = cdist([old[p] for p in left_old], [new[p] for p in left_new], scorer=fuzz.ratio, score_cutoff=_REWORDED)
    ranked = sorted((-scores[i, j], i, j) for i, j in zip(*scores.nonzero(), strict=True))
    for _, i, j in ranked:
        if left_old[i] not in heirs and left_new[j] not in taken:
            heirs[left_old[i]] = left_new[j]
            taken.add(left_new[j])
    return heirs
