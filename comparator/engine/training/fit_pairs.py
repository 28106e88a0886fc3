"""Fit the models of pairs on annotated calls, for ``lexicon/align_weights.json``.

    python -m comparator.engine.training.fit_pairs GOLD_FOLDER... [--write]

``claim``: two sentences of a call share a claim, whatever their voices. ``topic``: two sentences of the two sides speak to one
item. ``…_in_context``: the same, given what the first two find of all pairs of the call. The invented calls (``written``) are read beside
the annotated ones. Prints the F1 and the average precision on calls that the fit has not seen: each tenth of the calls left out in turn.
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
from scipy.optimize import minimize
from sklearn.metrics import average_precision_score

from comparator.engine.align import PairTable, build_table, in_context
from comparator.engine.alignment.model import HERE, Logistic, PairModel
from comparator.engine.options import Options
from comparator.engine.records import Role
from comparator.engine.training.gold import GoldCall, load_gold
from comparator.engine.training.written import FIRST, lifelike_parts, load_written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

_OUT = Path(__file__).parent.parent / "lexicon" / "align_weights.json"
_CONTEXT = ("alone", "rival_low", "rival_high", "through")
FEATURES = {
    "claim": (
        "clause", "clause_contained", "bigrams", "runs", "quoted", "thanks", "meaning", "gist", "meaning_rank_low",
        "one_voice", "two_sides", "retold", "apart", "agenda",
    ),
    "topic": (
        "words", "theme", "agenda", "part", "names", "words_rank_low", "item_rank_low", "runs", "meaning", "gist", "one_document",
    ),
}  # fmt: skip
_EITHER_WAY = frozenset({"thanks", "one_voice", "two_sides", "retold", "one_document", "repeated", "apart"})
"""Features that say what sort of pair it is, not how alike the two are: they may speak for a link or against it."""
_LEAST = {"alone": 0.25}
"""Least weight of a feature, of those made to vary alike: what two sentences themselves have in common counts, whatever stands around
them."""
PENALTY, PENALTY_IN_CONTEXT = 0.03, 0.1
"""Inverse strength of the regularisation, on features that vary alike: many say nearly the same, and the annotated calls, which copy
much, would give it all to the one that tells copies best."""
PENALTY_OF_ITEMS = 1.0
"""The same of common items, on features as they are."""
_PARTS = 10
"""Parts of the calls that are left out in turn."""
PLACE = {"claim": Options().claim_cut, "topic": Options().topic_cut}
"""Score at which the cut that tells left-out calls best is put: annotated calls are full of copies, which makes a fit too strict."""
_CUTS = np.round(np.arange(0.06, 0.9, 0.02), 2)
_NEARLY = 0.01
"""F1 that is not told apart on so few pairs."""
_SHARE_HERE, _SHARE_APART = 1.0, 0.75
"""How far the sets are made to weigh the same, for pairs of one document and of two (see ``weigh``). Of the first the annotated calls have
enough. Of the second, with 0.5 and 0.75 cross-side F1 on left-out calls is 0.69 and 0.62 for ``onesided``, 0.60 and 0.64 for ``readouts``;
on press and official sets that nothing was fitted on 0.72 and 0.67, 0.76 and 0.63."""
_DENSE = frozenset({"written"})
"""Sets in which nearly everything has an answer: they teach what answers what, and not how much of a real call has none."""
_LEAST_SPREAD = 0.1
"""Spread below which a feature is not made to vary like the others: one that is hardly ever there must not weigh much where it is."""
_TELLING = 10
"""Pairs that a set must have to tell one cut from another."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The labelled pairs of one call."""

    call: str
    table: PairTable
    places: tuple[np.ndarray, np.ndarray]
    labels: np.ndarray
    teaches_items: bool
    """Whether the fit of common items reads it."""

    @property
    def set_name(self) -> str:
        """The set that the call belongs to."""
        return self.call.split("/")[0]

    @property
    def here(self) -> np.ndarray:
        """Which pairs are of one document."""
        chosen: np.ndarray = self.table.features[HERE][self.places] > 0
        return chosen

    def rows(self, names: Sequence[str], found: Mapping[str, np.ndarray]) -> np.ndarray:
        """Return the features of each pair."""
        return np.stack([found[name][self.places] for name in names], axis=1)


def collect(calls: Sequence[GoldCall], tables: Sequence[PairTable], model: str, later: Set[str]) -> list[Pairs]:
    """Return the labelled pairs of each call; pairs that the annotations do not settle are left out.

    ``later``: the names of the calls that teach no common items.
    """
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
        found.append(Pairs(call.name, table, (rows, columns), labels.astype(bool), call.name not in later))
    return found


def fit(
    pairs: Sequence[Pairs], names: Sequence[str], found: Sequence[Mapping[str, np.ndarray]], penalty: float
) -> PairModel:
    """Fit a model of pairs of one document and another of pairs of two."""
    values = np.concatenate([own.rows(names, features) for own, features in zip(pairs, found, strict=True)])
    labels = np.concatenate([own.labels for own in pairs])
    here = np.concatenate([own.here for own in pairs])
    sets = np.concatenate([np.full(len(own.labels), own.set_name) for own in pairs])
    return PairModel(
        *(
            fit_part(values[kept], labels[kept], weigh(sets[kept], share), penalty, names)
            for kept, share in ((here, _SHARE_HERE), (~here, _SHARE_APART))
        )
    )


def fit_items(pairs: Sequence[Pairs], names: Sequence[str], found: Sequence[Mapping[str, np.ndarray]]) -> PairModel:
    """Fit one model of all pairs of the two sides, on the annotated calls and the first invented ones, where every set weighs the same.

    Later invented calls, whose sides answer each other in like words, teach it to ask for words near in meaning rather than for an item.
    """
    kept = [(own, features) for own, features in zip(pairs, found, strict=True) if own.teaches_items]
    values = np.concatenate([own.rows(names, features) for own, features in kept])
    labels = np.concatenate([own.labels for own, _ in kept])
    sets = np.concatenate([np.full(len(own.labels), own.set_name) for own, _ in kept])
    bias, weights = minimise(values, labels, weigh(sets, 1.0), PENALTY_OF_ITEMS, [(0.0, None)] * len(names))
    one = Logistic(
        round(bias, 3), {name: round(float(value), 3) for name, value in zip(names, weights, strict=True) if value}
    )
    return PairModel(one, one)


def weigh(sets: np.ndarray, share: float) -> np.ndarray:
    """Return the weight of each pair: with ``share`` 0 they all weigh the same, with 1 every set does, however many pairs it has."""
    names, places, counts = np.unique(sets, return_inverse=True, return_counts=True)
    weights: np.ndarray = ((len(sets) / len(names)) / counts[places]) ** share
    return weights


def fit_part(
    values: np.ndarray, labels: np.ndarray, shares: np.ndarray, penalty: float, names: Sequence[str]
) -> Logistic:
    """Fit one model on features that vary alike, and give the weights of the features as they are."""
    spread = np.maximum(values.std(axis=0), _LEAST_SPREAD)
    bounds = [(None if name in _EITHER_WAY else _LEAST.get(name, 0.0), None) for name in names]
    bias, weights = minimise((values - values.mean(axis=0)) / spread, labels, shares, penalty, bounds)
    weights = weights / spread
    fitted = {
        name: round(float(value), 3) for name, value in zip(names, weights, strict=True) if round(float(value), 3)
    }
    return Logistic(round(float(bias - weights @ values.mean(axis=0)), 3), fitted)


def minimise(
    values: np.ndarray,
    labels: np.ndarray,
    shares: np.ndarray,
    penalty: float,
    bounds: Sequence[tuple[float | None, float | None]],
) -> tuple[float, np.ndarray]:
    """Return the bias and the weights of logistic regression whose weights stay within ``bounds``."""
    signs = np.where(labels, 1.0, -1.0)

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        odds = signs * (values @ point[1:] + point[0])
        error = -signs * shares / (1 + np.exp(odds))
        slope = np.concatenate([[error.sum()], values.T @ error + point[1:] / penalty])
        return float(shares @ np.logaddexp(0.0, -odds) + point[1:] @ point[1:] / penalty / 2), slope

    start = np.zeros(values.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(None, None), *bounds]).x
    return float(found[0]), found[1:]


def fit_all(claims: Sequence[Pairs], topics: Sequence[Pairs]) -> dict[str, PairModel]:
    """Fit both models of pairs by themselves and both models in context."""
    plain = [own.table.features for own in claims]
    claim = fit(claims, FEATURES["claim"], plain, PENALTY)
    topic = fit_items(topics, FEATURES["topic"], plain)
    contexts = [in_context(own.table, claim, topic) for own in claims]
    return {
        "claim": claim,
        "topic": topic,
        "claim_in_context": fit(claims, _CONTEXT, [one for one, _ in contexts], PENALTY_IN_CONTEXT),
        "topic_in_context": fit_items(topics, _CONTEXT, [one for _, one in contexts]),
    }


def score(models: Mapping[str, PairModel], claims: Pairs, topics: Pairs) -> tuple[np.ndarray, np.ndarray]:
    """Return the probability in context of the pairs of one call."""
    contexts = in_context(claims.table, models["claim"], models["topic"])
    return (
        models["claim_in_context"].score(contexts[0])[claims.places],
        models["topic_in_context"].score(contexts[1])[topics.places],
    )


def left_out(claims: Sequence[Pairs], topics: Sequence[Pairs]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return the probabilities of the pairs of each call from models that never saw it."""
    found: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    order = {call: k for k, call in enumerate(dict.fromkeys(own.call for own in claims))}
    for part in range(_PARTS):
        rest = [k for k, own in enumerate(claims) if order[own.call] % _PARTS != part]
        models = fit_all([claims[k] for k in rest], [topics[k] for k in rest])
        for held in sorted({*range(len(claims))} - {*rest}):
            found[held] = score(models, claims[held], topics[held])
    return [found[k][0] for k in range(len(claims))], [found[k][1] for k in range(len(claims))]


def f1(labels: np.ndarray, chosen: np.ndarray) -> float:
    """Return the F1 of a choice."""
    return float(2 * (labels & chosen).sum() / max(1, labels.sum() + chosen.sum()))


def best_cut(sets: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> float:
    """Return a cut among those whose F1, the mean over all lifelike sets with enough pairs to tell, comes near the best.

    It lies half way from the middle to the lowest of them: a missing link costs more verdicts than one too many.
    """
    telling = [own for name, own in sets.items() if name not in _DENSE and own[0].sum() >= _TELLING]
    figures = {cut: np.mean([f1(labels, chances >= cut) for labels, chances in telling]) for cut in _CUTS}
    near = [cut for cut, figure in figures.items() if figure >= max(figures.values()) - _NEARLY]
    return float(np.mean((near[0], np.mean(near))))


def report(pairs: Sequence[Pairs], chances: Sequence[np.ndarray], model: str, which: str) -> float:
    """Print the figures of left-out calls, of pairs of "one document", "two documents" or "any documents"; return the best cut."""
    by_set: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for own, found in zip(pairs, chances, strict=True):
        known = by_set.get(own.set_name, (np.zeros(0, bool), np.zeros(0)))
        kept = {"one document": own.here, "two documents": ~own.here, "any documents": own.here | ~own.here}[which]
        by_set[own.set_name] = np.concatenate([known[0], own.labels[kept]]), np.concatenate([known[1], found[kept]])
    best = best_cut(by_set)
    parts = " ".join(f"{name} {f1(labels, found >= best):.3f}" for name, (labels, found) in sorted(by_set.items()))
    labels, found = (np.concatenate(values) for values in zip(*by_set.values(), strict=True))
    sys.stdout.write(
        f"{model}, {which}: {labels.sum()} of {len(labels)} pairs; best cut {best:.2f}: "
        f"F1 {f1(labels, found >= best):.3f} ({parts}); average precision {average_precision_score(labels, found):.3f}\n"
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
    written = [part for call in load_written() for part in (call, *lifelike_parts(call))]
    calls = [call for call in (*load_gold(args.gold), *written) if len(call.content) > 1]
    tables = [build_table(call.call, call.sentences, call.register) for call in calls]
    later = {call.name for call in written} - {call.name for call in load_written(FIRST)}
    claims, topics = (collect(calls, tables, model, later) for model in ("claim", "topic"))
    chances = left_out(claims, topics)
    models = fit_all(claims, topics)
    cuts = report(claims, chances[0], "claim", "one document"), report(claims, chances[0], "claim", "two documents")
    models["claim_in_context"] = place(models["claim_in_context"], "claim", cuts)
    taught = [k for k, own in enumerate(topics) if own.teaches_items]
    cut = report([topics[k] for k in taught], [chances[1][k] for k in taught], "topic", "any documents")
    models["topic_in_context"] = place(models["topic_in_context"], "topic", (cut, cut))
    content: dict[str, object] = {
        "_about": "Logistic models of pairs of sentences, of one document and of two, fitted by training/fit_pairs.py on annotated calls "
        "(five articles on four calls of India and Russia, eight readouts of four calls of the USA with Russia and Ukraine) and on the "
        "invented ones of training/.",
        "version": 3,
    }
    for name, model in models.items():
        content[name] = {
            part: {"bias": one.bias, "weights": dict(one.weights)}
            for part, one in (("one_document", model.here), ("two_documents", model.apart))
        }
        sys.stdout.write(f"{name}: {json.dumps(content[name])}\n")
    if args.write:
        _OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def place(model: PairModel, name: str, cuts: tuple[float, float]) -> PairModel:
    """Return the model with the best cuts moved to where the engine cuts."""
    moved = (
        Logistic(round(part.bias + _odds(PLACE[name]) - _odds(cut), 3), part.weights)
        for part, cut in zip((model.here, model.apart), cuts, strict=True)
    )
    return PairModel(*moved)


if __name__ == "__main__":
    main()
