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
    Places = NDArray[np.intp]

DIGITS = 6
"""Digits of a score that are kept: what comes after differs between machines."""

_SIGNALS = 5
_LEAST_SIGNAL = 0.05


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over named features."""

    bias: float
    weights: Mapping[str, float] = field(hash=False)

    def odds(self, found: Mapping[str, Matrix]) -> Matrix:
        """Return the log-odds of each pair."""
        total = self.bias + sum(value * found[name] for name, value in self.weights.items())
        odds: Matrix = np.round(np.asarray(total, dtype=float), DIGITS)
        return odds

    def score(self, found: Mapping[str, Matrix]) -> Matrix:
        """Return the probability of each pair."""
        chances: Matrix = np.round(1 / (1 + np.exp(-self.odds(found))), DIGITS)
        return chances


def explain_in_context(
    alone: Logistic,
    model: Logistic,
    found: Mapping[str, Matrix],
    context: Mapping[str, Matrix],
    pairs: tuple[Places, ...],
) -> list[tuple[Signal, ...]]:
    """Return for each of ``pairs``, given by rows and columns, what contributed most to its score, the strongest first.

    ``model`` weighs the log-odds of ``alone`` among the features in ``context``, so that each feature counts by the product of its weights.
    """
    share = model.weights["alone"]
    parts = {name: share * value * found[name][pairs] for name, value in alone.weights.items()}
    parts |= {name: value * context[name][pairs] for name, value in model.weights.items() if name != "alone"}
    names = sorted(parts)
    table = np.round(np.stack([parts[name] for name in names], axis=1), DIGITS)
    strongest = np.argsort(-np.abs(table), axis=1, kind="stable")[:, :_SIGNALS]
    told = zip(strongest.tolist(), np.take_along_axis(table, strongest, axis=1).tolist(), strict=True)
    return [
        tuple(Signal(names[k], value) for k, value in zip(*row, strict=True) if abs(value) >= _LEAST_SIGNAL)
        for row in told
    ]


@cache
def load_model(name: str) -> Logistic:
    """Return the packaged model ``claim``, ``topic``, or either ``…_in_context``."""
    data = read_json("align_weights")[name]
    return Logistic(data["bias"], data["weights"])
