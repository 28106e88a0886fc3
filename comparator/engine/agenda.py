"""Agenda items: what a sentence is about, told from what it touches in passing.

Takes the words of a sentence; gives, for each item of ``lexicon/agenda.json``, how sure it is that the item is what the sentence is
about. Cue phrases find candidates; where they stand (main clause, or after "in the context of", "including", "amid" …) and what
stands beside them decides. It knows one sentence at a time: what "this" refers to is for ``align``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from comparator.engine.lexicon import read_json
from comparator.engine.words import Word, WordKind, stem

_LONGEST_CUE = 5
_SUBORDINATE = 0.4
_WEAK = 0.35


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item."""

    id: str
    label: str
    kind: str
    """``plain``; ``frame`` (about the call itself); ``umbrella`` (names no topic of its own)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a sentence."""

    item: str
    first: int
    """Index of its first word."""
    length: int
    weak: bool


@cache
def items() -> Mapping[str, Item]:
    """Return the items by id, in the order of the data file."""
    return MappingProxyType({key: Item(key, row["label"], row["kind"]) for key, row in read_json("agenda")["items"].items()})


@cache
def _cues() -> Mapping[tuple[str, ...], tuple[tuple[str, bool], ...]]:
    table: dict[tuple[str, ...], dict[str, bool]] = {}
    for key, row in read_json("agenda")["items"].items():
        for field in ("weak", "cues"):
            for cue in row[field]:
                table.setdefault(cue_stems(cue), {})[key] = field == "weak"
    return MappingProxyType({cue: tuple(hits.items()) for cue, hits in table.items()})


def cue_stems(cue: str) -> tuple[str, ...]:
    """Return the stems by which a cue phrase of the data file is found."""
    return tuple(stem(part) for part in cue.lower().replace("'s", " s").split())


def find_hits(words: Sequence[Word]) -> tuple[Hit, ...]:
    """Return the cues in ``words``, longest first at each place; a cue inside a longer cue of the same item does not count."""
    table = _cues()
    stems = [stem(word.text) if word.kind is WordKind.SIDE else word.stem for word in words]
    hits: list[Hit] = []
    covered: dict[str, int] = {}
    for first in range(len(stems)):
        for length in range(min(_LONGEST_CUE, len(stems) - first), 0, -1):
            for item, weak in table.get(tuple(stems[first : first + length]), ()):
                if covered.get(item, -1) < first + length:
                    hits.append(Hit(item, first, length, weak))
                    covered[item] = first + length
    return tuple(hits)


@cache
def _openers() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(opener.split()) for opener in read_json("agenda")["openers"])


def circumstance_words(words: Sequence[Word]) -> frozenset[int]:
    """Return the indices of words in phrases that give circumstances or examples, not the subject."""
    texts = [word.text for word in words]
    inside: set[int] = set()
    for first in range(len(texts)):
        for opener in _openers():
            if tuple(texts[first : first + len(opener)]) == opener:
                inside.update(range(first, min(first + 12, len(texts))))
    return frozenset(inside)


def tag(words: Sequence[Word]) -> Mapping[str, float]:
    """Return the items that the sentence may be about, each with a probability."""
    outside = circumstance_words(words)
    evidence: dict[str, float] = {}
    for hit in find_hits(words):
        value = _WEAK if hit.weak else 0.8 + 0.5 * hit.length
        if hit.first in outside:
            value *= _SUBORDINATE
        evidence[hit.item] = evidence.get(hit.item, 0.0) + value
    if not evidence:
        return {}
    best = max(evidence.values())
    return {key: (value / best) * (1 - math.exp(-value)) for key, value in evidence.items() if value >= 0.3 * best}
