"""Whether one text contradicts another: the ``judge`` verb, for two texts of any kind.

Takes two texts and says whether they agree, diverge or have nothing to do with each other. A text contradicts another if most of what
the shorter one says is in the longer one and the rest is opposed: another number, a denial, an opposite, other parties. The order of
the two does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from comparator.engine.alignment.multilingual import script_of
from comparator.engine.judgement.contrast import Difference, contrast, denial, shared_words, synonyms
from comparator.engine.judgement.facts import Facts, read_facts
from comparator.engine.judgement.reasons import Plain, plain_agreement, plain_divergence
from comparator.engine.records import Reason

if TYPE_CHECKING:
    from comparator.engine.register import Register


RELATED = 0.4
"""Share of the shorter text's content words that two texts on one matter have in common at the least."""
COMMON_GROUND = 0.5
"""The same, what is at issue aside, for a difference to be a contradiction and not another matter."""
DENIAL_GROUND = 0.7
"""The same, where one text denies something and the other denies nothing: what is denied is not known, so the rest must be the same."""


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
    if len({script_of(a), script_of(b)} - {""}) > 1:
        text = "They are in different languages; their words were not compared."
        return PairJudgement("unrelated", (Reason("wording", text),))
    first, second = read_facts(a, register), read_facts(b, register)
    shared = shared_words(first, second)
    if not shared or _coverage(first, second, frozenset()) < RELATED:
        return PairJudgement("unrelated", (Reason("wording", "They share too few words to speak of one matter."),))
    found = [*contrast(first, second), *filter(None, [denial(first, second)])]
    opposed = [difference for difference in found if _contradicts(difference, first, second)]
    if opposed:
        one, other = Plain(a, first), Plain(b, second)
        reasons = [plain_divergence(difference, one, other) for difference in opposed]
        return PairJudgement("diverge", tuple({(r.a, r.b): r for r in reversed(reasons)}.values())[::-1])
    return PairJudgement("agree", (plain_agreement([word for word, _ in shared], Plain(a, first)),))


def _contradicts(difference: Difference, first: Facts, second: Facts) -> bool:
    """Return whether a difference stands on common ground: the rest of the shorter text is in the longer one."""
    if not difference.opposed:
        return False
    at_issue = frozenset(word.stem for word in (*difference.a, *difference.b))
    if difference.kind == "denial":
        return _coverage(first, second, at_issue) >= DENIAL_GROUND
    names = frozenset(
        stem for facts in (first, second) for stem, word in facts.content.items() if word.text[0].isupper()
    )
    figures = difference.kind in {"date", "number"}
    if figures and _coverage(first, second, at_issue | names) < COMMON_GROUND:
        return False  # the same names with another figure, but what is counted or dated is another matter
    return _coverage(first, second, at_issue) >= COMMON_GROUND


def _coverage(first: Facts, second: Facts, at_issue: frozenset[str]) -> float:
    """Return how much of the text with fewer words, what is at issue aside, is in the other; for equals the larger share."""
    shares = []
    for shorter, longer in ((first, second), (second, first)):
        if len(shorter.content) <= len(longer.content):
            rest = [stem for stem in shorter.content if stem not in at_issue]
            covered = sum(stem in longer.content or _has_synonym(stem, longer) for stem in rest)
            shares.append(covered / len(rest) if rest else 1.0)
    return max(shares)


def _has_synonym(stem: str, other: Facts) -> bool:
    return not synonyms().get(stem, frozenset()).isdisjoint(other.content)
