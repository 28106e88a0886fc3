"""How far two texts say the same.

Takes two texts; gives a score and a relation, with no voices, calls or agenda. It serves the ``similarity`` verb and whoever needs one
pair; ``align`` scores all pairs of a call at once. Its features are the ordinary ones of paraphrase: stems in common, each worth the root
of its rarity, letters in common, and how much of the fuller text the other covers, synonyms and spellings included.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.features import text_features
from comparator.engine.model import load_model
from comparator.engine.profiles import build_profile
from comparator.engine.words import split_words, weight

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CHARACTERS = 20_000
"""Of each text; what comes after is not read. No sentence is as long, and the work stays bounded."""

_SAME, _PARTIAL = 0.8, 0.5
_NOBODY: frozenset[str] = frozenset()


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
    found = {name: np.array([[value]]) for name, value in paraphrase_features(a, b).items()}
    score = float(load_model("text").score(found)[0, 0])
    return Similarity(score, "same" if score >= _SAME else "partial" if score >= _PARTIAL else "none")


def paraphrase_features(a: str, b: str) -> dict[str, float]:
    """Return the features of a pair of texts, each from 0 to 1: ``stems``, ``letters``, ``covered``."""
    first, second = sorted((a[:MAX_CHARACTERS], b[:MAX_CHARACTERS]))
    stems = [[word.stem for word in split_words(text)] for text in (first, second)]
    letters = [Counter(map("".join, pairwise(f" {' '.join(s)} "))) for s in stems]
    found = text_features([build_profile(text, (), _NOBODY, agenda=False) for text in (first, second)])
    return {
        "stems": _dice(Counter(stems[0]), Counter(stems[1]), lambda s: weight(s) ** 0.5),
        "letters": _dice(letters[0], letters[1], lambda _: 1.0),
        "covered": float(found["covered"][0, 1]),
    }


def _dice(a: Counter[str], b: Counter[str], worth: Callable[[str], float]) -> float:
    total = sum(worth(key) * count for key, count in sorted((a + b).items()))
    shared = sum(worth(key) * count for key, count in sorted((a & b).items()))
    return 2 * shared / total if total else 0.0
