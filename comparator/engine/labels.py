"""A short neutral heading for a cluster.

Takes the profiles of its members; gives the heading of the agenda item that they share, in the words of ``lexicon/agenda.json``, made
narrower by what most of them name ("Energy: Nord Stream"). Only names are taken from the text, none of a party, its leaders or its view
of things: a heading takes no side.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from comparator.engine.agendacues import items
from comparator.engine.words import WordKind, names_nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.profiles import Profile
    from comparator.engine.records import Sentence
    from comparator.engine.register import Register
    from comparator.engine.words import Word

MAX_LABEL = 60
FALLBACK = "Other remarks"

_LEAST_ITEM = 0.15
"""Least mean probability of an item that names a cluster."""

_MODEST = {
    "circumstances": 0.7,
    "gratitude": 0.7,
    "allies": 0.7,
    "organisations": 0.8,
    "issues-general": 0.6,
    "support": 0.7,
}
"""Items that stand beside a more telling one as a rule."""

_UNNAMED = frozenset({"circumstances", "tone", "greetings", "contacts", "issues-general"})
"""Items whose heading needs no name."""

_MOST_NAMES = 2
_LONGEST_NAME = 4


class Labeller:
    """Gives the clusters of one call their headings."""

    def __init__(
        self, sentences: Sequence[Sentence], profiles: Sequence[Profile], parties: frozenset[str], register: Register
    ) -> None:
        self._profiles = profiles
        self._parties = parties
        self._register = register
        self._names = [self._named(s.text, p.words) for s, p in zip(sentences, profiles, strict=False)]

    def label(self, members: Sequence[int]) -> str:
        """Return the heading of the cluster of these sentences."""
        item = self._item(members)
        if item is None:
            return FALLBACK
        heading = items()[item].label
        if item in _UNNAMED:
            return heading[:MAX_LABEL]
        names: list[str] = []
        for name in self._common_names(members):
            longer = f"{heading}: {', '.join([*names, name])}"
            if len(longer) <= MAX_LABEL and len(names) < _MOST_NAMES and name.lower() not in heading.lower():
                names.append(name)
        return f"{heading}: {', '.join(names)}" if names else heading[:MAX_LABEL]

    def _item(self, members: Sequence[int]) -> str | None:
        totals: dict[str, float] = {}
        known = [k for k in members if k < len(self._profiles)]
        for k in known:
            for key, value in self._profiles[k].items.items():
                totals[key] = totals.get(key, 0.0) + value * _MODEST.get(key, 1.0)
        order = {key: rank for rank, key in enumerate(items())}
        best = min(totals, key=lambda key: (-round(totals[key], 6), order[key]), default=None)
        return best if best is not None and totals[best] >= _LEAST_ITEM * len(known) else None

    def _common_names(self, members: Sequence[int]) -> list[str]:
        """Return what half of the members or more name, the most frequent first."""
        counts = Counter(name for k in members if k < len(self._names) for name in self._names[k])
        common = [name for name, count in counts.items() if 2 * count >= len(members)]
        return sorted(common, key=lambda name: (-counts[name], name))

    def _named(self, text: str, words: Sequence[Word]) -> frozenset[str]:
        own = {
            self._state(word, text)
            for word in words
            if word.kind is WordKind.SIDE and word.stem[1:] not in self._parties
        }
        return frozenset(own | set(_runs(text, words)))

    def _state(self, word: Word, text: str) -> str:
        """Return the name of a state that is no party; a capital or a person is given as the text has it."""
        side = self._register.sides.get(word.stem[1:])
        by_name = side is not None and word.text in {w.lower() for w in (side.name, *side.adjectives)}
        return side.name if side is not None and by_name else text[word.start : word.end]


def _runs(text: str, words: Sequence[Word]) -> list[str]:
    """Return runs of capitalised words inside the sentence, as they are written, without those that name nothing by themselves."""
    runs: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        proper = word.capital and index > 0 and word.kind is WordKind.CONTENT
        adjoins = bool(runs[-1]) and text[runs[-1][-1].end : word.start] == " "
        if proper and (adjoins or not runs[-1]):
            runs[-1].append(word)
        elif proper:
            runs.append([word])
        elif runs[-1]:
            runs.append([])
    named = (
        run for run in runs if run and len(run) <= _LONGEST_NAME and not any(names_nothing(word.text) for word in run)
    )
    return [text[run[0].start : run[-1].end] for run in named]
