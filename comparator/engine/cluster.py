"""Links → clusters: the statements of a call.

Takes the sentences of one call, their profiles and links; gives clusters with a neutral heading. Average linkage keeps a chain of weak
links from making one blob; a sentence with several claims joins each cluster that it is tied to. Every content sentence is in one
cluster at least; headlines join clusters and make none. Verdicts are not its business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.labels import Labeller
from comparator.engine.records import Cluster, Link, Role, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from comparator.engine.options import Options
    from comparator.engine.profiles import Profile

    Matrix = NDArray[np.float64]

_DIGITS = 9


def build_clusters(
    sentences: Sequence[Sentence], profiles: Sequence[Profile], links: Sequence[Link], options: Options
) -> tuple[Cluster, ...]:
    """Return the clusters of ``sentences`` in reading order of their first members; ``profiles`` may stop short of the last sentences."""
    index = {s.id: k for k, s in enumerate(sentences)}
    tie = np.zeros((len(profiles), len(profiles)))
    for link in links:
        a, b = index[link.a], index[link.b]
        tie[a, b] = tie[b, a] = link.score
    content = [k for k in range(len(profiles)) if sentences[k].role is Role.CONTENT]
    inner = group(tie[np.ix_(content, content)], least=options.cluster_cut, join=options.member_cut)
    groups = [[content[k] for k in members] for members in inner]
    for k in range(len(profiles)):
        if sentences[k].role is not Role.CONTENT:
            _place_headline(k, groups, tie, options.member_cut)
    groups += [[k] for k in range(len(profiles), len(sentences)) if sentences[k].role is Role.CONTENT]
    labeller = Labeller(sentences, profiles)
    return tuple(
        Cluster(tuple(sentences[k].id for k in sorted(g)), labeller.label(sorted(g))) for g in sorted(groups, key=min)
    )


def group(tie: Matrix, *, least: float, join: float) -> tuple[tuple[int, ...], ...]:
    """Return clusters of the rows of ``tie``, a symmetric matrix with 0 where there is no link.

    Args:
        tie: how strongly each pair is tied, 0 to 1.
        least: least mean tie between two clusters that are merged.
        join: least mean tie that lets a row be a member of a second cluster.
    """
    grown = set()
    for core in _merge(tie, least):
        mean = tie[:, list(core)].mean(axis=1)
        grown.add(tuple(sorted({*core, *np.flatnonzero(mean >= join).tolist()})))
    ordered = sorted(grown)
    return tuple(c for c in ordered if not any(set(c) < set(other) for other in ordered))


def _merge(tie: Matrix, least: float) -> list[tuple[int, ...]]:
    """Merge the two clusters with the highest mean tie until none reaches ``least``; ties go to the first in order."""
    size = len(tie)
    groups: dict[int, tuple[int, ...]] = {k: (k,) for k in range(size)}
    mean = tie.astype(float).copy()
    np.fill_diagonal(mean, 0.0)
    while size:
        a, b = sorted(divmod(int(np.argmax(mean)), size))
        if mean[a, b] < least or a == b:
            break
        share = len(groups[a]) / (len(groups[a]) + len(groups[b]))
        row = np.round(mean[a] * share + mean[b] * (1 - share), _DIGITS)
        row[a] = row[b] = 0.0
        mean[a], mean[:, a] = row, row
        mean[b], mean[:, b] = 0.0, 0.0
        groups[a] = (*groups[a], *groups.pop(b))
    return [tuple(sorted(members)) for members in groups.values()]


def _place_headline(k: int, groups: list[list[int]], tie: Matrix, join: float) -> None:
    """Add a headline to the cluster that it is tied to most, if it is tied to any."""
    means = [float(tie[k, [m for m in g if m < len(tie)]].mean()) for g in groups]
    if means and max(means) >= join:
        groups[means.index(max(means))].append(k)
