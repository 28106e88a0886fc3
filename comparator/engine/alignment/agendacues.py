"""The cues of agenda items in a sentence, and where they stand.

Takes the words of a sentence; gives the cue phrases of ``lexicon/agenda.json`` found in it, told apart by whether they stand in the main
clause or in circumstances ("in the context of", "amid" …), and the features of its words. It does not decide what the sentence is
about: that is ``agenda``'s. Names of states enter only as "party" or "third".
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from comparator.engine.alignment.words import SIDE_MARK, Word, WordKind, stem
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST_CUE = 5
_SPAN_OF_CIRCUMSTANCE = 12
"""Words that an opener ("in the context of") rules at most; a clause seldom has more."""

PARTY, THIRD, ANY_SIDE = "@party", "@third", "@"


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item."""

    id: str
    label: str
    kind: str
    """``plain``; ``frame`` (about the call itself); ``umbrella`` (names no topic of its own)."""
    weight: float = 1.0
    """How much it tells that two sentences share it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a sentence."""

    item: str
    first: int
    """Index of its first word."""
    length: int
    weak: bool


@dataclass(slots=True)
class Evidence:
    """What the cues say of one item."""

    top: float = 0.0
    aside: float = 0.0
    weak: int = 0
    strong: int = 0
    first: int = 0
    longest: int = 0

    @property
    def total(self) -> float:
        """What all its cues weigh together."""
        return self.top + 0.5 * self.aside + 0.3 * self.weak


@dataclass(frozen=True, slots=True)
class Reading:
    """The cues of a sentence and the features of its words."""

    hits: tuple[Hit, ...]
    features: tuple[str, ...]
    size: int
    evidence: Mapping[str, Evidence] = field(hash=False)


@cache
def items() -> Mapping[str, Item]:
    """Return the items by id, in the order of the data file."""
    rows = read_json("agenda")["items"]
    return MappingProxyType({key: Item(key, row["label"], row["kind"], row["weight"]) for key, row in rows.items()})


@cache
def _cues() -> Mapping[tuple[str, ...], tuple[tuple[str, bool], ...]]:
    table: dict[tuple[str, ...], dict[str, bool]] = {}
    for key, row in read_json("agenda")["items"].items():
        for strength in ("weak", "cues"):
            for cue in row[strength]:
                table.setdefault(cue_stems(cue), {})[key] = strength == "weak"
    return MappingProxyType({cue: tuple(hits.items()) for cue, hits in table.items()})


def names_item(stems: tuple[str, ...]) -> bool:
    """Return whether a name tells no more than an item does: one word that is a cue, or the name of a region ("Middle East")."""
    found = _cues().get(stems, ())
    return bool(found) and (len(stems) == 1 or any(item in areas().values() for item, _ in found))


@cache
def areas() -> Mapping[str, str]:
    """Return the regional item of each state that has one."""
    return MappingProxyType({code: item for item, codes in read_json("agenda")["areas"].items() for code in codes})


@cache
def _openers() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for opener in read_json("agenda")["openers"]:
        parts = tuple(opener.split())
        table.setdefault(parts[0], []).append(parts)
    return MappingProxyType({first: tuple(rest) for first, rest in table.items()})


@cache
def _back() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in read_json("agenda")["back"])


@cache
def _answers() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in read_json("agenda")["answers"])


def refers_back(words: Sequence[Word]) -> bool:
    """Return whether the sentence points to what the one before said ("this would be …", "in this regard")."""
    texts = [word.text for word in words]
    return any(tuple(texts[k : k + length]) in _back() for k in range(len(texts)) for length in (1, 2, 3))


def answers(words: Sequence[Word]) -> bool:
    """Return whether the sentence, or a clause of it, replies to the one before and says no more ("she denied that")."""
    texts = [word.text for word in words]
    return any(
        tuple(texts[end - length : end]) in _answers()
        for end in range(1, len(texts) + 1)
        if end == len(texts) or words[end].start - words[end - 1].end > 1
        for length in (1, 2, 3)
        if length <= end
    )


def cue_stems(cue: str) -> tuple[str, ...]:
    """Return the stems by which a cue phrase of the data file is found."""
    parts = cue.lower().replace("'s", "").split()
    return tuple(part if part.startswith(SIDE_MARK) else stem(part) for part in parts)


def read(words: Sequence[Word], parties: frozenset[str]) -> Reading:
    """Return what the cues and words of a sentence say of its items."""
    kept = _without_titles(words)
    hits, asides = _find_hits(kept, parties), _find_asides(kept)
    return Reading(hits, _features(kept, hits, asides, parties), len(kept), _weigh(hits, asides, len(kept)))


def _without_titles(words: Sequence[Word]) -> list[Word]:
    """Return the words without possessive endings and without titles before a name, which no cue spells out."""
    kept: list[Word] = []
    for word in reversed(words):
        titled = word.kind is WordKind.TITLE and bool(kept) and kept[-1].kind is WordKind.SIDE
        if word.text != "s" and not titled:
            kept.append(word)
    return kept[::-1]


def _find_hits(words: Sequence[Word], parties: frozenset[str]) -> tuple[Hit, ...]:
    """Return the cues, longest first at each place; a cue inside a longer cue of the same item does not count."""
    table, regions = _cues(), areas()
    options = [_cue_tokens(word, parties) for word in words]
    hits: list[Hit] = []
    covered: dict[str, int] = {}
    for first, word in enumerate(words):
        if word.kind is WordKind.SIDE and word.stem[1:] not in parties and word.stem[1:] in regions:
            hits.append(Hit(regions[word.stem[1:]], first, 1, weak=False))
        for sequence in _sequences(options, first):
            for item, weak in table.get(sequence, ()):
                if covered.get(item, -1) < first + len(sequence):
                    hits.append(Hit(item, first, len(sequence), weak))
                    covered[item] = first + len(sequence)
    return tuple(hits)


def _cue_tokens(word: Word, parties: frozenset[str]) -> tuple[str, ...]:
    if word.kind is not WordKind.SIDE:
        return (word.stem,)
    return (stem(word.text), ANY_SIDE, PARTY if word.stem[1:] in parties else THIRD)


def _sequences(options: Sequence[tuple[str, ...]], first: int) -> list[tuple[str, ...]]:
    """Return the beginnings of cues that start at ``first``, longest first."""
    starts = _beginnings()
    found: list[tuple[str, ...]] = []
    known: list[tuple[str, ...]] = [()]
    for tokens in options[first : first + _LONGEST_CUE]:
        known = [grown for old in known for token in tokens if (grown := (*old, token)) in starts]
        if not known:
            break
        found = known + found
    return found


@cache
def _beginnings() -> frozenset[tuple[str, ...]]:
    return frozenset(cue[:length] for cue in _cues() for length in range(1, len(cue) + 1))


def _find_asides(words: Sequence[Word]) -> frozenset[int]:
    """Return the indices of words in phrases that give circumstances, not the subject."""
    texts = [word.text for word in words]
    openers = _openers()
    inside: set[int] = set()
    for first, text in enumerate(texts):
        for opener in openers.get(text, ()):
            if tuple(texts[first : first + len(opener)]) == opener:
                inside.update(range(first, _end_of_aside(words, first, opener)))
    return frozenset(inside)


def _end_of_aside(words: Sequence[Word], first: int, opener: Sequence[str]) -> int:
    """Return where the phrase ends: at punctuation."""
    end = min(first + _SPAN_OF_CIRCUMSTANCE, len(words))
    inner = range(first + len(opener), end)
    return next((k for k in inner if words[k].start - words[k - 1].end > 1), end)


def _features(
    words: Sequence[Word], hits: Sequence[Hit], asides: frozenset[int], parties: frozenset[str]
) -> tuple[str, ...]:
    stems = [_cue_tokens(word, parties)[-1] for word in words if word.kind in (WordKind.CONTENT, WordKind.SIDE)]
    found = {*stems, *(f"{a} {b}" for a, b in itertools.pairwise(stems) if not a[0] == b[0] == SIDE_MARK)}
    for hit in hits:
        found.add(("w:" if hit.weak else "h:") + hit.item)
        if not hit.weak and hit.first in asides:
            found.add("o:" + hit.item)
    return tuple(sorted(found))


def _weigh(hits: Sequence[Hit], asides: frozenset[int], size: int) -> Mapping[str, Evidence]:
    evidence: dict[str, Evidence] = {}
    for hit in hits:
        known = evidence.setdefault(hit.item, Evidence(first=size))
        if hit.weak:
            known.weak += 1
            continue
        value = 0.5 + 0.5 * hit.length
        if hit.first in asides:
            known.aside += value
        else:
            known.top += value
        known.strong += 1
        known.first = min(known.first, hit.first)
        known.longest = max(known.longest, hit.length)
    return evidence
