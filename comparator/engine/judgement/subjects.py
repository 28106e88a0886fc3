"""Who acts in a text, and by which verb.

Takes words and what the register finds named in them; gives each verb of what leaders do with its subject. There is
no parser behind it: the subject is the party before the verb, and "in Ukraine" or "India's concerns" are none.
Pronouns and bare titles act, but who they are is not said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comparator.engine.judgement.wording import Word
    from comparator.engine.register import Mention

TOGETHER = "*"
"""The actor of what the leaders do together."""
_JOINT_ALONE = frozenset({"both", "they", "interlocutors"})
_JOINT_PLURAL = frozenset({"leaders", "parties", "sides", "presidents", "ministers", "heads", "two"})
_BOTH = frozenset({"the", "both", "two"})
_ADVERBS = frozenset(
    ["also", "had", "has", "have", "then", "once", "again", "further", "jointly", "in", "turn", "furthermore", "both"]
)
NOUN_MARKERS = frozenset({"the", "a", "an", "of", "to", "our", "his", "her", "their", "its"})
PREPOSITIONS = frozenset(
    [
        "-",
        "in",
        "of",
        "on",
        "to",
        "with",
        "for",
        "between",
        "about",
        "regarding",
        "against",
        "via",
        "over",
        "from",
        "towards",
        "around",
        "by",
        "and",
        "near",
        "at",
        "inside",
        "concerning",
    ]
)
_INITIATIVES = frozenset({"initiated", "initiative", "request"})
_NEAR = 4
_BEING = frozenset({"was", "were", "is", "are", "been", "be"})
_COMMON_KINDS = frozenset({"generic", "joint"})
_OFFICES = frozenset(
    ["president", "minister", "prime", "leader", "side", "party", "government", "chancellor", "king", "counterpart"]
) | {
    "prime minister",
    "foreign minister",
}


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody's act of speech within the call: who, and the stem of the verb."""

    actor: str
    verb: Word


def acts(words: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Act]:
    """Give each verb of what leaders do with its subject: the last party that a verb follows at once, or else the first party."""
    named = [*_parties(words, mentions), *_together(words)]
    taken = {subject.end for subject in named}
    subjects = sorted([*named, *(s for s in _unnamed(words) if s.end not in taken)], key=lambda subject: subject.end)
    for before, word in pairwise(words):
        if word.form not in act_kinds() or before.form in NOUN_MARKERS or before.form in _BEING:
            continue  # a noun, or what was done to the party before it
        earlier = [subject for subject in subjects if subject.end <= word.start]
        if earlier:
            sure = [subject for subject in earlier if subject.acts]
            subject = sure[-1] if sure else earlier[0]
            if subject.side:
                yield Act(subject.side, word)


def initiator(words: Sequence[Word], mentions: Sequence[Mention]) -> Act | None:
    """Return at whose initiative something was held, if the text says so: "initiated by France", "at Putin's request"."""
    for index, word in enumerate(words):
        if word.form not in _INITIATIVES:
            continue
        reach = words[max(0, index - _NEAR) : index + 1 + _NEAR]
        near = [m for m in mentions if reach[0].start <= m.start and m.end <= reach[-1].end]
        following = words[index + 1].form if index + 1 < len(words) else ""
        after = [m for m in near if m.start > word.start and following in {"of", "by"}]
        before = [m for m in near if m.end <= word.start and any(w.form in {"at", "on"} for w in reach[:_NEAR])]
        named = after[:1] or before[-1:]
        if named:
            return Act(named[0].side, word)
    return None


def is_impersonal(words: Sequence[Word]) -> bool:
    """Return whether words give no one as the actor: something was discussed or agreed, the talks focused on it, it was the topic."""
    last = -_NEAR
    for index, word in enumerate(words):
        if word.form in _agenda_words():
            return True
        if word.form in _BEING:
            last = index
        elif index - last < _NEAR and (act_kinds().get(word.form) in _COMMON_KINDS or word.form in _common_passives()):
            return True
    return False


@cache
def _agenda_words() -> frozenset[str]:
    return frozenset(read_json("requests")["agenda"])


@cache
def _common_passives() -> frozenset[str]:
    return frozenset(read_json("requests")["impersonal"])


@cache
def act_kinds() -> Mapping[str, str]:
    """Return form of a verb of what leaders do → kind of act (request, offer, thank, invite, criticise, position, generic, joint)."""
    kinds = ("request", "offer", "thank", "invite", "criticise", "position", "generic", "joint")
    return {verb: kind for kind in kinds for verb in read_json("requests")[kind]}


def named_stems(words: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[str]:
    """Give the stems of the words that name a state, a leader or an institution."""
    pending = list(reversed(mentions))
    for word in words:
        while pending and pending[-1].end <= word.start:
            pending.pop()
        if pending and pending[-1].start < word.end:
            yield word.stem


@dataclass(frozen=True, slots=True)
class _Subject:
    """A party that may be the subject of a verb after it."""

    end: int
    side: str
    acts: bool
    """Whether a verb follows it at once."""


def _parties(words: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[_Subject]:
    """Give each mention that can act: not "in Ukraine", "India's concerns", "Indian citizens" or the "Modi-Putin talk"."""
    starts = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index for index, word in enumerate(words)}
    for mention in mentions:
        first, last = starts.get(mention.start), ends.get(mention.end)
        if mention.kind == "institution" or first is None or last is None:
            continue
        following = words[last + 1].form if last + 1 < len(words) else ""
        if mention.kind == "adjective":
            if following not in _OFFICES:
                continue
            last += 1
        if following != "-" and not _is_governed(words, first):
            yield _Subject(words[last].end, mention.side, _verb_follows(words, last))


def _is_governed(words: Sequence[Word], first: int) -> bool:
    """Return whether a mention hangs on a preposition or a hyphen; "the President of Ukraine" does not, it is that president."""
    index = first - 1
    while index >= 0 and (words[index].form in _OFFICES or words[index].form in {"the", "a", "an", "his", "her"}):
        index -= 1
    if index < 0:
        return False
    office = index > 0 and words[index].form == "of" and words[index - 1].form in _OFFICES
    if office:
        return index > 1 and _is_governed(words, index - 1)
    return words[index].form in PREPOSITIONS


def _verb_follows(words: Sequence[Word], last: int) -> bool:
    for word in words[last + 1 : last + 4]:
        if word.form not in _ADVERBS:
            return word.form in act_kinds() or word.form in {"said", "told", "added"}
    return False


def _unnamed(words: Sequence[Word]) -> Iterator[_Subject]:
    """Give the pronouns and bare titles that a verb follows at once: somebody acts, the text does not say who."""
    for index, word in enumerate(words):
        if (word.form in _OFFICES or word.form in {"he", "she"}) and _verb_follows(words, index):
            yield _Subject(word.end, "", acts=True)


def _together(words: Sequence[Word]) -> Iterator[_Subject]:
    for index, word in enumerate(words):
        before = words[index - 1].form if index else "the"
        if word.form in _JOINT_ALONE or (word.form in _JOINT_PLURAL and before in _BOTH):
            yield _Subject(word.end, TOGETHER, _verb_follows(words, index))
