"""How much two sentences share: the features of a pair, and the score of two texts.

Takes sentences (as profiles: words, clauses, agenda items); gives a matrix for each feature, computed over all pairs at once. Words match
softly: the same stem, a synonym, or a spelling close to it; each weighs what the corpus says it tells. It decides nothing: ``align``
turns features into links.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from comparator.engine.words import SIDE_MARK, Word, split_words, synonym_groups, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

SYNONYM = 0.7
"""What a synonym counts for beside the word itself."""

_SPELLING = 0.8
"""Least likeness of two spellings of one word (Zelensky, Zelenskyy)."""

_SHORTEST_SPELLING = 5
_LEAST_CLAUSE = 6.0
"""Least weight of a clause that can carry a claim."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a sentence."""

    stems: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    items: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Features:
    """A matrix for each named feature, rows and columns in the order of the profiles."""

    names: tuple[str, ...]
    values: tuple[Matrix, ...]


def content_stems(words: Sequence[Word]) -> tuple[str, ...]:
    """Return the stems that the comparison weighs, in order."""
    return tuple(word.stem for word in words if word.counts)


def split_clauses(words: Sequence[Word], text: str) -> tuple[tuple[str, ...], ...]:
    """Return the stems of each clause: cut at semicolons, and before "and", "while" … where a verb follows."""
    clauses: list[list[str]] = [[]]
    for index, word in enumerate(words):
        if index and _begins_clause(words, index, text):
            clauses.append([])
        if word.counts:
            clauses[-1].append(word.stem)
    return tuple(tuple(clause) for clause in clauses if clause)


_JOINERS = frozenset({"and", "while", "but", "whereas", "wherein", "which"})
_FILLERS = frozenset({"also", "then", "further", "that", "he", "she", "they", "it", "had", "has", "have", "again", "both", "expressed"})


def _begins_clause(words: Sequence[Word], index: int, text: str) -> bool:
    between = text[words[index - 1].end : words[index].start]
    if ";" in between or ": " in between:
        return True
    if words[index].text not in _JOINERS:
        return "," in between and words[index].text.endswith("ing") and len(words[index].text) > 5
    for word in words[index + 1 : index + 4]:
        if word.text in _FILLERS:
            continue
        return word.text.endswith(("ed", "ing")) or word.text in {"called", "gave", "made", "said", "told"}
    return False


def pair_features(profiles: Sequence[Profile], parties: frozenset[str]) -> Features:
    """Return the features of every pair of ``profiles``."""
    vocabulary = sorted({s for p in profiles for s in p.stems})
    column = {s: k for k, s in enumerate(vocabulary)}
    weights = np.array([weight(s, parties) for s in vocabulary])
    alike = word_likeness(vocabulary)
    bags = [sorted({column[s] for s in p.stems}) for p in profiles]
    cover = _coverage(bags, bags, weights, alike)
    clause_f1, clause_cover = _clauses(profiles, column, weights, alike, cover)
    low, high = np.minimum(cover, cover.T), np.maximum(cover, cover.T)
    f1 = 2 * low * high / np.maximum(low + high, 1e-9)
    agenda = _agenda(profiles)
    values = {
        "words": f1,
        "contained": high,
        "clause": clause_f1,
        "clause_contained": clause_cover,
        "agenda": agenda,
    }
    return Features(tuple(values), tuple(values.values()))


def word_likeness(vocabulary: Sequence[str]) -> Matrix:
    """Return how well each stem stands for each other: 1 for itself, less for synonyms and close spellings."""
    size = len(vocabulary)
    alike = np.eye(size)
    long = [k for k, s in enumerate(vocabulary) if len(s) >= _SHORTEST_SPELLING and not s.startswith(SIDE_MARK) and s[0].isalpha()]
    if long:
        spelled = cdist(
            [vocabulary[k] for k in long], [vocabulary[k] for k in long], scorer=Levenshtein.normalized_similarity, score_cutoff=_SPELLING, dtype=np.float64
        )
        rows = np.array(long)
        alike[np.ix_(rows, rows)] = np.maximum(alike[np.ix_(rows, rows)], spelled * (spelled >= _SPELLING))
    groups = synonym_groups()
    members: dict[int, list[int]] = {}
    for k, s in enumerate(vocabulary):
        for number in groups.get(s, ()):
            members.setdefault(number, []).append(k)
    for group in members.values():
        block = np.ix_(group, group)
        alike[block] = np.maximum(alike[block], SYNONYM)
    return alike


def _coverage(left: Sequence[Sequence[int]], right: Sequence[Sequence[int]], weights: Matrix, alike: Matrix) -> Matrix:
    """Return for each pair which share of the weight of the left bag the right one covers."""
    reach = np.array([alike[:, bag].max(axis=1) if len(bag) else np.zeros(len(weights)) for bag in right])
    presence = np.zeros((len(left), len(weights)))
    for k, bag in enumerate(left):
        presence[k, list(bag)] = weights[list(bag)]
    total = presence.sum(axis=1, keepdims=True)
    covered: Matrix = presence @ reach.T / np.maximum(total, 1e-9)
    return covered


def _clauses(profiles: Sequence[Profile], column: Mapping[str, int], weights: Matrix, alike: Matrix, cover: Matrix) -> tuple[Matrix, Matrix]:
    bags: list[list[int]] = []
    owner: list[int] = []
    for k, profile in enumerate(profiles):
        own = [sorted({column[s] for s in clause}) for clause in profile.clauses]
        heavy = [bag for bag in own if weights[bag].sum() >= _LEAST_CLAUSE] or [sorted({column[s] for s in profile.stems})]
        bags += heavy
        owner += [k] * len(heavy)
    both = _coverage(bags, bags, weights, alike)
    low, high = np.minimum(both, both.T), np.maximum(both, both.T)
    f1 = 2 * low * high / np.maximum(low + high, 1e-9)
    whole = _coverage(bags, [sorted({column[s] for s in p.stems}) for p in profiles], weights, alike)
    size = len(profiles)
    starts = np.searchsorted(owner, np.arange(size))
    best = np.maximum.reduceat(np.maximum.reduceat(f1, starts, axis=0), starts, axis=1)
    inside = np.maximum.reduceat(whole, starts, axis=0)
    return best, np.maximum(inside, inside.T)


def _agenda(profiles: Sequence[Profile]) -> Matrix:
    names = sorted({key for p in profiles for key in p.items})
    if not names:
        return np.zeros((len(profiles), len(profiles)))
    table = np.array([[p.items.get(key, 0.0) for key in names] for p in profiles])
    best: Matrix = np.sqrt((table[:, None, :] * table[None, :, :]).max(axis=2))
    return best


@dataclass(frozen=True, slots=True)
class Similarity:
    """How far two texts say the same."""

    score: float
    relation: str
    """``same``, ``partial`` or ``none``."""


def similarity(a: str, b: str) -> Similarity:
    """Return how far two texts say the same, whatever their order.

    >>> similarity("He thanked the teams.", "He thanked the teams.")
    Similarity(score=1.0, relation='same')
    """
    words = [split_words(a), split_words(b)]
    profiles = [Profile(content_stems(w), split_clauses(w, text), {}) for w, text in zip(words, (a, b), strict=True)]
    found = pair_features(profiles, frozenset())
    score = round(float(dict(zip(found.names, found.values, strict=True))["words"][0, 1]), 6)
    return Similarity(score, "same" if score >= 0.7 else "partial" if score >= 0.4 else "none")
