"""Whether one text contradicts another: the ``judge`` verb, for two texts of any kind.

Takes two texts and says whether they agree, diverge or have nothing to do with each other. A text contradicts another if most of what
the shorter one says is in the longer one and the rest is opposed: another number, a denial, an opposite, other parties. The order of
the two does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from comparator.engine.contrast import contrast, shared_words
from comparator.engine.facts import read_facts
from comparator.engine.records import Reason

if TYPE_CHECKING:
    from comparator.engine.register import Register


@dataclass(frozen=True, slots=True)
class PairJudgement:
    """What two texts amount to, and why."""

    verdict: Literal["agree", "diverge", "unrelated"]
    reasons: tuple[Reason, ...]


def judge_pair(a: str, b: str, register: Register | None = None) -> PairJudgement:
    """Return whether two texts agree, with the reasons.

    >>> judge_pair("The strike killed 20 people.", "The strike killed 12 people.").verdict
    'diverge'
    """
    first, second = read_facts(a, register), read_facts(b, register)
    shared = shared_words(first, second)
    least = min(len(first.content), len(second.content))
    if not shared or len(shared) < 0.4 * least:
        return PairJudgement("unrelated", (Reason("wording", "They share too few words to speak of one matter."),))
    opposed = [d for d in contrast(first, second) if d.opposed]
    reasons = tuple(
        Reason(d.kind, f"{d.kind}: {' '.join(w.text for w in d.a)} / {' '.join(w.text for w in d.b)}") for d in opposed
    )
    if reasons:
        return PairJudgement("diverge", reasons)
    return PairJudgement("agree", (Reason("shared", "Both have " + ", ".join(w.text for w, _ in shared[:8])),))
