"""Whose account the outlet's own narration gives, where the text itself tells.

Takes the sentences of one call; gives the side that a sentence without a source is likely to retell: the side whose leader alone acts in
it ("Modi reiterated his call for dialogue") or, for what the leaders do together, the side that alone is quoted around it in a document
that quotes the other one elsewhere. All else has no version. It names no source: the voice stays the outlet's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from comparator.engine.judgement.subjects import TOGETHER, act_kinds, acts
from comparator.engine.judgement.wording import read_words
from comparator.engine.records import OUTLET_VOICE, Call, Role, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.engine.register import Register

_OWN = frozenset({"position", "request", "criticise"})
"""Acts by which a leader gives a view; of a thanks, a promise or a briefing the other side tells as often."""
_REACH = 2
"""Sentences between narration and the quoted sentence that it goes with; with 1 to 3 the annotated documents come out the same."""


def retold_sides(call: Call, sentences: Sequence[Sentence], register: Register) -> Mapping[str, str]:
    """Return sentence → side, for the narration among ``sentences`` whose account it is plain that it gives."""
    documents: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sorted(sentences, key=lambda s: (s.document, s.index)):
        if sentence.role is Role.CONTENT:
            documents[sentence.document].append(sentence)
    found = {}
    for told in documents.values():
        for place, sentence in enumerate(told):
            side = _retold(call, told, place, register) if sentence.voice == OUTLET_VOICE else None
            if side:
                found[sentence.id] = side
    return found


def with_retold_voices(call: Call, sentences: Sequence[Sentence], register: Register) -> tuple[Sentence, ...]:
    """Return the sentences with narration in the voice of the side that it retells, for comparison with the other side's account."""
    sides = retold_sides(call, sentences, register)
    return tuple(replace(s, voice=sides[s.id]) if s.id in sides else s for s in sentences)


def _retold(call: Call, told: Sequence[Sentence], place: int, register: Register) -> str | None:
    text = told[place].raw or told[place].text
    found = list(acts(read_words(text), register.mentions(text)))
    actors = {act.actor for act in found}
    if actors == {TOGETHER}:
        return _quoted_around(call, told, place)
    views = any(act_kinds()[act.verb.form] in _OWN for act in found)
    return actors.pop() if views and len(actors) == 1 and actors <= {*call.sides} else None


def _quoted_around(call: Call, told: Sequence[Sentence], place: int) -> str | None:
    """Return the one side that is quoted next to a sentence, if the document quotes another one too."""
    if len({s.voice for s in told} & {*call.sides}) < len(call.sides):
        return None
    before = _nearest(call, told, range(place - 1, max(-1, place - 1 - _REACH), -1), place)
    after = _nearest(call, told, range(place + 1, min(len(told), place + 1 + _REACH)), place)
    sides = {before, after} - {None}
    return sides.pop() if len(sides) == 1 else None


def _nearest(call: Call, told: Sequence[Sentence], places: Iterable[int], here: int) -> str | None:
    near = (told[k].voice for k in places if abs(told[k].index - told[here].index) <= _REACH)
    return next((voice for voice in near if voice in call.sides), None)
