"""Whether two accounts of one matter agree: a small logistic model over what ``contrast`` finds.

Takes the facts of two texts that were linked and gives the probability that they diverge in substance, with the named evidence. The
weights are a data file (``lexicon/verdict_weights.json``) that ``training/fit_judge.py`` writes; no feature knows a side, a word or an
outlet, and each is the same whichever text comes first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.alignment.agendacues import areas, items
from comparator.engine.alignment.features import nearness
from comparator.engine.judgement.contrast import Difference, contrast, contrast_figures, synonyms
from comparator.engine.judgement.facts import Facts, general_stems, holding_stems
from comparator.engine.judgement.subjects import TOGETHER
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.alignment.profiles import Profile
KINDS = ("request", "offer", "thank", "invite", "criticise", "position", "generic", "joint")
"""What leaders do in a call; of each, whether one account tells of it, and whether both do, speaks for agreement or for divergence."""

_ABOUT = "about "
"""Begins the names of the features that say what the two accounts are about."""

_MANY = 3.0
"""Logarithm of the content words, and one more, of a long sentence."""

_DIGITS = 9
"""Digits of the log-odds that are kept: what comes after may hang on which account comes first."""

_OPPOSED = frozenset({"number", "date", "negation", "actor"})
_THIN = 2
"""Stems of the matter up to which a sentence that tells of the holding of a call tells of nothing else."""

_TOPIC_KINDS = frozenset({"generic", "joint"})
_MILD_KINDS = _TOPIC_KINDS | {"thank", "invite"}
_EVENTS = frozenset({"force", "harm"})
"""Classes of charges whose words may just name what happened ("strikes", "hostages"), unlike those of fault and threat."""
_CLAIM_WEIGHT = 4.0
"""Weight of a side's own matter at which it counts half as a claim of its own; three or four telling words."""


@cache
def feature_names() -> tuple[str, ...]:
    """Return the names of all features. Items that are a part of the world are none: who is at issue says nothing of agreement."""
    regions = set(areas().values())
    return (
        "opposed", "charge", "term", "actors", "claims", "modal", "denies", "views", "shared", "together", "jointly", "thanks", "same",
        "denied_by_one", "denied_by_both", "joint_in_one", "joint_in_both", "impersonal_in_both", "longer", "shorter", "meaning",
        *(f"{kind}_in_{number}" for kind in KINDS for number in ("one", "both")),
        *(f"{_ABOUT}{item}" for item in items() if item not in regions),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessment:
    """How likely two accounts are to diverge, and on what evidence."""

    probability: float
    features: Mapping[str, float]
    differences: tuple[Difference, ...]
    translated: bool = False
    """Whether the two are in different languages, so that their words were not compared."""


def assess(a: Facts, b: Facts, profiles: tuple[Profile, Profile], *, same: float = 0.0) -> Assessment:
    """Return how far two linked accounts diverge; ``same`` is how far the alignment holds that they say the same (0 to 1)."""
    differences = contrast(a, b)
    features = read_features(a, b, profiles, differences, same)
    weights = read_json("verdict_weights")["weights"]
    total = weights["bias"] + sum(weights[name] * features[name] for name in feature_names())
    return Assessment(1.0 / (1.0 + math.exp(-round(total, _DIGITS))), features, differences)


def assess_translated(a: Facts, b: Facts) -> Assessment:
    """Return the assessment of two accounts in different languages: their link says that they agree, unless their figures differ."""
    differences = contrast_figures(a, b)
    return Assessment(float(bool(differences)), {}, differences, translated=True)


def read_features(
    a: Facts, b: Facts, profiles: tuple[Profile, Profile], differences: Sequence[Difference], same: float
) -> dict[str, float]:
    """Return the features of a pair by name; what two accounts share weighs nothing where they oppose each other outright.

    Two accounts of one matter diverge where each makes a claim that the other lacks (``claims``) and says what must or may be
    (``modal``), denies something (``denies``) or gives a view (``views``). They rather agree where one tells of the leaders together or of
    no one ("was discussed"), which covers what the other says in detail, the more so where both do (``jointly``), and where one thanks for
    what the other promises. Of thanks, visits and trade both sides tell alike, of the war they do not: ``about …`` says how far the two
    are about an item, ``meaning`` how far words near in meaning cover both.
    """
    kinds = [difference.kind for difference in differences]
    opposed = any(d.opposed and d.kind in _OPPOSED for d in differences)
    ours, theirs = _own_matter(a, b), _own_matter(b, a)
    whole = sum(a.matter.values()) + sum(b.matter.values())
    empty = not whole or (_says_nothing_more(a, b) and not opposed and not {"term", "charge"} & {*kinds})
    features = {
        "opposed": float(opposed),
        "charge": float("charge" in kinds and (_charges_alone(a) or _charges_alone(b))),
        "term": float("term" in kinds),
        "actors": _actor_distance(a, b),
        "modal": (bool(a.modality) + bool(b.modality)) / 2,
        "denies": (bool(a.denials) + bool(b.denials)) / 2,
        "views": ("position" in a.kinds) / 2 + ("position" in b.kinds) / 2,
        "jointly": float(all(_joint(facts) or facts.impersonal for facts in (a, b))),
    }
    shared = {
        "claims": _saturated(min(_claims(ours), _claims(theirs))),
        "shared": 1.0 if empty else 1.0 - (sum(ours.values()) + sum(theirs.values())) / whole,
        "together": float(any(_joint(facts) or facts.impersonal for facts in (a, b)) or _only_tell_of_topics(a, b)),
        "thanks": float(any("thank" in facts.kinds for facts in (a, b))),
        "same": same,
    }
    shared |= _read_matter(*profiles)
    return features | _read_manner(a, b) | {name: 0.0 if opposed else value for name, value in shared.items()}


def _read_manner(a: Facts, b: Facts) -> dict[str, float]:
    """Return in which manner the two speak: who denies, who tells of the leaders together, which acts either tells of, at what length."""
    joint, denying = _joint(a) + _joint(b), bool(a.denials) + bool(b.denials)
    lengths = sorted(math.log(1 + len(facts.content)) / _MANY for facts in (a, b))
    found = {
        "denied_by_one": float(denying == 1),
        "denied_by_both": float(denying == len((a, b))),
        "joint_in_one": float(joint == 1),
        "joint_in_both": float(joint == len((a, b))),
        "impersonal_in_both": float(a.impersonal and b.impersonal),
        "shorter": lengths[0],
        "longer": lengths[1],
    }
    for kind in KINDS:
        told = (kind in a.kinds) + (kind in b.kinds)
        found[f"{kind}_in_one"] = float(told == 1)
        found[f"{kind}_in_both"] = float(told == len((a, b)))
    return found


def _read_matter(a: Profile, b: Profile) -> dict[str, float]:
    """Return what the two are about, and how near they come in meaning."""
    names = (name for name in feature_names() if name.startswith(_ABOUT))
    about = {
        name: (a.items.get(name[len(_ABOUT) :], 0.0) + b.items.get(name[len(_ABOUT) :], 0.0)) / 2 for name in names
    }
    return {"meaning": nearness(a, b), **about}


def _own_matter(facts: Facts, other: Facts) -> dict[str, float]:
    """Return the matter of a text that the other text does not cover."""
    return {stem: weight for stem, weight in facts.matter.items() if not _covered(stem, other.matter)}


def _claims(matter: Mapping[str, float]) -> float:
    return sum(weight for stem, weight in matter.items() if stem not in general_stems())


def _saturated(weight: float) -> float:
    return weight / (weight + _CLAIM_WEIGHT)


def _says_nothing_more(a: Facts, b: Facts) -> bool:
    """Return whether both only say that the call was held, or both only that many things were spoken of."""
    held = _tells_of_holding(a) and _tells_of_holding(b) and min(len(a.matter), len(b.matter)) <= _THIN
    return held or all(facts.matter.keys() <= general_stems() for facts in (a, b))


def _only_tell_of_topics(a: Facts, b: Facts) -> bool:
    """Return whether neither does more than to discuss, inform or agree."""
    return bool(a.kinds and b.kinds) and a.kinds | b.kinds <= _TOPIC_KINDS


def _charges_alone(facts: Facts) -> bool:
    """Return whether a side blames by itself.

    What the leaders blame together ("the leaders condemned") sets the sides against no one; and to inform of an attack, to thank for
    help against it or to invite somebody to see its traces names a thing rather than a fault.
    """
    named = bool(facts.kinds) and facts.kinds <= _MILD_KINDS and facts.charges.keys() <= _EVENTS
    return bool(facts.charges) and not _joint(facts) and not named


def _tells_of_holding(facts: Facts) -> bool:
    return not holding_stems().isdisjoint(facts.content)


def _covered(stem: str, other: Mapping[str, float]) -> bool:
    return stem in other or not synonyms().get(stem, frozenset()).isdisjoint(other)


def _actor_distance(a: Facts, b: Facts) -> float:
    ours, theirs = {act.actor for act in a.acts}, {act.actor for act in b.acts}
    if not ours or not theirs or TOGETHER in ours | theirs:
        return 0.0
    return 0.0 if ours & theirs else 1.0


def _joint(facts: Facts) -> bool:
    return any(act.actor == TOGETHER for act in facts.acts)


def threshold() -> float:
    """Return the probability from which two accounts are said to diverge."""
    return float(read_json("verdict_weights")["threshold"])
