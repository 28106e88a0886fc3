"""How far two texts say the same.

Takes two texts; gives a score and a relation, with no voices, calls or agenda. It serves the ``similarity`` verb and whoever needs one
pair; ``align`` scores all pairs of a call at once. Its features are the ordinary ones of paraphrase: stems in common, each worth the root
of its rarity, pairs of letters in common, how much of the longer text the other covers; and what remains unsaid by one of the two: words
without a like in the other text, numbers and names of their own. Contractions, "%" and "percent" are one beforehand. The weights
(``lexicon/paraphrase_weights.json``) are fitted by ``training/fit_paraphrase.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.alignment.model import Logistic
from comparator.engine.alignment.vectors import vectors
from comparator.engine.alignment.words import Word, WordKind, idf, split_words
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_CHARACTERS = 20_000
"""Of each text; what comes after is not read. No sentence is as long, and the work stays bounded."""

FEATURES = ("stems", "letters", "covered", "unsaid", "numbers", "names")
_SAME, _PARTIAL = 0.8, 0.5
_MAX_ALIKE = 200
"""Words of each text that are looked at for a like in the other; a sentence has fewer."""
_ALIKE = 0.5
"""Cosine from which two words are near in meaning. On our annotated pairs 0.5, 0.6 and 0.7 tell about equally well."""
_TINY = 1e-9
_SPELLINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), spelling)
    for pattern, spelling in (
        ("[’‘]", "'"), (r"\bcan't\b", "can not"), (r"\bwon't\b", "will not"), (r"n't\b", " not"), (r"'re\b", " are"), (r"'ve\b", " have"),
        (r"'ll\b", " will"), (r"'s\b", ""), (r"(?<=\d)\s*%", " percent"), (r"\bper cent\b", "percent"), (r"(?<=\d),(?=\d{3})", ""),
        (r"\b([A-Z])\.([A-Z])\.", r"\1\2"),
    )
)  # fmt: skip


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
    >>> similarity("He thanked the teams.", "Sanctions will follow.").relation
    'none'
    """
    if a.split() == b.split():
        return Similarity(1.0, "same") if a.strip() else Similarity(0.0, "none")
    if not (_words(a) and _words(b)):
        return Similarity(0.0, "none")
    found = {name: np.array([[value]]) for name, value in paraphrase_features(a, b).items()}
    score = float(_model().score(found)[0, 0])
    return Similarity(score, "same" if score >= _SAME else "partial" if score >= _PARTIAL else "none")


def paraphrase_features(a: str, b: str) -> dict[str, float]:
    """Return the features of a pair of texts.

    ``stems``, ``letters`` and ``covered`` are shares from 0 to 1; ``unsaid`` grows with the weight of the words without a like in the
    other text, those of the text that has more of them counting double; ``numbers`` is how many numbers one text has for itself, ``names``
    how many names each of the two has for itself.
    """
    texts = _words(a), _words(b)
    first, second = (Counter(word.stem for word in words) for words in texts)
    ours, theirs = (Counter(map("".join, pairwise(f" {' '.join(word.stem for word in words)} "))) for words in texts)
    numbers = [_own(texts, at, _is_number) for at in (0, 1)]
    names = [_own(texts, at, _is_name) for at in (0, 1)]
    return {
        "stems": _dice(first, second, _worth),
        "letters": _dice(ours, theirs, lambda _: 1.0),
        "covered": (first & second).total() / max(1, first.total(), second.total()),
        "unsaid": _unsaid(first, second),
        "numbers": float(max(numbers)),
        "names": float(min(names)),
    }


def _words(text: str) -> tuple[Word, ...]:
    plain = text[:MAX_CHARACTERS]
    for pattern, spelling in _SPELLINGS:
        plain = pattern.sub(spelling, plain)
    return split_words(plain)


def _own(texts: tuple[tuple[Word, ...], ...], at: int, is_kind: Callable[[Word], bool]) -> int:
    """Return how many words of a kind text ``at`` has beyond the other's."""
    kinds = [Counter(word.stem for word in words if is_kind(word)) for words in texts]
    return (kinds[at] - kinds[1 - at]).total()


def _is_number(word: Word) -> bool:
    return word.kind is WordKind.NUMBER


def _is_name(word: Word) -> bool:
    return word.capital and word.start > 0 and word.kind is not WordKind.NUMBER


def _worth(stem: str) -> float:
    return float(idf(stem) ** 0.5)


def _dice(a: Counter[str], b: Counter[str], worth: Callable[[str], float]) -> float:
    total, shared = _weight((a + b).items(), worth), _weight((a & b).items(), worth)
    return 2 * shared / total if total else 0.0


def _weight(counts: Iterable[tuple[str, int]], worth: Callable[[str], float]) -> float:
    return sum(worth(key) * count for key, count in sorted(counts))


def _unsaid(a: Counter[str], b: Counter[str]) -> float:
    """Return what either text leaves unsaid of the other: between its weight and its share, as long texts may differ in more words."""
    left, right = a - b, b - a
    alike = _alike(sorted(left)[:_MAX_ALIKE], sorted(right)[:_MAX_ALIKE])
    less, more = sorted(max(0.0, _weight(own.items(), _worth) - alike) for own in (left, right))
    total = _weight((a + b).items(), _worth)
    return float((more + less / 2) / max(1.0, total) ** 0.7)


def _alike(ours: list[str], theirs: list[str]) -> float:
    """Return the weight of the words that are each other's nearest in meaning, by their vectors."""
    if not (ours and theirs):
        return 0.0
    table = [vectors(stems) for stems in (ours, theirs)]
    one, other = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY) for rows in table)
    near = one @ other.T
    best, back = near.argmax(axis=1), near.argmax(axis=0)
    mutual = [(i, j) for i, j in enumerate(best) if back[j] == i and near[i, j] > _ALIKE]
    return float(sum(near[i, j] * (_worth(ours[i]) + _worth(theirs[j])) / 2 for i, j in mutual))


@cache
def _model() -> Logistic:
    data = read_json("paraphrase_weights")
    return Logistic(data["bias"], data["weights"])
