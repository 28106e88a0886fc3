"""Stage 6: the verdict on each statement, with its reasons.

Takes the sentences of one call and their alignment and gives one statement for each thing that is said (a cluster of which some pairs
agree and some diverge gives one of each). A statement says whether the accounts of the sides agree or diverge, whether one side alone
tells it, or whether no side is given for it, and always why. Reasons put the side that the call lists first in ``a``. It reports what
texts say: it does not guess why a text lacks something.

Two texts that belong to no call are judged by ``judge_pair``.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from comparator.engine.alignment.labels import Labeller
from comparator.engine.judgement.contradiction import PairJudgement, judge_pair
from comparator.engine.judgement.statements import Composer, Part
from comparator.engine.judgement.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.pairs import PairDecision
    from comparator.engine.records import (
        Alignment,
        Call,
        Sentence,
        Statement,
    )
    from comparator.engine.register import Register

__all__ = ["PairJudgement", "judge", "judge_pair"]

_ID_LENGTH = 8


def judge(
    call: Call,
    sentences: Sequence[Sentence],
    alignment: Alignment,
    register: Register,
    decisions: Sequence[PairDecision] = (),
) -> tuple[Statement, ...]:
    """Return the statements of a call in order of first appearance, with a person's decisions in force."""
    versions = Versions(call, sentences, alignment.links, register, tuple(decisions))
    composer = Composer(versions)
    parts = sorted(
        composer.parts(alignment.clusters),
        key=lambda part: (versions.place(part.members[0]), part.members, part.verdict),
    )
    parts = _told_apart(versions, parts)
    ids = _unique_ids(call, parts)
    return tuple(composer.statement(part, identity) for part, identity in zip(parts, ids, strict=True))


def _told_apart(versions: Versions, parts: Sequence[Part]) -> list[Part]:
    """Return the parts with a heading of its own for each: what agrees and what diverges in one cluster have that of the cluster."""
    plain = [part.label for part in parts]
    if len(set(plain)) == len(plain):
        return list(parts)
    known = versions.in_order(versions.by_id)
    place = {sentence: k for k, sentence in enumerate(known)}
    own = [versions.by_id[sentence] for sentence in known]
    profiles = [versions.profile(sentence) for sentence in known]
    labeller = Labeller(own, profiles, frozenset(versions.call.sides), versions.register)
    headings = labeller.told_apart(plain, [[place[member] for member in part.members] for part in parts])
    return [replace(part, label=heading) for part, heading in zip(parts, headings, strict=True)]


def _unique_ids(call: Call, parts: Sequence[Part]) -> list[str]:
    """Return a short id for each part, made of the call and its members; longer where two would be the same."""
    taken: set[str] = set()
    ids = []
    for part in parts:
        key = "\0".join((call.id, *part.members))
        digest = base64.b32encode(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()).decode().lower()
        identity = digest[:_ID_LENGTH]
        if identity in taken:
            identity = f"{digest[: _ID_LENGTH + 2]}{part.verdict.value[0]}"
        taken.add(identity)
        ids.append(identity)
    return ids
