"""Mentions of a call in one sentence: "phone call", "spoke with President …", "called Zelenskyy".

Takes the words of a sentence, the lists that they stand in and the leaders named; gives the mention that weighs most, told whether it is
only the circumstance of something else, or only wished for. Which call is meant is told elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.location.calltokens import words_of
from comparator.engine.location.dates import is_date_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.location.calltokens import Hits, Token
    from comparator.engine.register import Mention

_REACH = 8
"""Words around a mention of a call that are asked for its partner, or for "after" and "to"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A mention of a call."""

    start: int
    end: int
    remote: bool
    """Said to be by phone or video, or plainly named a call."""
    subordinate: bool
    """Mentioned only as the circumstance of something else ("following their call")."""
    unreal: bool = False
    """Wanted or asked for, not said to have been held ("urged him to hold talks with")."""
    future: bool = False
    """Said to be held yet ("we will have a conversation with")."""
    told_of: bool = False
    """What somebody tells of: "shared his assessments of the conversation with the envoy"."""
    denied: bool = False
    """Said not to be held ("will not conduct negotiations with")."""


def find_cue(tokens: Sequence[Token], hits: Hits, leaders: Sequence[Mention]) -> Cue | None:
    """Return the mention of a call that weighs most: remote before vague, main clause before circumstance."""
    barred = {index for span in hits.get("not_calls", ()) for index in range(*span)}
    spans = [(span, True) for span in hits.get("remote_calls", ())]
    spans += [(span, True) for span in hits.get("call_nouns", ()) if _is_call_noun(tokens, span[0], leaders)]
    spans += [(span, False) for span in hits.get("calls", ()) if not _is_in_place(tokens, span[1])]
    spans += [(span, False) for span in hits.get("spoke", ()) if _spoke_with(tokens, span, leaders)]
    spans += [(span, True) for span in hits.get("rang", ()) if _rang(tokens, span[1], leaders)]
    cues = [
        Cue(
            tokens[start].start,
            tokens[end - 1].end,
            remote,
            _is_subordinate(tokens, start, hits),
            _is_wish(tokens, start),
            _is_to_come(tokens, start, hits),
            _is_told_of(tokens, start),
            _is_denied(tokens, start),
        )
        for (start, end), remote in spans
        if not barred.intersection(range(start, end))
    ]
    return min(cues, key=lambda cue: (cue.unreal, cue.subordinate, not cue.remote, cue.start), default=None)


def _is_call_noun(tokens: Sequence[Token], index: int, leaders: Sequence[Mention]) -> bool:
    after = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if after in words_of("not_after_call") and not (
        after == "on" and index + 2 < len(tokens) and is_date_word(tokens[index + 2].word)
    ):
        return False
    before = tokens[index - 1] if index else None
    if after == "to":
        follows = tokens[index + 2].start if index + 2 < len(tokens) else -1
        return any(0 <= mention.start - follows <= 40 for mention in leaders) and before is not None
    if after in words_of("after_call"):
        return True
    if before is None:
        return False
    word = before.word
    return (
        word in words_of("before_call")
        or is_date_word(word)
        or word.endswith(("'s", "-long", "-hour", "-minute", "long", "hour", "minute", "s'"))
        or any(mention.end == before.end for mention in leaders)
    )


def _is_in_place(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a talk is said to be in a place, where people meet: "reached at the talks in Moscow"."""
    after = tokens[end : end + 2]
    return len(after) > 1 and after[0].word == "in" and after[1].capital and not is_date_word(after[1].word)


def _spoke_with(tokens: Sequence[Token], span: tuple[int, int], leaders: Sequence[Mention]) -> bool:
    """Tell whether "spoke" says with whom or how: a leader after "with" or "to", or two leaders before it."""
    first, index = span
    ahead = tokens[index : index + _REACH]
    position = next((token.end for token in ahead if token.word in {"with", "to", "с"}), None)
    heard = next((token.word for token in ahead if token.start > position), "") if position is not None else ""
    if heard in {"him", "her", "them"} and first and tokens[first - 1].word in {"i", "we"}:
        return True
    if position is None:
        if len({m.side for m in leaders if m.end <= tokens[first].start}) > 1:
            return True
        # "The two presidents had last spoken", "they last spoke".
        return any(token.word in _LAST for token in tokens[max(0, first - 2) : first])
    limit = ahead[-1].end + 40
    if any(position <= mention.start <= limit for mention in leaders):
        return True
    return any(
        token.word in words_of("leader_titles")
        for token in tokens[index : index + _REACH + 4]
        if token.start >= position
    )


_ALSO_NAMES = frozenset({"called", "calls"})
_PASSIVE = frozenset({"was", "been", "were"})
_LAST = frozenset({"last", "previously"})


def _rang(tokens: Sequence[Token], index: int, leaders: Sequence[Mention]) -> bool:
    """Tell whether "called" has a leader for its object: "called President Zelenskyy", "phoned Modi"."""
    at = tokens[index].start if index < len(tokens) else -1
    near = tokens[index : index + 3]
    if near and near[0].word == "by" and index > 1 and tokens[index - 2].word in _PASSIVE:
        # "had been phoned by Lula"
        return any(at <= m.start <= near[-1].end for m in leaders)
    if near and near[0].word in {"the", "his", "her"} and index and tokens[index - 1].word not in _ALSO_NAMES:
        # "telephoned the Egyptian president", not "called the president a friend"
        return any(token.word in words_of("leader_titles") for token in near)
    if not near or not near[0].capital:
        return False
    return any(at <= m.start <= near[-1].end for m in leaders) or near[0].word in words_of("leader_titles")


def _is_subordinate(tokens: Sequence[Token], index: int, hits: Hits) -> bool:
    """Tell whether a subordinator stands before the token in its own clause, and after other words."""
    for _, end in reversed(hits.get("subordinators", ())):
        if end <= index and index - end <= _REACH and not any(t.word in ";." for t in tokens[end:index]):
            return not any(tokens[at].word == "," for at in range(end, index))
    return False


def _is_wish(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether the mention is only wished for: "to hold talks with", "urged him to step in and talk to", "had sought such a call"."""
    if any(token.word in words_of("sought") for token in tokens[max(0, start - _SOUGHT) : start]):
        return True
    for index in range(start - 1, max(start - 1 - _REACH, -1), -1):
        if tokens[index].word == "to":
            before = tokens[max(0, index - 6) : index]
            return start - index <= _INFINITIVE or any(token.word in words_of("wishes") for token in before)
    return False


def _is_to_come(tokens: Sequence[Token], start: int, hits: Hits) -> bool:
    """Tell whether "will" or its like stands close before the mention: "will be talking to", "we'll have a call with"."""
    if any(start - _TO_COME <= end <= start for _, end in hits.get("future", ())):
        return True
    return any(
        token.word == "would" or token.word.endswith("'ll") for token in tokens[max(0, start - _TO_COME) : start]
    )


def _is_told_of(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether "of" or its like stands before the mention, with nothing but an article or an adjective between."""
    near = [token.word for token in tokens[max(0, start - _OBJECT_REACH) : start]]
    return any(word in _TOLD_OF for word in near) and words_of("acts").isdisjoint(near)


_TOLD_OF = frozenset({"of", "about", "on", "from", "regarding", "concerning"})
_OBJECT_REACH = 3
"""Words from "of" to the mention: "of his recent telephone conversation"."""


def _is_denied(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether "not" or its like stands close before the mention: "will not hold talks with", "no phone call"."""
    near = [token.word for token in tokens[max(0, start - _TO_COME) : start]]
    return any(word in _DENIALS or word.endswith("n't") for word in near)


_DENIALS = frozenset({"not", "no", "never", "neither", "nor", "without"})
_TO_COME = 5
"""Words from "will" to the mention: "will also have a long conversation"."""
_SOUGHT = 3
"""Words from "sought" to the mention: "sought such a call"."""
_INFINITIVE = 3
"""Words from "to" to the mention of a call: "to hold peace talks"."""
