"""The features of a pair of sentences, for all pairs of a call at once.

Takes profiles; gives a symmetric matrix for each named feature. Words match softly: the same stem, a synonym, or a spelling close to it;
each weighs what the corpus says it tells. Relative features say how a pair stands beside the best of its row and column, so that one
threshold fits all calls. It decides nothing: ``model`` turns features into scores, ``align`` scores into links.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from comparator.engine.alignment.agenda import near_items
from comparator.engine.alignment.agendacues import items
from comparator.engine.alignment.meaning import gist_likeness, word_nearness
from comparator.engine.alignment.model import DIGITS
from comparator.engine.alignment.words import FUNCTION_MARK, synonym_groups, weight

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from comparator.engine.alignment.profiles import Profile

    Matrix = NDArray[np.float64]

T = TypeVar("T")

SYNONYM = 0.8
"""What a synonym counts for beside the word itself."""

_SPELLING = 0.75
"""Least likeness of two spellings of one word (Zelensky, Zelenskyy)."""

_SHORTEST_SPELLING = 5
_LEAST_CLAUSE = 8.0
"""Least weight of a clause that can carry a claim: two telling words or so."""

_FULL_NAMES, _FULL_RUNS, _FULL_QUOTATION = 10.0, 24.0, 10.0
"""Weight of the names, of the runs of words, and of a quotation, from which more tells no more."""

_LEAST_AGENDA = 0.05
"""Length of the item vector below which a sentence is about no known item."""

_NAMED = 0.8
"""What a name counts for as an item; names that both sides give are of one topic in 10 pairs of 10 of calls never fitted on."""

_THANKS = 0.5
"""Probability of gratitude from which a sentence thanks."""

_ITEM_RARITY = 6.0
"""How much less an item tells the more of the call is about it; left-out average precision is 0.85 with 0, 0.88 with 6 and with 12."""

_TINY = 1e-9


def text_features(profiles: Sequence[Profile], parties: frozenset[str] = frozenset()) -> dict[str, Matrix]:
    """Return what the words of each pair share.

    ``words`` is the harmonic mean of what each covers of the other, ``contained`` the larger and ``covered`` the smaller share; ``meaning``
    is the first where words near in meaning count too, and ``gist`` how far the two sentences as wholes go the same way.
    """
    vocabulary = sorted({s for p in profiles for s in p.stems})
    column = {s: k for k, s in enumerate(vocabulary)}
    weights = np.array([weight(s, parties) for s in vocabulary])
    alike = word_likeness(vocabulary)
    bags = [_bag(p.stems, column) for p in profiles]
    table, reach = _presence(bags, weights), _reach(bags, alike)
    cover = _coverage(table, reach)
    clause, inside = _clause_features(profiles, bags, column, weights, alike, reach)
    return {
        "words": _harmonic(cover),
        "meaning": _harmonic(_coverage(table, _reach(bags, np.maximum(alike, word_nearness(vocabulary))))),
        "gist": gist_likeness(profiles, parties),
        "contained": np.maximum(cover, cover.T),
        "covered": np.minimum(cover, cover.T),
        "clause": clause,
        "clause_contained": inside,
        "bigrams": _bigrams(profiles, parties),
        "runs": _runs(profiles, parties),
        "names": _names(profiles, parties),
        "quoted": _quoted(profiles, table, column, weights),
        "thanks": _thanks(profiles),
    }


def nearness(a: Profile, b: Profile) -> float:
    """Return how far words near in meaning cover two sentences, from 0 to 1: ``meaning`` of ``text_features``, for one pair."""
    vocabulary = sorted({*a.stems, *b.stems})
    column = {s: k for k, s in enumerate(vocabulary)}
    bags = [_bag(p.stems, column) for p in (a, b)]
    table = _presence(bags, np.array([weight(s) for s in vocabulary]))
    alike = np.maximum(word_likeness(vocabulary), word_nearness(vocabulary))
    return round(float(_harmonic(_coverage(table, _reach(bags, alike)))[0, 1]), DIGITS)


def agenda_features(profiles: Sequence[Profile]) -> dict[str, Matrix]:
    """Return how far each pair is about one item.

    ``item`` goes by the best item of both, ``agenda`` by all of them, ``part`` by the parts of the two that come nearest: a sentence with
    a list of topics is about each. In ``theme`` and ``part`` a name that both have ("Black Sea") is an item of its own.
    """
    known = list(items())
    table = _item_table([p.items for p in profiles], known)
    weights = np.array([item.weight for item in items().values()])
    near = near_items()
    weights = weights / (1 + _ITEM_RARITY * table.mean(axis=0))
    root = np.sqrt(table) * np.sqrt(weights)
    best = _best_items(root, near)
    named = _common_names(profiles)
    return {
        "item": best,
        "theme": np.maximum(best, named),
        "agenda": _cosines(table * weights, near),
        "part": np.maximum(_best_parts(profiles, known, weights, near), named > 0),
    }


def _best_items(held: Matrix, near: Matrix) -> Matrix:
    """Return for each pair the largest product of how much either has of two items and how near these are."""
    best = np.zeros((len(held), len(held)))
    for row, own in enumerate(held):
        found = np.flatnonzero(own)
        if len(found):
            reached = (own[found, None] * near[found]).max(axis=0)
            others = np.flatnonzero(reached)
            best[row] = (held[:, others] * reached[others]).max(axis=1)
    return best


def _best_parts(profiles: Sequence[Profile], known: Sequence[str], weights: Matrix, near: Matrix) -> Matrix:
    parts: list[Mapping[str, float]] = []
    starts: list[int] = []
    for profile in profiles:
        starts.append(len(parts))
        parts += [profile.items, *profile.parts]
    alike = _cosines(_item_table(parts, known) * weights, near)
    best: Matrix = np.maximum.reduceat(np.maximum.reduceat(alike, starts, axis=0), starts, axis=1)
    return best


def _common_names(profiles: Sequence[Profile]) -> Matrix:
    """Return how much the most telling name weighs that both of a pair have; the more of the call has it, the less."""
    size = len(profiles)
    counts = Counter(name for profile in profiles for name in profile.named)
    best = np.zeros((size, size))
    for name in sorted(name for name, count in counts.items() if count > 1):
        rows = [k for k, profile in enumerate(profiles) if name in profile.named]
        worth = _NAMED / (1 + _ITEM_RARITY * _NAMED * len(rows) / size)
        block = np.ix_(rows, rows)
        best[block] = np.maximum(best[block], worth)
    return best


def _item_table(found: Sequence[Mapping[str, float]], known: Sequence[str]) -> Matrix:
    column = {key: k for k, key in enumerate(known)}
    table = np.zeros((len(found), len(known)))
    for row, own in enumerate(found):
        for key, value in own.items():
            table[row, column[key]] = value
    return table


def _cosines(scaled: Matrix, near: Matrix) -> Matrix:
    """Return how far the items of each pair come to the same; nothing where a row is about no known item."""
    length = np.linalg.norm(scaled, axis=1)
    shared = scaled @ near @ scaled.T
    norm = np.sqrt(np.maximum(np.diag(shared), _TINY))
    heard = np.minimum(length[:, None], length[None, :]) > _LEAST_AGENDA
    found: Matrix = np.where(heard, shared / np.outer(norm, norm), 0.0)
    return found


def relative_features(found: Mapping[str, Matrix], across: NDArray[np.bool_]) -> dict[str, Matrix]:
    """Return how a pair stands beside the best of its row and column: ``words`` and ``theme`` across the sides, ``meaning`` anywhere."""
    others = found["meaning"] * (1.0 - np.eye(len(across)))
    row = others / np.maximum(others.max(axis=1, keepdims=True), _TINY)
    relative = {"meaning_rank_low": np.minimum(row, row.T)}
    for name, source in (("words", "words"), ("item", "theme")):
        own = np.where(across, found[source], 0.0)
        row = own / np.maximum(own.max(axis=1, keepdims=True), _TINY)
        relative[f"{name}_rank_low"] = np.minimum(row, row.T)
        relative[f"{name}_rank_high"] = np.maximum(row, row.T)
    return relative


def word_likeness(vocabulary: Sequence[str]) -> Matrix:
    """Return how well each stem stands for each other: 1 for itself, less for synonyms and close spellings."""
    alike = np.eye(len(vocabulary))
    long = [k for k, s in enumerate(vocabulary) if len(s) >= _SHORTEST_SPELLING and s[0].isalpha()]
    if long:
        names = [vocabulary[k] for k in long]
        spelled = cdist(
            names, names, scorer=Levenshtein.normalized_similarity, score_cutoff=_SPELLING, dtype=np.float64
        )
        block = np.ix_(long, long)
        alike[block] = np.maximum(alike[block], spelled)
    for group in _synonyms(vocabulary):
        block = np.ix_(group, group)
        alike[block] = np.maximum(alike[block], SYNONYM)
    return alike


def _synonyms(vocabulary: Sequence[str]) -> list[list[int]]:
    groups = synonym_groups()
    members: dict[int, list[int]] = {}
    for k, s in enumerate(vocabulary):
        for number in groups.get(s, ()):
            members.setdefault(number, []).append(k)
    return [group for group in members.values() if len(group) > 1]


def _bag(stems: Iterable[str], column: Mapping[str, int]) -> list[int]:
    return sorted({column[s] for s in stems})


def _presence(bags: Sequence[Sequence[int]], weights: Matrix) -> Matrix:
    table = np.zeros((len(bags), len(weights)))
    for k, bag in enumerate(bags):
        table[k, bag] = weights[bag]
    return table


def _reach(bags: Sequence[list[int]], alike: Matrix) -> Matrix:
    """Return how well each bag stands for each stem of the vocabulary."""
    reach = np.zeros((len(bags), len(alike)))
    for row, bag in enumerate(bags):
        if bag:
            alike[bag].max(axis=0, out=reach[row])
    return reach


def _coverage(table: Matrix, reach: Matrix) -> Matrix:
    """Return which share of the weight of each row of ``table`` each row of ``reach`` covers."""
    covered: Matrix = table @ reach.T / np.maximum(table.sum(axis=1, keepdims=True), _TINY)
    return covered


def _harmonic(cover: Matrix) -> Matrix:
    mean: Matrix = 2 * cover * cover.T / np.maximum(cover + cover.T, _TINY)
    return mean


def _clause_features(
    profiles: Sequence[Profile],
    wholes: Sequence[list[int]],
    column: Mapping[str, int],
    weights: Matrix,
    alike: Matrix,
    reach: Matrix,
) -> tuple[Matrix, Matrix]:
    """Return how well the best clauses of each pair match, and how far one's clause is inside the other.

    ``reach`` is that of the whole sentences.
    """
    bags: list[list[int]] = []
    starts: list[int] = []
    for profile, whole in zip(profiles, wholes, strict=True):
        own = [_bag(clause, column) for clause in profile.clauses]
        starts.append(len(bags))
        bags += [bag for bag in own if weights[bag].sum() >= _LEAST_CLAUSE] or [whole]
    table = _presence(bags, weights)
    both = _harmonic(_coverage(table, _reach(bags, alike)))
    best = np.maximum.reduceat(np.maximum.reduceat(both, starts, axis=0), starts, axis=1)
    inside = np.maximum.reduceat(_coverage(table, reach), starts, axis=0)
    return best, np.maximum(inside, inside.T)


def _quoted(profiles: Sequence[Profile], table: Matrix, column: Mapping[str, int], weights: Matrix) -> Matrix:
    """Return how far the words that one sentence quotes ("very dangerous") stand in the other."""
    found = np.zeros((len(profiles), len(profiles)))
    quotations = [(row, _bag(stems, column)) for row, profile in enumerate(profiles) for stems in profile.quoted]
    if quotations:
        quoted = _presence([bag for _, bag in quotations], weights)
        total = quoted.sum(axis=1, keepdims=True)
        shares = quoted @ (table > 0).T / np.maximum(total, _TINY)
        worth = np.square(shares) * np.minimum(1.0, total / _FULL_QUOTATION)
        for (row, _), values in zip(quotations, worth, strict=True):
            found[row] = np.maximum(found[row], values)
    return np.maximum(found, found.T)


def _thanks(profiles: Sequence[Profile]) -> Matrix:
    """Return of which pairs one sentence thanks and the other does not: to give thanks for support is not to promise it."""
    given = np.array([p.items.get("gratitude", 0.0) > _THANKS for p in profiles], dtype=float)
    differ: Matrix = np.abs(given[:, None] - given[None, :])
    return differ


def _names(profiles: Sequence[Profile], parties: frozenset[str]) -> Matrix:
    shared = _shared([sorted(p.names) for p in profiles], lambda name: weight(name, parties))
    return np.minimum(shared / _FULL_NAMES, 1.0)


def _bigrams(profiles: Sequence[Profile], parties: frozenset[str]) -> Matrix:
    pairs = [dict.fromkeys(pairwise(p.stems)) for p in profiles]

    def worth(pair: tuple[str, str]) -> float:
        return min(weight(pair[0], parties), weight(pair[1], parties))

    total = np.array([sum(map(worth, own)) for own in pairs])
    smaller = np.maximum(np.minimum(total[:, None], total[None, :]), _TINY)
    share: Matrix = np.minimum(_shared(pairs, worth) / smaller, 1.0)
    return share


def _runs(profiles: Sequence[Profile], parties: frozenset[str]) -> Matrix:
    """Return how much the words weigh that stand together in both, function words among them ("the worst is yet to come")."""
    triples = [dict.fromkeys(zip(p.run, p.run[1:], p.run[2:], strict=False)) for p in profiles]

    def worth(triple: tuple[str, str, str]) -> float:
        return sum(weight(part, parties) for part in triple if part[0] != FUNCTION_MARK)

    return np.minimum(_shared(triples, worth) / _FULL_RUNS, 1.0)


def _shared(sets: Sequence[Collection[T]], worth: Callable[[T], float]) -> Matrix:
    """Return the worth of what each pair of ordered sets shares; only elements of two sets or more take room."""
    ids: dict[T, int] = {}
    columns = np.array([ids.setdefault(element, len(ids)) for own in sets for element in own], dtype=int)
    rows = np.repeat(np.arange(len(sets)), [len(own) for own in sets])
    kept = np.bincount(columns, minlength=len(ids)) > 1
    held = kept[columns]
    table = np.zeros((len(sets), int(kept.sum())))
    table[rows[held], (np.cumsum(kept) - 1)[columns[held]]] = 1.0
    weights = np.array([worth(element) for element, counts in zip(ids, kept.tolist(), strict=True) if counts])
    shared: Matrix = (table * weights) @ table.T
    return shared
