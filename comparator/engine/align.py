"""Stage 5: sentences of one call → links → clusters.

Takes the sentences of a call with their voices; gives scored links (``same``, ``partial``, and ``topic`` across the two sides), each with
the features that made it, and clusters. Two voices of one document can be linked, one sentence can have many links. It does not say who is
right or whether the accounts agree: that is ``judge``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.alignment.cluster import build_clusters, tie_strengths, with_settled_ties
from comparator.engine.alignment.context import context_features, layout_features
from comparator.engine.alignment.features import agenda_features, relative_features, text_features
from comparator.engine.alignment.labels import Labeller
from comparator.engine.alignment.model import HERE, explain_in_context, load_model
from comparator.engine.alignment.multilingual import find_encoder, link_across_scripts
from comparator.engine.alignment.profiles import Profile, build_profile
from comparator.engine.pairs import with_links
from comparator.engine.records import Alignment, Call, Link, Relation, Role, Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from comparator.engine.alignment.model import PairModel
    from comparator.engine.options import Options
    from comparator.engine.pairs import PairDecision
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


def align(
    call: Call,
    sentences: Sequence[Sentence],
    register: Register,
    options: Options,
    decisions: Sequence[PairDecision] = (),
) -> Alignment:
    """Return the links and clusters of the sentences of ``call``, whatever their order, with a person's decisions in force."""
    own = sorted((s for s in sentences if s.role is not Role.FURNITURE), key=lambda s: (s.document, s.index))
    if not own:
        return Alignment((), ())
    table = build_table(call, own[: options.max_aligned_sentences], register)
    found = (*_link(table, options), *link_across_scripts(table.sentences, options, find_encoder()))
    compared = {sentence.id for sentence in table.sentences}
    settled = [d for d in decisions if {d.a, d.b} <= compared]
    links = with_links(found, settled)
    parties = frozenset(call.sides)
    tie = with_settled_ties(own, tie_strengths(own, links, parties, _follow(table, options)), settled)
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
    found |= relative_features(found, across) | layout_features(sentences, parties)
    return PairTable(tuple(sentences), profiles, across, found)


def in_context(table: PairTable, claim: PairModel, topic: PairModel) -> tuple[dict[str, Matrix], dict[str, Matrix]]:
    """Return the features in context of shared claims and of common items, given the models of pairs by themselves."""
    models = (claim, topic)
    alone = [model.score(table.features) for model in models]
    found = context_features(table.sentences, table.features, *alone)
    odds = [{"alone": model.odds(table.features), HERE: table.features[HERE]} for model in models]
    return odds[0] | found[0], odds[1] | found[1]


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
    alone = {Relation.PARTIAL: load_model("claim"), Relation.TOPIC: load_model("topic")}
    context = dict(zip(alone, in_context(table, *alone.values()), strict=True))
    models = {Relation.PARTIAL: load_model("claim_in_context"), Relation.TOPIC: load_model("topic_in_context")}
    claim, topic = (models[kind].score(context[kind]) for kind in (Relation.PARTIAL, Relation.TOPIC))
    shares = claim >= options.claim_cut
    same = shares & (table.features["words"] >= options.same_cut)
    topics = ~shares & table.across & (topic >= options.topic_cut)
    links: list[Link] = []
    for kind, chosen, score in ((Relation.PARTIAL, shares, claim), (Relation.TOPIC, topics, topic)):
        places = np.nonzero(np.triu(chosen, k=1))
        why = explain_in_context(alone[kind], models[kind], table.features, context[kind], places)
        for i, j, signals in zip(*(place.tolist() for place in places), why, strict=True):
            relation = Relation.SAME if same[i, j] else kind
            links.append(Link(table.sentences[i].id, table.sentences[j].id, relation, float(score[i, j]), signals))
    order = {sentence.id: k for k, sentence in enumerate(table.sentences)}
    return tuple(sorted(links, key=lambda link: (order[link.a], order[link.b])))


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
