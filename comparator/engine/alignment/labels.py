"""A short neutral heading for a cluster.

Takes the profiles of its members; gives the heading of the agenda item that they share, in the words of ``lexicon/agenda.json``, made
narrower by what most of them name ("Energy: Nord Stream"). Where two clusters of a call would have one heading, each takes the phrase
that tells it from the others. Nothing is taken of a party, its leaders or its view of things: a heading takes no side.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, count
from typing import TYPE_CHECKING

from comparator.engine.alignment.agendacues import items
from comparator.engine.alignment.keyphrases import Phrase, find_phrases
from comparator.engine.alignment.words import WordKind, names_nothing, weight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from comparator.engine.alignment.profiles import Profile
    from comparator.engine.alignment.words import Word
    from comparator.engine.records import Sentence
    from comparator.engine.register import Register

MAX_LABEL = 60
FALLBACK = "Other remarks"

_LEAST_ITEM = 0.15
"""Least mean probability of an item that names a cluster."""

_SECOND_ITEM = 0.3
"""The same of a second item that tells a cluster from others of the same heading."""

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
        self._sentences = sentences
        self._names = [self._named(s.text, p.words) for s, p in zip(sentences, profiles, strict=False)]

    def headings(self, groups: Sequence[Sequence[int]]) -> list[str]:
        """Return the headings of all clusters of the call; those that would be alike get a telling phrase each."""
        return self.told_apart([self.label(members) for members in groups], groups)

    def told_apart(self, plain: Sequence[str], groups: Sequence[Sequence[int]]) -> list[str]:
        """Return the headings ``plain`` of ``groups``, each that is not the only one of its kind with the phrase that tells it apart.

        Where no phrase does, the second and the later ones are numbered.
        """
        counts = Counter(plain)
        taken = {heading for heading in plain if counts[heading] == 1 and heading != FALLBACK}
        headings = []
        for members, heading in zip(groups, plain, strict=True):
            chosen = heading
            if counts[heading] > 1 or heading == FALLBACK:
                rest = [k for other, same in zip(groups, plain, strict=True) if same == heading for k in other]
                chosen = _numbered(self._narrow(heading, members, set(rest) - set(members), taken), taken)
                taken.add(chosen)
            headings.append(chosen)
        return headings

    def _narrow(self, heading: str, members: Sequence[int], others: AbstractSet[int], taken: AbstractSet[str]) -> str:
        """Return the heading with the phrase of its members that tells most and that the others lack."""
        second = self._second(heading, members, others)
        if second and second not in taken:
            return second
        said = {stem for k in others if k < len(self._profiles) for stem in self._profiles[k].stems}
        worth: dict[Phrase, float] = {}
        for k in members:
            for phrase in self._phrases(k):
                own = [weight(stem, self._parties) for stem in phrase.stems if stem not in said]
                worth[phrase] = worth.get(phrase, 0.0) + sum(own)
        separator = ", " if ": " in heading else ": "
        for phrase in sorted(worth, key=lambda p: (-round(worth[p], 6), p.text)):
            longer = f"{heading}{separator}{phrase.text}"
            if (
                worth[phrase]
                and len(longer) <= MAX_LABEL
                and longer not in taken
                and phrase.text.lower() not in heading.lower()
            ):
                return longer
        return heading

    def _phrases(self, k: int) -> tuple[Phrase, ...]:
        return find_phrases(self._sentences[k].text, self._profiles[k].words) if k < len(self._profiles) else ()

    def _second(self, heading: str, members: Sequence[int], others: AbstractSet[int]) -> str | None:
        """Return the heading with the next item of its members, if it is one that the others do not share."""
        own, rest = self._means(members), self._means(sorted(others))
        fitting = [
            (value - rest.get(key, 0.0), f"{heading}; {items()[key].label[0].lower()}{items()[key].label[1:]}")
            for key, value in own.items()
            if value >= _SECOND_ITEM > rest.get(key, 0.0) and key not in _MODEST and items()[key].label not in heading
        ]
        return next((text for _, text in sorted(fitting, reverse=True) if len(text) <= MAX_LABEL), None)

    def _means(self, members: Sequence[int]) -> dict[str, float]:
        totals: Counter[str] = Counter()
        for k in members:
            totals.update(self._profiles[k].items if k < len(self._profiles) else {})
        return {key: value / len(members) for key, value in totals.items()}

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
        return side.name if side is not None and by_name else text[word.start : word.end].removeprefix("the ")


def _numbered(heading: str, taken: AbstractSet[str]) -> str:
    """Return a heading that is not taken: itself or, where it is, itself with the first number that is free."""
    return next(
        text
        for text in chain((heading,), (f"{heading[: MAX_LABEL - 5].rstrip()} ({k})" for k in count(2)))
        if text not in taken
    )


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
