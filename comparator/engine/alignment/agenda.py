"""Agenda items: what a sentence is about, told from what it touches in passing.

Takes the words of a sentence; gives, for each item of ``lexicon/agenda.json``, how sure it is that the item is what the sentence is
about. Cue phrases and a linear model of words find candidates; a second, small model shared by all items weighs where the cues stand
and what stands beside them, so that it serves rare items too. It knows one sentence at a time: what "this" refers to is for ``align``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.alignment.agendacues import Reading, areas, items, read
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from comparator.engine.alignment.words import Word

    Vector = NDArray[np.float64]

LEAST_PROBABILITY = 0.02
_LEAST_WORD_SCORE = 0.5
"""Log-odds over the base rate from which words alone make a candidate."""


@cache
def near_items() -> Vector:
    """Return how far each two items come to one topic, in the order of ``items``: 1 for an item and itself."""
    order = {key: k for k, key in enumerate(items())}
    near = np.eye(len(order))
    for a, b, value in read_json("agenda")["near"]:
        near[order[a], order[b]] = near[order[b], order[a]] = value
    return near


CANDIDATE_FEATURES = (
    "top", "aside", "weak", "of_best", "of_all", "position", "repeated", "phrase", "frame", "umbrella", "frame_beside",
    "umbrella_beside", "early", "only_aside", "no_cue", "words", "words_and_cue", "area", "area_beside",
)  # fmt: skip


def candidate_features(reading: Reading, scores: Mapping[str, float]) -> Mapping[str, tuple[float, ...]]:
    """Return the features of each item that the sentence may be about (``CANDIDATE_FEATURES``), given the scores of its words."""
    evidence = reading.evidence
    best = max((e.total for e in evidence.values()), default=1.0)
    everything = sum(e.total for e in evidence.values()) or 1.0
    known = items()
    regions = set(areas().values())
    plain = sum(1 for key, e in evidence.items() if known[key].kind == "plain" and e.top > 0)
    beside = (
        sum(1 for key, e in evidence.items() if known[key].kind == "plain" and e.top > 0 and key not in regions) > 1
    )
    rows: dict[str, tuple[float, ...]] = {}
    for key, item in known.items():
        e, score = evidence.get(key), scores.get(key, 0.0)
        if e is None:
            if score >= _LEAST_WORD_SCORE:
                rows[key] = (*(0.0,) * 14, 1.0, score, 0.0, key in regions, key in regions and beside)
            continue
        frame, umbrella = item.kind == "frame", item.kind == "umbrella"
        rows[key] = (
            min(e.top, 3.0), min(e.aside, 3.0), min(e.weak, 2) * (e.strong == 0), e.total / best, e.total / everything,
            e.first / reading.size if e.strong else 1.0, e.strong > 1, e.longest >= 2, frame, umbrella,
            frame * min(plain, 2), umbrella * min(plain, 2), e.strong > 0 and e.first <= 6, e.aside > 0 and e.top == 0,
            0.0, score, score, key in regions, key in regions and beside,
        )  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True)
class _Model:
    """The fitted weights (``lexicon/agenda_weights.json``)."""

    rows: Mapping[str, int] = field(hash=False)
    table: Vector = field(hash=False)
    bias: Vector = field(hash=False)
    names: tuple[str, ...]
    shared: Vector = field(hash=False)
    shared_bias: float


@cache
def _model() -> _Model:
    data = read_json("agenda_weights")
    names = tuple(data["items"])
    rows: dict[str, int] = {}
    for item in data["items"].values():
        for feature in item["words"]:
            rows.setdefault(feature, len(rows))
    table = np.zeros((len(rows), len(names)))
    for column, item in enumerate(data["items"].values()):
        for feature, value in item["words"].items():
            table[rows[feature], column] = value
    bias = np.array([item["bias"] for item in data["items"].values()])
    shared = np.array([data["shared"][name] for name in CANDIDATE_FEATURES])
    return _Model(rows, table, bias, names, shared, data["shared"]["bias"])


def word_scores(reading: Reading) -> Mapping[str, float]:
    """Return the log-odds of each item over its base rate, from the words alone."""
    model = _model()
    rows = [model.rows[name] for name in reading.features if name in model.rows]
    if not rows:
        return {}
    norm = max(1.0, float(len(rows))) ** 0.5
    scores = np.round(model.bias + model.table[rows].sum(axis=0) / norm, 9)
    return dict(zip(model.names, scores.tolist(), strict=True))


def tag(words: Sequence[Word], parties: frozenset[str] = frozenset()) -> Mapping[str, float]:
    """Return the items that the sentence may be about, each with the probability that it is a main one."""
    reading = read(words, parties)
    found = candidate_features(reading, word_scores(reading))
    if not found:
        return {}
    model = _model()
    odds = np.array(list(found.values()), dtype=float) @ model.shared + model.shared_bias
    chances = np.round(1 / (1 + np.exp(-odds)), 6).tolist()
    return {key: chance for key, chance in zip(found, chances, strict=True) if chance >= LEAST_PROBABILITY}
