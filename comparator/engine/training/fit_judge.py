"""Fit the weights that tell accounts which agree from accounts which diverge.

    python -m comparator.engine.training.fit_judge GOLD_FOLDER…

Takes folders of annotated calls (``manifest.json``, ``gold.json``, ``texts/``) and the hand-written pairs of ``verdict_pairs.json``;
prints the errors with one call left out at a time and writes ``lexicon/verdict_weights.json``. Pairs of annotated sentences of which one
agrees with somebody and diverges from somebody else are left out: the annotations give a verdict to sentences, not to pairs.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from comparator.engine.judgement.contrast import contrast
from comparator.engine.judgement.facts import read_facts
from comparator.engine.judgement.verdict import FEATURES, read_features
from comparator.engine.register import Register, build_register
from comparator.engine.training.gold import GoldCall, load_gold
from comparator.engine.training.written import load_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FITTED = tuple(name for name in FEATURES if name != "same")
SAME_WEIGHT = -1.5
"""Set by hand: the annotated calls have one cross-side pair that says the same, too few to fit."""
THRESHOLD = 0.5
"""With one call left out at a time 27 of 30 annotated pairs are right from 0.42 to 0.68, 26 at 0.4; within that, the even chance of a
fit in which both verdicts weigh the same."""
WRITTEN = "written"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its verdict, and the call that it comes from."""

    call: str
    features: tuple[float, ...]
    diverges: bool


def read_examples(folders: Sequence[Path]) -> list[Example]:
    """Return the pairs of the annotated calls and the hand-written ones."""
    return [*_annotated((*load_gold(folders), *load_written())), *_written()]


def fit(examples: Sequence[Example]) -> LogisticRegression:
    """Return the model of ``examples``; each call weighs as the root of its pairs, since pairs of one call resemble each other."""
    counts = Counter(example.call for example in examples)
    weights = [1.0 if e.call == WRITTEN else counts[e.call] ** -0.5 for e in examples]
    model = LogisticRegression(C=1.0, class_weight="balanced")
    return model.fit(*_arrays(examples), sample_weight=weights)


def leave_one_out(examples: Sequence[Example]) -> dict[str, str]:
    """Return call → "right/all" for each annotated call, predicted from everything else."""
    report = {}
    for call in sorted({example.call for example in examples} - {WRITTEN}):
        model = fit([example for example in examples if example.call != call])
        features, truth = _arrays([example for example in examples if example.call == call])
        right = int(((model.predict_proba(features)[:, 1] >= THRESHOLD) == truth).sum())
        report[call] = f"{right}/{len(truth)}"
    return report


def main(folders: Sequence[str]) -> None:
    """Fit, report and write."""
    examples = read_examples([Path(folder) for folder in folders])
    left_out = leave_one_out(examples)
    model = fit(examples)
    weights = dict(zip(FITTED, (round(float(value), 3) for value in model.coef_[0]), strict=True))
    content = {
        "_about": "Weights of comparator.engine.judgement.verdict, written by training/fit_judge.py: logistic regression on annotated and "
        "hand-written pairs; the probability is that two accounts diverge. 'left_out' is how many pairs of each annotated call "
        "were right when it was left out of the fit.",
        "pairs": len(examples),
        "left_out": left_out,
        "threshold": THRESHOLD,
        "weights": {"bias": round(float(model.intercept_[0]), 3), **weights, "same": SAME_WEIGHT},
    }
    target = _HERE.parent / "lexicon" / "verdict_weights.json"
    target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps({"left_out": left_out, "weights": content["weights"]}, indent=1) + "\n")


def _annotated(calls: Sequence[GoldCall]) -> Iterator[Example]:
    for call in calls:
        texts = {sentence.id: sentence.text for sentence in call.sentences}
        for pair in sorted(map(sorted, call.agreeing | call.diverging)):
            diverges = frozenset(pair) in call.diverging
            yield _example(call.name, texts[pair[0]], texts[pair[1]], call.register, diverges)


def _written() -> Iterator[Example]:
    register = build_register(())
    for pair in json.loads((_HERE / "verdict_pairs.json").read_text(encoding="utf-8"))["pairs"]:
        yield _example(WRITTEN, pair["a"], pair["b"], register, pair["verdict"] == "diverge")


def _example(call: str, a: str, b: str, register: Register, diverges: bool) -> Example:  # noqa: FBT001
    first, second = read_facts(a, register), read_facts(b, register)
    features = read_features(first, second, contrast(first, second), 0.0)
    return Example(call, tuple(features[name] for name in FITTED), diverges)


def _arrays(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([e.features for e in examples]), np.array([int(e.diverges) for e in examples])


if __name__ == "__main__":
    main(sys.argv[1:])
