"""Who stands where around a verb: roles that two texts swap.

Takes the words of a text and gives who stands around each verb; from two texts, the verbs that two names stand around in opposite order
("Modi asked Putin", "Putin asked Modi") and the converses ("bought", "sold") that they stand around in the same order. No parser: names
are capitalised words of one clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.judgement.subjects import NOUN_MARKERS, PREPOSITIONS
from comparator.engine.judgement.wording import Word, is_content, stem_of
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_REACH = 10
"""Words after a verb in which a name may be its object."""
_NEAR = 3
_STOPS = frozenset({".", ";", ","})


@dataclass(frozen=True, slots=True)
class Standing:
    """A word with the name before it and the names after it, in one clause."""

    before: Word
    verb: Word
    after: tuple[Word, ...]
    passive: bool

    @property
    def words(self) -> tuple[Word, ...]:
        """The name before, the word and the last name after."""
        return (self.before, self.verb, self.after[-1])


def swapped_roles(ours: Mapping[str, Standing], theirs: Mapping[str, Standing]) -> Iterator[tuple[Standing, Standing]]:
    """Give the verbs that two names stand around in one order in one text and in the other in the other, or converses in the same order."""
    for stem, first in ours.items():
        second = theirs.get(stem)
        if second and first.passive == second.passive and _are_swapped(first, second):
            yield first, second
        for other in converses().get(stem, ()):
            second = theirs.get(other)
            free = other not in ours and stem not in theirs
            if second and free and first.passive == second.passive and _are_alike(first, second):
                yield first, second


def standings(words: Sequence[Word]) -> dict[str, Standing]:
    """Return stem → the name before and the names after each plain word that may join them."""
    found: dict[str, Standing] = {}
    names = [_is_name(word) for word in words]
    before: Word | None = None
    for index, word in enumerate(words):
        if word.text in _STOPS:
            before = before if word.text == "," else None
        elif names[index]:
            governed = index > 0 and words[index - 1].form in PREPOSITIONS
            before = before if governed else word
        elif before is not None and is_content(word) and words[index - 1].form not in NOUN_MARKERS:
            reach = range(index + 1, min(index + 1 + _REACH, len(words)))
            after = tuple(words[k] for k in reach if names[k])
            if after:
                passive = any(words[k].form == "by" for k in reach[:_NEAR])
                found.setdefault(word.stem, Standing(before, word, after, passive))
    return found


@cache
def converses() -> Mapping[str, tuple[str, ...]]:
    """Return stem → stems that tell of the same act from its other end ("buy", "sell")."""
    return both_ways("converses")


def both_ways(key: str) -> dict[str, tuple[str, ...]]:
    """Return the pairs of ``lexicon/antonyms.json`` under ``key`` by the stem of either word."""
    table: dict[str, list[str]] = {}
    for first, second in read_json("antonyms")[key]:
        for one, other in ((first, second), (second, first)):
            table.setdefault(stem_of(one), []).append(stem_of(other))
    return {stem: tuple(others) for stem, others in table.items()}


def _are_swapped(first: Standing, second: Standing) -> bool:
    ours, theirs = {word.stem for word in first.after}, {word.stem for word in second.after}
    clear = first.before.stem not in ours and second.before.stem not in theirs
    return clear and first.before.stem in theirs and second.before.stem in ours


def _are_alike(first: Standing, second: Standing) -> bool:
    same_after = {word.stem for word in first.after} & {word.stem for word in second.after}
    return first.before.stem == second.before.stem and bool(same_after - {first.before.stem})


def _is_name(word: Word) -> bool:
    return word.text[0].isupper() and is_content(word)
