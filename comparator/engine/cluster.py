"""Links → clusters: the statements of a call.

Takes the sentences of one call, how strongly each pair is linked and what each is about; gives clusters with a neutral heading. Average
linkage keeps a chain of weak links from making one blob; a sentence with several claims joins each cluster that it is tied to. Every
content sentence is in one cluster at least. Verdicts are not its business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.agenda import items

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

MAX_LABEL = 60
_FALLBACK = "Other remarks"


def group(strength: Matrix, *, least: float, join: float) -> tuple[tuple[int, ...], ...]:
    """Return clusters of the rows of ``strength``, a symmetric matrix with 0 where there is no link.

    Args:
        strength: how strongly each pair is tied, 0 to 1.
        least: least mean tie between two clusters that are merged.
        join: least mean tie that lets a sentence be a member of a second cluster.
    """
    cores = _merge(strength, least)
    grown = []
    for core in cores:
        mean = strength[:, list(core)].mean(axis=1)
        extra = [k for k in np.flatnonzero(mean >= join).tolist() if k not in core]
        grown.append(tuple(sorted({*core, *extra})))
    unique = sorted(set(grown))
    return tuple(c for c in unique if not any(set(c) < set(other) for other in unique))


def _merge(strength: Matrix, least: float) -> list[tuple[int, ...]]:
    size = len(strength)
    groups: dict[int, tuple[int, ...]] = {k: (k,) for k in range(size)}
    mean = strength.astype(float).copy()
    np.fill_diagonal(mean, 0.0)
    while size:
        best = int(np.argmax(mean))
        a, b = divmod(best, size)
        if mean[a, b] < least:
            break
        a, b = min(a, b), max(a, b)
        weight_a, weight_b = len(groups[a]), len(groups[b])
        row = np.round((mean[a] * weight_a + mean[b] * weight_b) / (weight_a + weight_b), 9)
        mean[a], mean[:, a] = row, row
        mean[b], mean[:, b] = 0.0, 0.0
        mean[a, a] = 0.0
        groups[a] = (*groups[a], *groups.pop(b))
    return [tuple(sorted(members)) for members in groups.values()]


def label(members: Sequence[Mapping[str, float]]) -> str:
    """Return a neutral heading for sentences that are about these items."""
    totals: dict[str, float] = {}
    for found in members:
        for key, value in found.items():
            totals[key] = totals.get(key, 0.0) + value
    known = items()
    order = list(known)
    ranked = sorted(totals, key=lambda key: (known[key].kind == "umbrella", -round(totals[key], 6), order.index(key)))
    return known[ranked[0]].label[:MAX_LABEL] if ranked else _FALLBACK
