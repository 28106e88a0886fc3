"""One side's account of a call, retold over several sentences.

Takes the speakers of an article's sentences in reading order. Where two sentences or more in a row name the same side
as their source ("…, the Kremlin said. …, the statement added."), the next sentence that tells what this side's leader,
"he" or "they" did in the call ("Putin also said …") belongs to the same account though it names nobody. A sentence
after a single attributed one is the outlet's own. It reads no sentence itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.attribution.grammar import words as word_class
from comparator.engine.attribution.sourcekinds import SourceKind
from comparator.engine.lexicon import read_json
from comparator.engine.records import OUTLET_VOICE, Role, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.attribution.memory import Memory
    from comparator.engine.attribution.reports import Report

_AN_ACCOUNT = 2
"""Attributed sentences in a row that make an account; in the annotated articles narration follows a single one more often than not."""
_PERSONS = ("he", "she", "they")
_FURTHER = ("also", "further", "additionally")
_ELSEWHERE = re.compile(
    r" had (?:\w+ )?(?:told|said|assured|asked|urged|warned)\b(?:(?! that )[^,.:;“\"]){0,60} (?:in|at) (?:the )?[A-Z]"
)
"""What was said before, and elsewhere: "had told Putin in Samarkand"; an account of the call does not go on so."""
_OPENING = 12
"""Words at the head of a sentence among which what marks it as background stands."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asserts a sentence."""

    attributed: bool
    voice: str | None
    source: str | None = None
    cue: str | None = None
    why: str = ""


class Account:
    """Which side's account the sentences read so far are telling."""

    def __init__(self) -> None:
        self._last: Speaker | None = None
        self._told = 0
        """Sentences in a row of the last speaker's side."""
        self._own = False
        """Whether it is a leader who tells the public of the call."""
        self._paragraph = -1
        """The paragraph of the sentence before."""
        self._past = False
        """Whether the last sentence of a side is in the past perfect, as what tells of an earlier call is."""

    def see(self, segment: Segment, speaker: Speaker, memory: Memory) -> None:
        """Take note of who asserts a sentence; what is no part of the report does not interrupt an account."""
        if segment.role is Role.FURNITURE:
            return
        self._paragraph = segment.paragraph
        if segment.role is Role.HEADLINE or speaker.voice in (None, OUTLET_VOICE):
            self._last, self._told, memory.public = None, 0, None
            return
        same = self._last is not None and self._last.voice == speaker.voice
        if memory.last is not None and memory.last.kind is SourceKind.HEAD and memory.public is None:
            # A leader's own words, quoted: they may come from the call, so that they neither make an account nor end one.
            self._last = self._last if same else None
            self._told = self._told if same else 0
            return
        self._last, self._told = speaker, self._told + 1 if same else 1
        self._past = " had " in segment.text
        self._own = memory.public == speaker.voice

    def goes_on(self, segment: Segment, report: Report) -> bool:
        """Tell whether a sentence that names no source goes on with the account."""
        if self._last is None or report.side is not None or report.named:
            return False
        words = segment.text.lower().replace(",", " ").split()
        if _is_impersonal(words):
            return self._told >= _AN_ACCOUNT or words[:2] == ["it", "was"]
        words = words[:_OPENING]
        further = any(word in words for word in _FURTHER)
        if not self._past and not further and _ELSEWHERE.search(segment.text):
            return False
        if not self._is_told(segment, words, further=further):
            return False
        if not (report.cues or (further and "had" not in words)) or _background().intersection(words):
            return False
        if report.actor is not None:
            return report.actor.side == self._last.voice
        topic = report.topic
        if topic is None or topic.kind not in (SourceKind.PRONOUN, SourceKind.HEAD):
            return False
        if topic.kind is SourceKind.PRONOUN:
            return topic.head in _PERSONS
        return topic.side == self._last.voice or (topic.side is None and topic.head.endswith("s") and further)

    def _is_told(self, segment: Segment, words: Sequence[str], *, further: bool) -> bool:
        """Tell whether an account is being told: by two sentences, by a leader himself, or in the past perfect ("he had also said")."""
        if self._told >= _AN_ACCOUNT:
            return True
        if self._own and (further or words[:1] in (["he"], ["she"])):
            return True
        return further and words[1:2] == ["had"] and words[0] in _PERSONS and segment.paragraph == self._paragraph

    def told(self, report: Report) -> Speaker:
        """Return the speaker of a sentence that goes on with the account."""
        last = self._last
        if last is None:
            return Speaker(attributed=False, voice=OUTLET_VOICE)
        why = f"It goes on with the account of “{last.source}”, whom the sentences before it name."
        return Speaker(attributed=True, voice=last.voice, source=last.source, cue=report.cue, why=why)


def _is_impersonal(words: Sequence[str]) -> bool:
    """Tell whether a sentence tells like a readout what was noted or discussed, and by nobody."""
    if words[:2] == ["it", "was"]:
        return any(word in _IMPERSONAL for word in words[2:4])
    was = next((at for at, word in enumerate(words) if word in ("was", "were")), len(words))
    return any(word in _TREATED for word in words[was + 1 : was + 3]) and "also" in words[was : was + 2]


_IMPERSONAL = word_class("impersonal")
_TREATED = word_class("treated")


@cache
def _background() -> frozenset[str]:
    return frozenset(read_json("cues")["background_words"])
