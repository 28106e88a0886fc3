"""How far two texts say the same.

Takes two texts; gives a score and a relation, with no voices, calls or agenda. It serves the ``similarity`` verb and whoever needs one
pair; ``align`` scores all pairs of a call at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from comparator.engine.features import text_features
from comparator.engine.model import load_model
from comparator.engine.profiles import build_profile

_SAME, _PARTIAL = 0.85, 0.5
_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Similarity:
    """How far two texts say the same."""

    score: float
    relation: str
    """``same``, ``partial`` or ``none``."""


def similarity(a: str, b: str) -> Similarity:
    """Return how far two texts say the same, whatever their order.

    >>> similarity("He thanked the teams.", "He thanked the teams.").relation
    'same'
    >>> similarity("He thanked the teams.", "Sanctions will follow.").relation
    'none'
    """
    profiles = [build_profile(text, (), _NOBODY, agenda=False) for text in sorted((a, b))]
    if not all(profile.stems for profile in profiles):
        alike = a.split() == b.split() != []
        return Similarity(float(alike), "same" if alike else "none")
    score = float(load_model("text").score(text_features(profiles))[0, 1])
    return Similarity(score, "same" if score >= _SAME else "partial" if score >= _PARTIAL else "none")
