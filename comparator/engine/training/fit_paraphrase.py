"""Fit the model of two texts by themselves, for ``lexicon/paraphrase_weights.json``.

    python -m comparator.engine.training.fit_paraphrase GOLD_FOLDER... [--write]

Takes the annotated calls and those of ``written_calls.txt``, not the later ones, whose sentences hardly ever paraphrase each other; a pair
of sentences is one of paraphrases if both make the same claims. Prints the average precision with each call left out in turn. No public
set is read: they only measure.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from comparator.engine.alignment.model import Logistic
from comparator.engine.similarity import FEATURES, paraphrase_features
from comparator.engine.training.gold import GoldCall, load_gold
from comparator.engine.training.written import FIRST, load_written

if TYPE_CHECKING:
    from collections.abc import Sequence

_OUT = Path(__file__).parent.parent / "lexicon" / "paraphrase_weights.json"
PENALTY = 0.01
"""Inverse strength of the regularisation: most features say nearly the same, and a strong one shares the weight among them. From 0.003 to 1
the average precision of left-out calls is 0.67 to 0.69."""
LEAST_COVERED = 0.25
"""Pairs that share less are no paraphrases to anybody; without them the fit looks at those that could be."""


def collect(call: GoldCall) -> tuple[np.ndarray, np.ndarray]:
    """Return the features and the labels of the pairs of a call that share enough to be asked about."""
    values, labels = [], []
    for a, b in combinations(call.content, 2):
        if frozenset((a.id, b.id)) in call.same_optional or not call.is_scored(a, b):
            continue
        found = paraphrase_features(a.text, b.text)
        if found["covered"] > LEAST_COVERED:
            values.append([found[name] for name in FEATURES])
            labels.append(bool(call.points[a.id]) and call.points[a.id] == call.points[b.id])
    return np.array(values).reshape(-1, len(FEATURES)), np.array(labels, bool)


def fit(values: np.ndarray, labels: np.ndarray) -> Logistic:
    """Fit on features that vary alike, and give the weights of the features as they are."""
    spread = values.std(axis=0)
    model = LogisticRegression(C=PENALTY, max_iter=5000, class_weight="balanced").fit(values / spread, labels)
    weights = dict(zip(FEATURES, (round(float(value), 3) for value in model.coef_[0] / spread), strict=True))
    return Logistic(round(float(model.intercept_[0]), 3), weights)


def left_out(pairs: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    """Return the average precision over all calls, each scored by a model that never saw it."""
    scores = []
    for held, (values, _) in enumerate(pairs):
        rest = [own for k, own in enumerate(pairs) if k != held]
        model = fit(*(np.concatenate(parts) for parts in zip(*rest, strict=True)))
        scores.append(model.odds({name: values[:, k] for k, name in enumerate(FEATURES)}))
    return float(average_precision_score(np.concatenate([labels for _, labels in pairs]), np.concatenate(scores)))


def main() -> None:
    """Print the left-out figure; write the data file if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pairs = [collect(call) for call in (*load_gold(args.gold), *load_written(FIRST))]
    values, labels = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    model = fit(values, labels)
    content = {
        "_about": "Weights of comparator.engine.similarity, written by training/fit_paraphrase.py: logistic regression on pairs of "
        "sentences of annotated and of invented calls. 'average_precision' is that of each call when it was left out of the fit.",
        "pairs": len(labels),
        "paraphrases": int(labels.sum()),
        "average_precision": round(left_out(pairs), 3),
        "bias": model.bias,
        "weights": dict(model.weights),
    }
    sys.stdout.write(json.dumps(content, indent=1) + "\n")
    if args.write:
        _OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
