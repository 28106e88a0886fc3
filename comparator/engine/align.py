"""Stage 5: sentences of one call → links → clusters.

Takes the sentences of a call with their voices; gives scored links (``same``, ``partial``, and ``topic`` across the two sides), each with
the features that made it, and clusters. Two voices of one document can be linked, one sentence can have many links. It does not say who is
right or whether the accounts agree: that is ``judge``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.alignment.cluster import build_clusters, tie_strengths
from comparator.engine.alignment.features import agenda_features, relative_features, text_features
from comparator.engine.alignment.labels import Labeller
from comparator.engine.alignment.model import load_model
from comparator.engine.alignment.multilingual import find_encoder, link_across_scripts
from comparator.engine.alignment.profiles import Profile, build_profile
from comparator.engine.records import Alignment, Call, Link, Relation, Role, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from comparator.engine.options import Options
    from comparator.engine.register import Register

    Matrix = NDArray[np.float64]

_INHERITED = 0.6
"""How much of the items of the sentence before "this" carries over; left-out F1 of topic pairs is 0.80 with it, 0.79 without."""

_REACH, _SAME_ITEM, _SAME_AGENDA = 2, 0.45, 0.8
"""Sentences at most so far apart go on with one subject if they are so sure to be about it."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """Everything known of the pairs of a call's sentences, in their order."""

    sentences: tuple[Sentence, ...]
    profiles: tuple[Profile, ...]
    across: NDArray[np.bool_] = field(hash=False)
    """Pairs whose voices are two sides of the call."""
    features: Mapping[str, Matrix] = field(hash=False)


def align(call: Call, sentences: Sequence[Sentence], register: Register, options: Options) -> Alignment:
    """Return the links and clusters of the sentences of ``call``, whatever their order."""
    own = sorted((s for s in sentences if s.role is not Role.FURNITURE), key=lambda s: (s.document, s.index))
    if not own:
        return Alignment((), ())
    table = build_table(call, own[: options.max_aligned_sentences], register)
    links = (*_link(table, options), *link_across_scripts(table.sentences, options, find_encoder()))
    parties = frozenset(call.sides)
    tie = tie_strengths(own, links, parties, _follow(table, options))
    clusters = build_clusters(own, tie, Labeller(own, table.profiles, parties, register), options)
    return Alignment(links, clusters)


def build_table(call: Call, sentences: Sequence[Sentence], register: Register) -> PairTable:
    """Return the features of all pairs of ``sentences``, which are in reading order."""
    parties = frozenset(call.sides)
    plain = [build_profile(s.text, register.mentions(s.text), parties) for s in sentences]
    profiles = _resolve(sentences, plain)
    voices = np.array([s.voice if s.voice in parties else "" for s in sentences])
    across = (voices[:, None] != voices[None, :]) & (voices != "")[:, None] & (voices != "")[None, :]
    found = text_features(profiles, parties) | agenda_features(profiles)
    found |= relative_features(found, across)
    return PairTable(tuple(sentences), profiles, across, found)


def _resolve(sentences: Sequence[Sentence], profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """Give a sentence that points back ("this would be a grave error") the items of the one before it, weakened."""
    resolved: list[Profile] = []
    for k, profile in enumerate(profiles):
        before = sentences[k - 1] if k else None
        here = sentences[k]
        follows = before is not None and before.document == here.document
        one_voice = before is not None and before.voice == here.voice
        if follows and (profile.answers or (profile.refers_back and one_voice)):
            items = {key: _INHERITED * value for key, value in resolved[-1].items.items()}
            for key, value in profile.items.items():
                items[key] = max(value, items.get(key, 0.0))
            profile = replace(profile, items=items)
        resolved.append(profile)
    return tuple(resolved)


def _link(table: PairTable, options: Options) -> tuple[Link, ...]:
    claim_model, topic_model = load_model("claim"), load_model("topic")
    claim, topic = claim_model.score(table.features), topic_model.score(table.features)
    shares = claim >= options.claim_cut
    linked = np.triu(shares | (table.across & (topic >= options.topic_cut)), k=1)
    same = shares & (table.features["words"] >= options.same_cut)
    links = []
    for i, j in np.argwhere(linked).tolist():
        if shares[i, j]:
            relation, score, model = Relation.SAME if same[i, j] else Relation.PARTIAL, claim[i, j], claim_model
        else:
            relation, score, model = Relation.TOPIC, topic[i, j], topic_model
        why = model.explain(table.features, i, j)
        links.append(Link(table.sentences[i].id, table.sentences[j].id, relation, float(score), why))
    return tuple(links)


def _follow(table: PairTable, options: Options) -> Matrix:
    """Return ties between sentences of one voice that follow each other in a document and are about one item."""
    size = len(table.sentences)
    tie = np.zeros((size, size))
    for i, a in enumerate(table.sentences):
        for j in range(i + 1, min(i + 1 + _REACH, size)):
            b = table.sentences[j]
            alike = table.features["item"][i, j] >= _SAME_ITEM and table.features["agenda"][i, j] >= _SAME_AGENDA
            if alike and a.document == b.document and a.voice == b.voice:
                tie[i, j] = tie[j, i] = options.cluster_cut
    return tie
