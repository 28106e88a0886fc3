"""Fit the models of pairs on annotated calls, for ``lexicon/align_weights.json``.

    python -m comparator.engine.training.fit_pairs GOLD_FOLDER... [--write]

``claim``: two sentences of a call share a claim, whatever their voices. ``topic``: two sentences of the two sides speak to one
item. ``…_in_context``: the same, given what the first two find of all pairs of the call. The calls of ``written_calls.txt`` are read beside
the annotated ones. Prints the F1 with each call left out in turn.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from comparator.engine.align import PairTable, build_table, in_context
from comparator.engine.alignment.model import Logistic
from comparator.engine.options import Options
from comparator.engine.records import Role
from comparator.engine.training.gold import GoldCall, load_gold
from comparator.engine.training.written import load_written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OUT = Path(__file__).parent.parent / "lexicon" / "align_weights.json"
_CONTEXT = ("alone", "rival_low", "rival_high", "through")
FEATURES = {
    "claim": (
        "words", "clause", "clause_contained", "bigrams", "runs", "quoted", "item", "thanks", "meaning", "gist", "meaning_rank_low",
        "one_voice", "two_sides", "retold", "one_document", "repeated",
    ),
    "topic": (
        "words", "theme", "agenda", "part", "names", "words_rank_low", "item_rank_low", "runs", "meaning", "gist", "one_document",
    ),
}  # fmt: skip
PLACE = {"claim": Options().claim_cut, "topic": Options().topic_cut}
"""Score at which the cut that tells left-out calls best is put: annotated calls are full of copies, which makes a fit too strict."""
_CUTS = np.round(np.arange(0.06, 0.9, 0.02), 2)
_NEARLY = 0.01
"""F1 that is not told apart on so few pairs."""
_TELLING = 10
"""Pairs that a set must have to tell one cut from another."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The labelled pairs of one call."""

    set_name: str
    table: PairTable
    places: tuple[np.ndarray, np.ndarray]
    labels: np.ndarray

    def rows(self, names: Sequence[str], found: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return the features of each pair."""
        return np.stack([found[name][self.places] for name in names], axis=1)


def collect(calls: Sequence[GoldCall], tables: Sequence[PairTable], model: str) -> list[Pairs]:
    """Return the labelled pairs of each call; pairs that the annotations do not settle are left out."""
    found = []
    for call, table in zip(calls, tables, strict=True):
        gold, optional = (call.cross, call.cross_optional) if model == "topic" else (call.same, call.same_optional)
        kept = [
            (i, j, pair in gold)
            for (j, b), (i, a) in combinations(enumerate(table.sentences), 2)
            for pair in [frozenset((a.id, b.id))]
            if a.role is b.role is Role.CONTENT and pair not in optional and call.is_scored(a, b)
            if model != "topic" or table.across[i, j]
        ]
        rows, columns, labels = np.array(kept, int).reshape(-1, 3).T
        found.append(Pairs(call.name.split("/")[0], table, (rows, columns), labels.astype(bool)))
    return found


def fit(pairs: Sequence[Pairs], names: Sequence[str], found: Sequence[Mapping[str, np.ndarray]]) -> Logistic:
    """Fit one model; every set of calls weighs the same, as the written ones outnumber the annotated."""
    counts: dict[str, int] = {}
    for own in pairs:
        counts[own.set_name] = counts.get(own.set_name, 0) + len(own.labels)
    share = sum(counts.values()) / max(1, len([count for count in counts.values() if count]))
    values = np.concatenate([own.rows(names, features) for own, features in zip(pairs, found, strict=True)])
    weights = np.concatenate([np.full(len(own.labels), share / max(1, counts[own.set_name])) for own in pairs])
    labels = np.concatenate([own.labels for own in pairs])
    model = LogisticRegression(C=1.0, max_iter=5000).fit(values, labels, sample_weight=weights)
    fitted = {name: round(float(value), 3) for name, value in zip(names, model.coef_[0], strict=True)}
    return Logistic(round(float(model.intercept_[0]), 3), fitted)


def fit_all(claims: Sequence[Pairs], topics: Sequence[Pairs]) -> dict[str, Logistic]:
    """Fit both models of pairs by themselves and both models in context."""
    plain = [own.table.features for own in claims]
    claim, topic = fit(claims, FEATURES["claim"], plain), fit(topics, FEATURES["topic"], plain)
    contexts = [in_context(own.table, claim, topic) for own in claims]
    return {
        "claim": claim,
        "topic": topic,
        "claim_in_context": fit(claims, _CONTEXT, [context[0] for context in contexts]),
        "topic_in_context": fit(topics, _CONTEXT, [context[1] for context in contexts]),
    }


def score(models: Mapping[str, Logistic], claims: Pairs, topics: Pairs) -> tuple[np.ndarray, np.ndarray]:
    """Return the probability in context of the pairs of one call."""
    contexts = in_context(claims.table, models["claim"], models["topic"])
    return (
        models["claim_in_context"].score(contexts[0])[claims.places],
        models["topic_in_context"].score(contexts[1])[topics.places],
    )


def left_out(claims: Sequence[Pairs], topics: Sequence[Pairs]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return the probabilities of the pairs of each call from models that never saw it."""
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for held in range(len(claims)):
        rest = [k for k in range(len(claims)) if k != held]
        models = fit_all([claims[k] for k in rest], [topics[k] for k in rest])
        found.append(score(models, claims[held], topics[held]))
    return [one for one, _ in found], [other for _, other in found]


def f1(labels: np.ndarray, chosen: np.ndarray) -> float:
    """Return the F1 of a choice."""
    return float(2 * (labels & chosen).sum() / max(1, labels.sum() + chosen.sum()))


def best_cut(sets: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    """Return the middle of the cuts whose F1, the mean over all sets with enough pairs to tell, comes near the best."""
    telling = [own for own in sets if own[0].sum() >= _TELLING]
    figures = {cut: np.mean([f1(labels, chances >= cut) for labels, chances in telling]) for cut in _CUTS}
    return float(np.mean([cut for cut, figure in figures.items() if figure >= max(figures.values()) - _NEARLY]))


def report(pairs: Sequence[Pairs], chances: Sequence[np.ndarray], model: str) -> float:
    """Print the figures with each call left out: by set, over all, and average precision; return the best cut."""
    by_set: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for own, found in zip(pairs, chances, strict=True):
        known = by_set.get(own.set_name, (np.zeros(0, bool), np.zeros(0)))
        by_set[own.set_name] = np.concatenate([known[0], own.labels]), np.concatenate([known[1], found])
    best = best_cut(list(by_set.values()))
    parts = " ".join(f"{name} {f1(labels, found >= best):.3f}" for name, (labels, found) in sorted(by_set.items()))
    labels, found = (np.concatenate(values) for values in zip(*by_set.values(), strict=True))
    sys.stdout.write(
        f"{model}: {labels.sum()} of {len(labels)} pairs; best cut {best:.2f}: F1 {f1(labels, found >= best):.3f} ({parts}); "
        f"average precision {average_precision_score(labels, found):.3f}\n"
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
    calls = [call for call in (*load_gold(args.gold), *load_written()) if len(call.content) > 1]
    tables = [build_table(call.call, call.sentences, call.register) for call in calls]
    claims, topics = collect(calls, tables, "claim"), collect(calls, tables, "topic")
    chances = left_out(claims, topics)
    models = fit_all(claims, topics)
    for name, pairs, found in (("claim", claims, chances[0]), ("topic", topics, chances[1])):
        moved = _odds(PLACE[name]) - _odds(report(pairs, found, name))
        fitted = models[f"{name}_in_context"]
        models[f"{name}_in_context"] = Logistic(round(fitted.bias + moved, 3), fitted.weights)
    written: dict[str, object] = {
        "_about": "Logistic models of pairs of sentences, fitted on annotated calls (five articles on four calls of India and Russia, "
        "eight readouts of four calls of the USA with Russia and Ukraine) and on the calls of training/written_calls.txt.",
        "version": 2,
    }
    for name, model in models.items():
        written[name] = {"bias": model.bias, "weights": dict(model.weights)}
        sys.stdout.write(f"{name}: {json.dumps(written[name])}\n")
    if args.write:
        _OUT.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
