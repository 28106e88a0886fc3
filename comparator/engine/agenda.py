"""Agenda items: what a sentence is about, told from what it touches in passing.

Takes the words of a sentence; gives, for each item of ``lexicon/agenda.json``, how sure it is that the item is what the sentence is
about. Cue phrases and a linear model of words find candidates; a second, small model shared by all items weighs where the cues stand
(main clause, or after "in the context of", "amid" …) and what stands beside them, so that it serves rare items too. It knows
one sentence at a time: what "this" refers to is for ``align``. Names of states enter only as "party" or "third".
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.lexicon import read_json
from comparator.engine.words import SIDE_MARK, Word, WordKind, stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

_LONGEST_CUE = 5
_SPAN_OF_CIRCUMSTANCE = 12
"""Words that an opener ("in the context of") rules at most; a clause seldom has more."""

LEAST_PROBABILITY = 0.02
_LEAST_WORD_SCORE = 0.5
"""Log-odds over the base rate from which words alone make a candidate."""

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
class _Evidence:
    """What the cues say of one item."""

    top: float = 0.0
    aside: float = 0.0
    weak: int = 0
    strong: int = 0
    first: int = 0
    longest: int = 0

    @property
    def total(self) -> float:
        return self.top + 0.5 * self.aside + 0.3 * self.weak


@dataclass(frozen=True, slots=True)
class Reading:
    """The cues of a sentence and the features of its words."""

    hits: tuple[Hit, ...]
    asides: frozenset[int]
    """Indices of words in circumstances."""
    features: tuple[str, ...]
    size: int
    evidence: Mapping[str, _Evidence] = field(hash=False)


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


@cache
def _areas() -> Mapping[str, str]:
    return MappingProxyType({code: item for item, codes in read_json("agenda")["areas"].items() for code in codes})


@cache
def _openers() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for opener in read_json("agenda")["openers"]:
        parts = tuple(opener.split())
        table.setdefault(parts[0], []).append(parts)
    return MappingProxyType({first: tuple(rest) for first, rest in table.items()})


@cache
def near_items() -> Vector:
    """Return how far each two items come to one topic, in the order of ``items``: 1 for an item and itself."""
    order = {key: k for k, key in enumerate(items())}
    near = np.eye(len(order))
    for a, b, value in read_json("agenda")["near"]:
        near[order[a], order[b]] = near[order[b], order[a]] = value
    return near


@cache
def _back() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in read_json("agenda")["back"])


def refers_back(words: Sequence[Word]) -> bool:
    """Return whether the sentence points to what the one before said ("this would be …", "in this regard")."""
    texts = [word.text for word in words]
    return any(tuple(texts[k : k + length]) in _back() for k in range(len(texts)) for length in (1, 2, 3))


def cue_stems(cue: str) -> tuple[str, ...]:
    """Return the stems by which a cue phrase of the data file is found."""
    parts = cue.lower().replace("'s", "").split()
    return tuple(part if part.startswith(SIDE_MARK) else stem(part) for part in parts)


def read(words: Sequence[Word], parties: frozenset[str]) -> Reading:
    """Return what the cues and words of a sentence say of its items."""
    kept = _without_titles(words)
    hits, asides = _find_hits(kept, parties), _find_asides(kept)
    return Reading(hits, asides, _features(kept, hits, asides, parties), len(kept), _weigh(hits, asides, len(kept)))


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
    table, areas = _cues(), _areas()
    options = [_cue_tokens(word, parties) for word in words]
    hits: list[Hit] = []
    covered: dict[str, int] = {}
    for first, word in enumerate(words):
        if word.kind is WordKind.SIDE and word.stem[1:] not in parties and word.stem[1:] in areas:
            hits.append(Hit(areas[word.stem[1:]], first, 1, weak=False))
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


def _weigh(hits: Sequence[Hit], asides: frozenset[int], size: int) -> Mapping[str, _Evidence]:
    evidence: dict[str, _Evidence] = {}
    for hit in hits:
        known = evidence.setdefault(hit.item, _Evidence(first=size))
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


CANDIDATE_FEATURES = (
    "top", "aside", "weak", "of_best", "of_all", "position", "repeated", "phrase", "frame", "umbrella", "frame_beside",
    "umbrella_beside", "early", "only_aside", "no_cue", "words", "words_and_cue", "area", "area_beside",
)  # fmt: skip


def candidate_features(reading: Reading, scores: Mapping[str, float]) -> Mapping[str, tuple[float, ...]]:
    """Return the features of each item that the sentence may be about (``CANDIDATE_FEATURES``), given the scores of its words."""
    evidence = reading.evidence
    best = max((e.total for e in evidence.values()), default=1.0)
    everything = sum(e.total for e in evidence.values()) or 1.0
    known = items()
    areas = set(_areas().values())
    plain = sum(1 for key, e in evidence.items() if known[key].kind == "plain" and e.top > 0)
    beside = sum(1 for key, e in evidence.items() if known[key].kind == "plain" and e.top > 0 and key not in areas) > 1
    rows: dict[str, tuple[float, ...]] = {}
    for key, item in known.items():
        e, score = evidence.get(key), scores.get(key, 0.0)
        if e is None:
            if score >= _LEAST_WORD_SCORE:
                rows[key] = (*(0.0,) * 14, 1.0, score, 0.0, key in areas, key in areas and beside)
            continue
        frame, umbrella = item.kind == "frame", item.kind == "umbrella"
        rows[key] = (
            min(e.top, 3.0), min(e.aside, 3.0), min(e.weak, 2) * (e.strong == 0), e.total / best, e.total / everything,
            e.first / reading.size if e.strong else 1.0, e.strong > 1, e.longest >= 2, frame, umbrella,
            frame * min(plain, 2), umbrella * min(plain, 2), e.strong > 0 and e.first <= 6, e.aside > 0 and e.top == 0,
            0.0, score, score, key in areas, key in areas and beside,
        )  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True)
class _Model:
    """The fitted weights (``lexicon/agenda_weights.json``)."""

    rows: Mapping[str, int] = field(hash=False)
    table: Vector = field(hash=False)
    bias: Vector = field(hash=False)
    names: tuple[str, ...]
    shared: Vector = field(hash=False)
    shared_bias: float


@cache
def _model() -> _Model:
    data = read_json("agenda_weights")
    names = tuple(data["items"])
    rows: dict[str, int] = {}
    for item in data["items"].values():
        for feature in item["words"]:
            rows.setdefault(feature, len(rows))
    table = np.zeros((len(rows), len(names)))
    for column, item in enumerate(data["items"].values()):
        for feature, value in item["words"].items():
            table[rows[feature], column] = value
    bias = np.array([item["bias"] for item in data["items"].values()])
    shared = np.array([data["shared"][name] for name in CANDIDATE_FEATURES])
    return _Model(rows, table, bias, names, shared, data["shared"]["bias"])


def word_scores(reading: Reading) -> Mapping[str, float]:
    """Return the log-odds of each item over its base rate, from the words alone."""
    model = _model()
    rows = [model.rows[name] for name in reading.features if name in model.rows]
    if not rows:
        return {}
    norm = max(1.0, float(len(rows))) ** 0.5
    scores = np.round(model.bias + model.table[rows].sum(axis=0) / norm, 9)
    return dict(zip(model.names, scores.tolist(), strict=True))


def tag(words: Sequence[Word], parties: frozenset[str] = frozenset()) -> Mapping[str, float]:
    """Return the items that the sentence may be about, each with the probability that it is a main one."""
    reading = read(words, parties)
    found = candidate_features(reading, word_scores(reading))
    if not found:
        return {}
    model = _model()
    odds = np.array(list(found.values()), dtype=float) @ model.shared + model.shared_bias
    chances = np.round(1 / (1 + np.exp(-odds)), 6).tolist()
    return {key: chance for key, chance in zip(found, chances, strict=True) if chance >= LEAST_PROBABILITY}
