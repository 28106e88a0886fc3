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

from comparator.engine.alignment.profiles import build_profile
from comparator.engine.judgement.contrast import contrast
from comparator.engine.judgement.facts import read_facts
from comparator.engine.judgement.verdict import feature_names, read_features
from comparator.engine.register import Register, build_register
from comparator.engine.training.gold import GoldCall, load_gold
from comparator.engine.training.written import load_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FITTED = tuple(name for name in feature_names() if name != "same")
SAME_WEIGHT = -1.5
"""Set by hand: the annotated calls have one cross-side pair that says the same, too few to fit."""
CONTENT = frozenset(
    {
        "opposed",
        "charge",
        "term",
        "actors",
        "claims",
        "modal",
        "denies",
        "views",
        "shared",
        "together",
        "jointly",
        "thanks",
    }
)
CONTENT_SHARE = 3.0
"""What differs in content is held back this much less by the regularisation than manner and matter, which are many and only lean to one
verdict."""
LEAST_OPPOSED = 1.5
"""Least weight of what can't be true of one thing: the annotated calls have few such pairs, and manner must not outweigh them."""
PENALTY = 0.03
"""Inverse strength of the regularisation, on features that vary alike; with 0.01, 0.03 and 0.1 the loss on left-out calls is 0.37,
0.35 and 0.34, the area under the curve 0.92, 0.92 and 0.916."""
LEAST_SPREAD = 0.1
"""Spread below which a feature is not made to vary like the others: one that is hardly ever there must not weigh much where it is."""
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


def fit(examples: Sequence[Example]) -> tuple[float, dict[str, float]]:
    """Return the bias and the weights; each call weighs as the root of its pairs, since pairs of one call resemble each other."""
    counts = Counter(example.call for example in examples)
    shares = [1.0 if e.call == WRITTEN else counts[e.call] ** -0.5 for e in examples]
    values, labels = _arrays(examples)
    spread = np.maximum(values.std(axis=0), LEAST_SPREAD)
    spread[[name in CONTENT for name in FITTED]] /= CONTENT_SHARE
    model = LogisticRegression(C=PENALTY, class_weight="balanced", max_iter=2000)
    model.fit(values / spread, labels, sample_weight=shares)
    weights = (round(float(value), 3) for value in model.coef_[0] / spread)
    found = dict(zip(FITTED, weights, strict=True))
    return round(float(model.intercept_[0]), 3), found | {"opposed": max(LEAST_OPPOSED, found["opposed"])}


def leave_one_out(examples: Sequence[Example]) -> dict[str, str]:
    """Return call → "right/all" for each annotated call, predicted from everything else."""
    report = {}
    for call in sorted({example.call for example in examples} - {WRITTEN}):
        bias, weights = fit([example for example in examples if example.call != call])
        values, truth = _arrays([example for example in examples if example.call == call])
        odds = bias + values @ np.array([weights[name] for name in FITTED])
        right = int(((1 / (1 + np.exp(-odds)) >= THRESHOLD) == truth).sum())
        report[call] = f"{right}/{len(truth)}"
    return report


def main(folders: Sequence[str]) -> None:
    """Fit, report and write."""
    examples = read_examples([Path(folder) for folder in folders])
    left_out = leave_one_out(examples)
    bias, weights = fit(examples)
    content = {
        "_about": "Weights of comparator.engine.judgement.verdict, written by training/fit_judge.py: logistic regression on annotated and "
        "hand-written pairs; the probability is that two accounts diverge. 'left_out' is how many pairs of each annotated call "
        "were right when it was left out of the fit.",
        "pairs": len(examples),
        "left_out": left_out,
        "threshold": THRESHOLD,
        "weights": {"bias": bias, **weights, "same": SAME_WEIGHT},
    }
    target = _HERE.parent / "lexicon" / "verdict_weights.json"
    target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps({"left_out": left_out, "weights": content["weights"]}, indent=1) + "\n")


def _annotated(calls: Sequence[GoldCall]) -> Iterator[Example]:
    for call in calls:
        texts = {sentence.id: sentence.text for sentence in call.sentences}
        for pair in sorted(map(sorted, call.agreeing | call.diverging)):
            diverges = frozenset(pair) in call.diverging
            yield _example(call.name, texts[pair[0]], texts[pair[1]], call.register, call.call.sides, diverges=diverges)


def _written() -> Iterator[Example]:
    register = build_register(())
    for pair in json.loads((_HERE / "verdict_pairs.json").read_text(encoding="utf-8"))["pairs"]:
        yield _example(WRITTEN, pair["a"], pair["b"], register, (), diverges=pair["verdict"] == "diverge")


def _example(call: str, a: str, b: str, register: Register, sides: Sequence[str], *, diverges: bool) -> Example:
    first, second = (read_facts(text, register, sides) for text in (a, b))
    one, other = (build_profile(text, register.mentions(text), frozenset(sides)) for text in (a, b))
    features = read_features(first, second, (one, other), contrast(first, second), 0.0)
    return Example(call, tuple(features[name] for name in FITTED), diverges)


def _arrays(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([e.features for e in examples]), np.array([int(e.diverges) for e in examples])


if __name__ == "__main__":
    main(sys.argv[1:])
