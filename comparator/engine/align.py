"""Stage 5: sentences of one call → links → clusters.

Takes the sentences of a call with their voices; gives scored links (``same``, ``partial``, and ``topic`` across the two sides) with the
features that made them, and clusters. Two voices of one document can be linked. It does not say who is right or whether the accounts
agree: that is ``judge``'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.agenda import tag
from comparator.engine.cluster import group, label
from comparator.engine.records import Alignment, Call, Cluster, Link, Relation, Role, Sentence, Signal
from comparator.engine.similarity import Profile, content_stems, pair_features, split_clauses
from comparator.engine.words import split_words

if TYPE_CHECKING:
    from comparator.engine.options import Options
    from comparator.engine.register import Register


def align(call: Call, sentences: Sequence[Sentence], register: Register, options: Options) -> Alignment:
    """Return the links and clusters of the sentences of ``call``, whatever their order."""
    own = sorted((s for s in sentences if s.role is not Role.FURNITURE), key=lambda s: (s.document, s.index))
    if not own:
        return Alignment((), ())
    profiles = [profile(s.text, register) for s in own]
    found = dict(zip(*_named(pair_features(profiles, frozenset(call.sides))), strict=True))
    claim = np.maximum.reduce([found["words"] * 1.25, found["contained"] * found["clause"] * 1.1, found["clause"] ** 1.3]).clip(0, 1)
    topic = (0.55 * found["agenda"] + 0.6 * found["words"]).clip(0, 1)
    links: list[Link] = []
    strength = np.zeros((len(own), len(own)))
    for i, a in enumerate(own):
        for j in range(i + 1, len(own)):
            relation, score = _relation(claim[i, j], topic[i, j], found["words"][i, j], _across(a, own[j], call))
            if relation is None:
                continue
            why = tuple(Signal(name, round(float(matrix[i, j]), 6)) for name, matrix in found.items() if matrix[i, j] >= 0.05)
            links.append(Link(a.id, own[j].id, relation, round(float(score), 6), why))
            strength[i, j] = strength[j, i] = score
    clusters = [
        Cluster(tuple(own[k].id for k in members), label([profiles[k].items for k in members]))
        for members in group(strength, least=0.3, join=0.5)
        if any(own[k].role is Role.CONTENT for k in members)
    ]
    return Alignment(tuple(links), tuple(clusters))


def profile(text: str, register: Register) -> Profile:
    """Return what is compared of a sentence."""
    words = split_words(text, register.mentions(text))
    return Profile(content_stems(words), split_clauses(words, text), tag(words))


def _named(features):  # type: ignore[no-untyped-def]
    return features.names, features.values


def _across(a: Sentence, b: Sentence, call: Call) -> bool:
    return a.voice != b.voice and a.voice in call.sides and b.voice in call.sides


def _relation(claim: float, topic: float, words: float, across: bool) -> tuple[Relation | None, float]:  # noqa: FBT001
    if claim >= 0.5:
        return (Relation.SAME if words >= 0.7 else Relation.PARTIAL), claim
    if across and topic >= 0.5:
        return Relation.TOPIC, topic
    return None, 0.0
