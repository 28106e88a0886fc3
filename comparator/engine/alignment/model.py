"""Scores from features: small logistic models whose weights are data.

Takes matrices of named features; gives a matrix of probabilities, and for one pair what each feature contributed, which the page shows as
the reason. The weights are in ``lexicon/align_weights.json``, fitted by ``training/fit_pairs.py``; no weight is negative but those of
features that speak against a link by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.lexicon import read_json
from comparator.engine.records import Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

DIGITS = 6
"""Digits of a score that are kept: what comes after differs between machines."""

_SIGNALS = 5
_LEAST_SIGNAL = 0.05


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over named features."""

    bias: float
    weights: Mapping[str, float] = field(hash=False)

    def score(self, found: Mapping[str, Matrix]) -> Matrix:
        """Return the probability of each pair."""
        odds = self.bias + sum(value * found[name] for name, value in self.weights.items())
        chances: Matrix = np.round(1 / (1 + np.exp(-np.asarray(odds, dtype=float))), DIGITS)
        return chances

    def explain(self, found: Mapping[str, Matrix], row: int, column: int) -> tuple[Signal, ...]:
        """Return what contributed most to the score of one pair, the strongest first."""
        parts = [(name, round(float(value * found[name][row, column]), DIGITS)) for name, value in self.weights.items()]
        parts.sort(key=lambda part: (-abs(part[1]), part[0]))
        return tuple(Signal(name, value) for name, value in parts[:_SIGNALS] if abs(value) >= _LEAST_SIGNAL)


@cache
def load_model(name: str) -> Logistic:
    """Return the packaged model ``claim``, ``topic`` or ``text``."""
    data = read_json("align_weights")[name]
    return Logistic(data["bias"], data["weights"])
