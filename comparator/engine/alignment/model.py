"""Scores from features: small logistic models whose weights are data.

Takes matrices of named features; gives a matrix of probabilities, and for one pair what each feature contributed, which the page shows as
the reason. A pair of one document is weighed otherwise than one of two: a report sets the sides against each other item by item, while two
readouts have each its own items. The weights are in ``lexicon/align_weights.json``, fitted by ``training/fit_pairs.py``; likeness of any
kind never speaks against a link.
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

HERE = "one_document"
"""The feature that tells pairs of one document from pairs of two."""

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


@dataclass(frozen=True, slots=True)
class PairModel:
    """A model of pairs of one document and another of pairs of two."""

    here: Logistic
    apart: Logistic

    def odds(self, found: Mapping[str, Matrix]) -> Matrix:
        """Return the log-odds of each pair."""
        odds: Matrix = np.where(found[HERE] > 0, self.here.odds(found), self.apart.odds(found))
        return odds

    def score(self, found: Mapping[str, Matrix]) -> Matrix:
        """Return the probability of each pair."""
        chances: Matrix = np.round(1 / (1 + np.exp(-self.odds(found))), DIGITS)
        return chances

    def weigh(self, name: str, here: NDArray[np.bool_]) -> Matrix:
        """Return the weight of a feature for each pair, given which pairs are of one document."""
        return np.where(here, self.here.weights.get(name, 0.0), self.apart.weights.get(name, 0.0))

    @property
    def names(self) -> tuple[str, ...]:
        """The features that either model weighs."""
        return tuple(dict.fromkeys((*self.here.weights, *self.apart.weights)))


def explain_in_context(
    alone: PairModel,
    model: PairModel,
    found: Mapping[str, Matrix],
    context: Mapping[str, Matrix],
    pairs: tuple[Places, ...],
) -> list[tuple[Signal, ...]]:
    """Return for each of ``pairs``, given by rows and columns, what contributed most to its score, the strongest first.

    ``model`` weighs the log-odds of ``alone`` among the features in ``context``, so that each feature counts by the product of its weights.
    """
    here = found[HERE][pairs] > 0
    share = model.weigh("alone", here)
    parts = {name: share * alone.weigh(name, here) * found[name][pairs] for name in alone.names}
    parts |= {name: model.weigh(name, here) * context[name][pairs] for name in model.names if name != "alone"}
    names = sorted(parts)
    table = np.round(np.stack([parts[name] for name in names], axis=1), DIGITS)
    strongest = np.argsort(-np.abs(table), axis=1, kind="stable")[:, :_SIGNALS]
    told = zip(strongest.tolist(), np.take_along_axis(table, strongest, axis=1).tolist(), strict=True)
    return [
        tuple(Signal(names[k], value) for k, value in zip(*row, strict=True) if abs(value) >= _LEAST_SIGNAL)
        for row in told
    ]


@cache
def load_model(name: str) -> PairModel:
    """Return the packaged model ``claim``, ``topic``, or either ``…_in_context``."""
    data = read_json("align_weights")[name]
    return PairModel(
        *(Logistic(data[part]["bias"], data[part]["weights"]) for part in ("one_document", "two_documents"))
    )
