"""Links → clusters: the statements of a call.

Takes the sentences of one call, their profiles and links; gives clusters with a neutral heading. Average linkage keeps a chain of weak
links from making one blob; a sentence with several claims joins each cluster that it is tied to. Every content sentence is in one
cluster at least; headlines join clusters and make none. Verdicts are not its business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.pairs import APART, PairDecided
from comparator.engine.records import Cluster, Relation, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from comparator.engine.alignment.labels import Labeller
    from comparator.engine.options import Options
    from comparator.engine.pairs import PairDecision
    from comparator.engine.records import Link, Sentence

    Matrix = NDArray[np.float64]

_DIGITS = 9

_TOGETHER, _APART = 1e3, -1e9
"""Ties of what a person put together and set apart: more than any mean of the program's own ties can outweigh, setting apart most."""

_MOSTLY = 0.6
"""Share of a cluster's members in another one from which the two are one."""


def build_clusters(
    sentences: Sequence[Sentence], tie: Matrix, labeller: Labeller, options: Options
) -> tuple[Cluster, ...]:
    """Return the clusters of ``sentences`` in reading order of their first members.

    ``tie`` says how strongly each pair is tied; it may stop short of the last sentences, which are clusters by themselves.
    """
    content = [k for k in range(len(tie)) if sentences[k].role is Role.CONTENT]
    inner = group(tie[np.ix_(content, content)], least=options.cluster_cut, join=options.member_cut)
    groups = [[content[k] for k in members] for members in inner]
    for k in range(len(tie)):
        if sentences[k].role is not Role.CONTENT:
            _place_headline(k, groups, tie, options.member_cut)
    groups += [[k] for k in range(len(tie), len(sentences)) if sentences[k].role is Role.CONTENT]
    ordered = sorted(sorted(members) for members in groups)
    headings = labeller.headings(ordered)
    return tuple(
        Cluster(tuple(sentences[k].id for k in members), heading)
        for members, heading in zip(ordered, headings, strict=True)
    )


def tie_strengths(
    sentences: Sequence[Sentence], links: Sequence[Link], parties: frozenset[str], follows: Matrix
) -> Matrix:
    """Return how strongly each pair of sentences is tied.

    A link ties by its score. What the outlet says in its own voice is never compared with a side's account by topic, so it is tied to it
    through the sentence of the other side that it restates. ``follows`` ties sentences that go on with one subject.
    """
    index = {s.id: k for k, s in enumerate(sentences)}
    tie = np.zeros(follows.shape)
    restated: dict[int, list[tuple[int, float]]] = {}
    for link in links:
        a, b = index[link.a], index[link.b]
        tie[a, b] = tie[b, a] = link.score
        if link.relation is not Relation.TOPIC:
            for side, other in ((a, b), (b, a)):
                if sentences[side].voice in parties and sentences[other].voice not in parties:
                    restated.setdefault(side, []).append((other, link.score))
    for link in links:
        if link.relation is Relation.TOPIC:
            for near, far in ((index[link.a], index[link.b]), (index[link.b], index[link.a])):
                for other, score in restated.get(near, ()):
                    tie[other, far] = tie[far, other] = max(tie[other, far], score * link.score)
    return np.maximum(tie, follows)


def with_settled_ties(sentences: Sequence[Sentence], tie: Matrix, decisions: Sequence[PairDecision]) -> Matrix:
    """Return ties that keep together what a person linked, and apart what a person parted; the last decision on two sentences counts."""
    index = {s.id: k for k, s in enumerate(sentences)}
    settled = tie.copy() if decisions else tie
    for decision in decisions:
        if decision.kind is PairDecided.LINK:
            a, b = index[decision.a], index[decision.b]
            settled[a, b] = settled[b, a] = _APART if decision.value == APART else _TOGETHER
    return settled


def group(tie: Matrix, *, least: float, join: float) -> tuple[tuple[int, ...], ...]:
    """Return clusters of the rows of ``tie``, a symmetric matrix with 0 where there is no link.

    Args:
        tie: how strongly each pair is tied, 0 to 1.
        least: least mean tie between two clusters that are merged.
        join: least mean tie that lets a row be a member of a second cluster.
    """
    grown = set()
    for core in _cores(tie, least):
        mean = tie[:, list(core)].mean(axis=1)
        grown.add(tuple(sorted({*core, *np.flatnonzero(mean >= join).tolist()})))
    return _join_overlapping(sorted(grown), tie)


def _join_overlapping(grown: Sequence[tuple[int, ...]], tie: Matrix) -> tuple[tuple[int, ...], ...]:
    """Join clusters of which one is mostly inside the other: they are one statement, unless they hold what is kept apart."""
    joined: list[set[int]] = []
    for members in sorted(grown, key=lambda c: (-len(c), c)):
        own = set(members)
        home = next(
            (c for c in joined if len(c & own) >= _MOSTLY * len(own) and tie[np.ix_(sorted(c), members)].min() >= 0),
            None,
        )
        if home is None:
            joined.append(own)
        else:
            home |= own
    return tuple(sorted(tuple(sorted(c)) for c in joined))


def _cores(tie: Matrix, least: float) -> list[tuple[int, ...]]:
    """Return the clusters of average linkage; rows that no chain of ties connects are told apart first, which keeps large calls quick."""
    cores: list[tuple[int, ...]] = []
    waiting = set(range(len(tie)))
    while waiting:
        reached, edge = set[int](), {min(waiting)}
        while edge:
            reached |= edge
            edge = set(np.flatnonzero(tie[sorted(edge)].any(axis=0)).tolist()) - reached
        waiting -= reached
        rows = sorted(reached)
        cores += [tuple(rows[k] for k in core) for core in _merge(tie[np.ix_(rows, rows)], least)]
    return cores


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
