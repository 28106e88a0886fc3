"""A short neutral heading for a cluster.

Takes the profiles of its members; gives the heading of the agenda item that they share, in the words of ``lexicon/agenda.json``, made
narrower by a name where two clusters of a call would have the same heading. No words of a side get into it: a heading takes no part.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from comparator.engine.agenda import items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.profiles import Profile
    from comparator.engine.records import Sentence

MAX_LABEL = 60
FALLBACK = "Other remarks"


class Labeller:
    """Gives the clusters of one call their headings."""

    def __init__(self, sentences: Sequence[Sentence], profiles: Sequence[Profile]) -> None:
        self._sentences = sentences
        self._profiles = profiles

    def label(self, members: Sequence[int]) -> str:
        """Return the heading of the cluster of these sentences."""
        totals: Counter[str] = Counter()
        for k in members:
            if k < len(self._profiles):
                totals.update(self._profiles[k].items)
        known = items()
        order = {key: k for k, key in enumerate(known)}
        ranked = sorted(totals, key=lambda key: (-round(totals[key] * known[key].weight, 6), order[key]))
        return known[ranked[0]].label[:MAX_LABEL] if ranked else FALLBACK
