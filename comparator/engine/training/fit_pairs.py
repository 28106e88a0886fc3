"""Fit the models of pairs on annotated calls, for ``lexicon/align_weights.json``.

    python -m comparator.engine.training.fit_pairs GOLD_FOLDER... [--write]

``claim``: two sentences of a call share a claim, whatever their voices. ``topic``: two sentences of the two sides speak to one
item. ``text``: two sentences make the same claims, from the texts alone, for the ``similarity`` verb. Prints the F1 with each call left
out in turn.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from comparator.engine.align import PairTable, build_table
from comparator.engine.options import Options
from comparator.engine.records import Role
from comparator.engine.similarity import paraphrase_features
from comparator.engine.training.gold import GoldCall, load_gold

if TYPE_CHECKING:
    from collections.abc import Sequence

_OUT = Path(__file__).parent.parent / "lexicon" / "align_weights.json"
FEATURES = {
    "claim": ("words", "clause", "clause_contained", "bigrams", "runs", "quoted", "item", "thanks"),
    "topic": (
        "words", "contained", "theme", "agenda", "part", "names",
        "words_rank_low", "words_rank_high", "item_rank_low", "item_rank_high", "runs",
    ),
    "text": ("stems", "letters", "covered"),
}  # fmt: skip
PENALTY = {"claim": 1.0, "topic": 1.0, "text": 0.3}
"""Inverse strength of the regularisation; ``text`` has three features that say nearly the same."""
PLACE = {"claim": Options().claim_cut, "topic": Options().topic_cut}
"""Score at which the cut that tells left-out calls best is put: annotated calls are full of copies, which makes a fit too strict."""
_CUTS = np.round(np.arange(0.06, 0.72, 0.02), 2)
_NEARLY = 0.01
"""F1 that is not told apart on so few pairs."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Labelled pairs of one model."""

    values: np.ndarray
    labels: np.ndarray
    calls: np.ndarray
    names: tuple[str, ...]
    """Name of each call."""


def tables(calls: Sequence[GoldCall]) -> list[tuple[GoldCall, PairTable]]:
    """Return the features of the sentences of each call."""
    return [(c, build_table(c.call, c.sentences, c.register)) for c in calls if len(c.content) > 1]


def collect(data: Sequence[tuple[GoldCall, PairTable]], model: str) -> Rows:
    """Return the labelled pairs of one model; pairs that the annotations do not settle are left out."""
    values, labels, calls = [], [], []
    for number, (call, table) in enumerate(data):
        gold, optional = (call.cross, call.cross_optional) if model == "topic" else (call.same, call.same_optional)
        for i, a in enumerate(table.sentences):
            for j, b in enumerate(table.sentences[:i]):
                pair = frozenset((a.id, b.id))
                if (
                    not (a.role is b.role is Role.CONTENT)
                    or pair in optional
                    or not call.is_scored(a, b)
                    or (model == "topic" and not table.across[i, j])
                ):
                    continue
                if model == "text":
                    found = paraphrase_features(a.text, b.text)
                    values.append([found[name] for name in FEATURES[model]])
                    labels.append(bool(call.points[a.id]) and call.points[a.id] == call.points[b.id])
                else:
                    values.append([table.features[name][i, j] for name in FEATURES[model]])
                    labels.append(pair in gold)
                calls.append(number)
    return Rows(np.array(values, float), np.array(labels), np.array(calls), tuple(c.name for c, _ in data))


def fit(rows: Rows, model: str, keep: np.ndarray | None = None) -> LogisticRegression:
    """Fit one model on the rows to keep."""
    mask = np.ones(len(rows.labels), bool) if keep is None else keep
    return LogisticRegression(
        C=PENALTY[model], max_iter=5000, class_weight="balanced" if model == "text" else None
    ).fit(rows.values[mask], rows.labels[mask])


def left_out(rows: Rows, model: str) -> np.ndarray:
    """Return the probability of each row from a model that never saw its call."""
    chances = np.zeros(len(rows.labels))
    for number in np.unique(rows.calls):
        held = rows.calls == number
        chances[held] = fit(rows, model, ~held).predict_proba(rows.values[held])[:, 1]
    return chances


def f1(labels: np.ndarray, chosen: np.ndarray) -> float:
    """Return the F1 of a choice."""
    return float(2 * (labels & chosen).sum() / max(1, labels.sum() + chosen.sum()))


def best_cut(labels: np.ndarray, chances: np.ndarray) -> float:
    """Return the middle of the cuts whose F1 comes near the best."""
    figures = {cut: f1(labels, chances >= cut) for cut in _CUTS}
    return float(np.mean([cut for cut, figure in figures.items() if figure >= max(figures.values()) - _NEARLY]))


def report(rows: Rows, model: str) -> float:
    """Print the figures with each call left out: over all, by set, with the cut chosen on the other calls, and average precision."""
    chances = left_out(rows, model)
    best = best_cut(rows.labels, chances)
    nested = np.zeros(len(chances), bool)
    for number in np.unique(rows.calls):
        rest = rows.calls != number
        nested |= ~rest & (chances >= best_cut(rows.labels[rest], chances[rest]))
    sets = sorted({name.split("/")[0] for name in rows.names})
    by_set = {s: np.array([rows.names[k].startswith(s) for k in rows.calls]) for s in sets}
    parts = " ".join(f"{s} {f1(rows.labels[m], chances[m] >= best):.3f}" for s, m in by_set.items())
    overall, nested_f1 = f1(rows.labels, chances >= best), f1(rows.labels, nested)
    precision = average_precision_score(rows.labels, chances)
    sys.stdout.write(
        f"{model}: {rows.labels.sum()} of {len(rows.labels)} pairs; best cut {best:.2f}: F1 {overall:.3f} ({parts}); "
        f"cut from other calls {nested_f1:.3f}; average precision {precision:.3f}\n"
    )
    return best


def _odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def main() -> None:
    """Print left-out figures; write the data file if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    data = tables(load_gold(args.gold))
    written: dict[str, object] = {
        "_about": "Logistic models of pairs of sentences, fitted on annotated calls: five articles on four calls of India and Russia, "
        "eight readouts of four calls of the USA with Russia and Ukraine.",
        "version": 1,
    }
    for model in FEATURES:
        rows = collect(data, model)
        best = report(rows, model)
        fitted = fit(rows, model)
        moved = _odds(PLACE[model]) - _odds(best) if model in PLACE else 0.0
        weights = {n: round(float(w), 3) for n, w in zip(FEATURES[model], fitted.coef_[0], strict=True)}
        sys.stdout.write(f"    {weights}\n")
        written[model] = {"bias": round(float(fitted.intercept_[0]) + moved, 3), "weights": weights}
    if args.write:
        _OUT.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
