"""Whether two accounts of one matter agree: a small logistic model over what ``contrast`` finds.

Takes the facts of two texts that were linked and gives the probability that they diverge in substance, with the named evidence. The
weights are a data file (``lexicon/verdict_weights.json``) that ``training/fit_judge.py`` writes; no feature knows a side, a word or an
outlet, and each is the same whichever text comes first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.contrast import Difference, contrast, synonyms
from comparator.engine.facts import Facts, general_stems, holding_stems
from comparator.engine.lexicon import read_json
from comparator.engine.subjects import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEATURES = ("opposed", "charge", "term", "actors", "shared", "together", "same")


_OPPOSED = frozenset({"number", "date", "negation", "actor"})
_THIN = 2
"""Stems of the matter up to which a sentence that tells of the holding of a call tells of nothing else."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """How likely two accounts are to diverge, and on what evidence."""

    probability: float
    features: Mapping[str, float]
    differences: tuple[Difference, ...]


def assess(a: Facts, b: Facts, *, same: float = 0.0) -> Assessment:
    """Return how far two linked accounts diverge; ``same`` is how far the alignment holds that they say the same (0 to 1)."""
    differences = contrast(a, b)
    features = read_features(a, b, differences, same)
    weights = read_json("verdict_weights")["weights"]
    total = weights["bias"] + sum(weights[name] * features[name] for name in FEATURES)
    return Assessment(1.0 / (1.0 + math.exp(-total)), features, differences)


def read_features(a: Facts, b: Facts, differences: Sequence[Difference], same: float) -> dict[str, float]:
    """Return the features of a pair by name; what two accounts share weighs nothing where they oppose each other outright."""
    kinds = [difference.kind for difference in differences]
    ours, theirs = a.matter, b.matter
    shared = sum(weight for stem, weight in ours.items() if _covered(stem, theirs)) + sum(
        weight for stem, weight in theirs.items() if _covered(stem, ours)
    )
    whole = sum(ours.values()) + sum(theirs.values())
    opposed = any(d.opposed and d.kind in _OPPOSED for d in differences)
    empty = not whole or (_says_nothing_more(a, b) and not opposed and not {"term", "charge"} & {*kinds})
    return {
        "opposed": float(opposed),
        "charge": float(any(_charges_alone(d, a, b) for d in differences if d.kind == "charge")),
        "term": float("term" in kinds),
        "actors": _actor_distance(a, b),
        "shared": 0.0 if opposed else 1.0 if empty else shared / whole,
        "together": float(_joint(a) and _joint(b)),
        "same": 0.0 if opposed else same,
    }


def _says_nothing_more(a: Facts, b: Facts) -> bool:
    """Return whether both only say that the call was held, or both only that many things were spoken of."""
    held = _tells_of_holding(a) and _tells_of_holding(b) and min(len(a.matter), len(b.matter)) <= _THIN
    return held or all(facts.matter.keys() <= general_stems() for facts in (a, b))


def _charges_alone(charge: Difference, a: Facts, b: Facts) -> bool:
    """Return whether a side blames by itself; what the leaders blame together ("the leaders condemned") sets the sides against no one."""
    return (bool(charge.a) and not _joint(a)) or (bool(charge.b) and not _joint(b))


def _tells_of_holding(facts: Facts) -> bool:
    return not holding_stems().isdisjoint(facts.content)


def _covered(stem: str, other: Mapping[str, float]) -> bool:
    return stem in other or not synonyms().get(stem, frozenset()).isdisjoint(other)


def _actor_distance(a: Facts, b: Facts) -> float:
    ours, theirs = {act.actor for act in a.acts}, {act.actor for act in b.acts}
    if not ours or not theirs or TOGETHER in ours | theirs:
        return 0.0
    return 0.0 if ours & theirs else 1.0


def _joint(facts: Facts) -> bool:
    return any(act.actor == TOGETHER for act in facts.acts)


def threshold() -> float:
    """Return the probability from which two accounts are said to diverge."""
    return float(read_json("verdict_weights")["threshold"])
