"""The neighbours of a passage that a report carried over from another call.

What is carried over is seldom one sentence: takes the passages found and all sentences with their words; gives those beside a passage
that share particulars with the other call's account, freely told as they may be. Without a passage found it gives nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.echoes.echo_pairs import likeness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.echoes.echo_pairs import Worded
    from comparator.engine.records import Call, Sentence

_SHARED, _ALIKE = 2, 0.35
"""Rare words and likeness that a neighbour must share with the other call's account: half of what a passage alone must."""

_Accounts = dict[tuple[str | None, str | None], list["Worded"]]
"""Call and voice → sentences."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence and the call that it seems to belong to."""

    sentence: Sentence
    call: Call


@dataclass(frozen=True, slots=True)
class Carried:
    """A neighbour, the call that it seems to belong to, and the sentence of that call that tells the same."""

    sentence: Sentence
    call: Call
    told: Sentence


def carried_beside(passages: Sequence[Placed], worded: Sequence[Worded]) -> list[Carried]:
    """Return the sentences beside ``passages``, and beside those, that belong with them."""
    if not passages:
        return []
    at = {(one.sentence.document, one.sentence.index): one for one in worded}
    accounts: _Accounts = defaultdict(list)
    for one in worded:
        accounts[(one.sentence.call, one.sentence.voice)].append(one)
    found: list[Carried] = []
    queue = sorted(passages, key=lambda placed: (placed.sentence.id, placed.call.id))
    seen = {placed.sentence.id for placed in queue}
    for placed in queue:
        for step in (-1, 1):
            near = at.get((placed.sentence.document, placed.sentence.index + step))
            if near is None or near.sentence.id in seen or not _one_account(near.sentence, placed.sentence):
                continue
            told = _told_there(near, placed.call, accounts)
            if told is not None:
                seen.add(near.sentence.id)
                found.append(Carried(near.sentence, placed.call, told.sentence))
                queue.append(Placed(near.sentence, placed.call))
    return found


def _one_account(a: Sentence, b: Sentence) -> bool:
    return a.call == b.call and a.voice == b.voice and a.paragraph == b.paragraph


def _told_there(
    near: Worded, call: Call, accounts: Mapping[tuple[str | None, str | None], list[Worded]]
) -> Worded | None:
    """Return the sentence of the other call with the same particulars, where this call's other sources have nothing as like."""
    own, voice = near.sentence.call, near.sentence.voice
    there = [one for one in accounts.get((call.id, voice), ()) if len(one.marks & near.marks) >= _SHARED]
    best = max(there, key=lambda one: (likeness(near, one), one.sentence.id), default=None)
    if best is None or likeness(near, best) < _ALIKE:
        return None
    here = [one for one in accounts.get((own, voice), ()) if one.sentence.document != near.sentence.document]
    return best if all(likeness(near, one) < likeness(near, best) for one in here) else None
