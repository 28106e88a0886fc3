"""How far two texts say the same.

Takes two texts; gives a score and a relation, with no voices, calls or agenda. It serves the ``similarity`` verb and whoever needs one
pair; ``align`` scores all pairs of a call at once. Its features are the ordinary ones of paraphrase: stems in common, each worth the root
of its rarity, pairs of letters in common, and how much of the longer text the other covers. On public paraphrases the three are worth as
much as a dozen; synonyms, names and numbers added nothing there.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.alignment.model import load_model
from comparator.engine.alignment.words import idf, split_words

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CHARACTERS = 20_000
"""Of each text; what comes after is not read. No sentence is as long, and the work stays bounded."""

_SAME, _PARTIAL = 0.8, 0.5


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
    first, second = (_stems(text) for text in (a, b))
    counts = Counter(first), Counter(second)
    letters = tuple(Counter(map("".join, pairwise(f" {' '.join(stems)} "))) for stems in (first, second))
    return {
        "stems": _dice(counts[0], counts[1], lambda stem: idf(stem) ** 0.5),
        "letters": _dice(letters[0], letters[1], lambda _: 1.0),
        "covered": (counts[0] & counts[1]).total() / max(1, len(first), len(second)),
    }


def _stems(text: str) -> list[str]:
    return [word.stem for word in split_words(text[:MAX_CHARACTERS])]


def _dice(a: Counter[str], b: Counter[str], worth: Callable[[str], float]) -> float:
    total = sum(worth(key) * count for key, count in sorted((a + b).items()))
    shared = sum(worth(key) * count for key, count in sorted((a & b).items()))
    return 2 * shared / total if total else 0.0
