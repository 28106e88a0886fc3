"""Calls written for this project as annotated calls, for fitting and measuring.

Takes ``written_calls.txt``, whose head gives its form, ``written_more.txt``, and ``written_onesided.txt``, in which most sentences are one
side's alone, as they are in real readouts; gives their calls with every sentence's voice and points as if annotators had settled them. The
pairs follow from the points as the annotation guide has it: shared points make two sentences of a call say the same, wholly or in part, and
a relation between the points of two sides makes them speak to one matter.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from comparator.engine.records import Call, Role, Sentence, Span
from comparator.engine.register import build_register
from comparator.engine.training.gold import GoldCall, Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

_SOURCES = {
    "written_calls.txt": "written",
    "written_more.txt": "written",
    "written_onesided.txt": "onesided",
}
"""File → the set that its calls make up."""
FIRST = ("written_calls.txt",)
"""The calls that say most things more than once."""
_BACKGROUND = "bg-"
"""Begins the points of sentences that belong to no call."""


class _Reader:
    """One call while its lines are read."""

    def __init__(self, set_name: str, day: str, sides: Sequence[str]) -> None:
        self.set_name = set_name
        self.date, self.sides = day, tuple(sides)
        self.leaders: dict[str, str] = {}
        self.relations: dict[tuple[str, str], str] = {}
        self.sentences: list[Sentence] = []
        self.points: dict[str, frozenset[str]] = {}
        self._document = ""

    def read(self, line: str) -> None:
        """Take one line of the call."""
        head, _, rest = line.partition(" ")
        first, _, last = rest.partition(" ")
        if head == "leader":
            self.leaders[first] = last
        elif head in {"agree", "diverge"}:
            self.relations[first, last] = head
        elif head == "document":
            self._document = first
        elif not first.startswith(_BACKGROUND):
            self._add(head, first, last)

    def _add(self, voice: str, points: str, text: str) -> None:
        index = len(self.sentences)
        own = f"{self._document}.{index}"
        span = Span(0, len(text))
        self.sentences.append(
            Sentence(own, self._document, index, span, text, Role.CONTENT, voice=voice, call=self.date)
        )
        self.points[own] = frozenset(points.split(",")) - {"-"}

    def call(self) -> GoldCall:
        """Return the call."""
        call = Call(self.date, date.fromisoformat(self.date), self.sides, self.leaders)
        same, agreeing, diverging = set[Pair](), set[Pair](), set[Pair]()
        for a, b in combinations(self.sentences, 2):
            pair = frozenset((a.id, b.id))
            if self.points[a.id] & self.points[b.id]:
                same.add(pair)
            if {a.voice, b.voice} == set(self.sides):
                for verdict in self._verdicts(self.points[a.id], self.points[b.id]):
                    (agreeing if verdict == "agree" else diverging).add(pair)
        return GoldCall(
            name=f"{self.set_name}/{self.date}",
            call=call,
            register=build_register([call]),
            sentences=tuple(self.sentences),
            points=self.points,
            same=frozenset(same),
            same_optional=frozenset(),
            cross=frozenset(agreeing | diverging),
            cross_optional=frozenset(),
            agreeing=frozenset(agreeing - diverging),
            diverging=frozenset(diverging - agreeing),
            verdicts=self._sentence_verdicts(agreeing, diverging),
        )

    def _verdicts(self, ours: Iterable[str], theirs: Iterable[str]) -> set[str]:
        found = {"agree"} if set(ours) & set(theirs) else set()
        pairs = ((a, b) for a in ours for b in theirs)
        return found | {self.relations[key] for a, b in pairs for key in ((a, b), (b, a)) if key in self.relations}

    def _sentence_verdicts(self, agreeing: set[Pair], diverging: set[Pair]) -> dict[str, str]:
        verdicts = {s.id: "one_sided" for s in self.sentences if s.voice in self.sides and self.points[s.id]}
        for verdict, pairs in (("agree", agreeing), ("diverge", diverging)):
            verdicts |= {member: verdict for pair in pairs for member in pair}
        return verdicts


def lifelike_parts(call: GoldCall) -> tuple[GoldCall, ...]:
    """Return the parts of a call that are mostly had of a real one: the accounts of the two sides alone, and each report that has both."""
    voices: dict[str, set[str | None]] = {}
    for sentence in call.sentences:
        voices.setdefault(sentence.document, set()).add(sentence.voice)
    sides = set(call.call.sides)
    official = {document for document, found in voices.items() if len(found) == 1 and found <= sides}
    reports = [{document} for document, found in voices.items() if found >= sides]
    return tuple(_only(call, kept) for kept in (official, *reports) if {v for d in kept for v in voices[d]} >= sides)


def _only(call: GoldCall, documents: Set[str]) -> GoldCall:
    inner = {s.id for s in call.sentences if s.document in documents}
    return replace(
        call,
        sentences=tuple(s for s in call.sentences if s.id in inner),
        same=frozenset(pair for pair in call.same if pair <= inner),
        cross=frozenset(pair for pair in call.cross if pair <= inner),
        agreeing=frozenset(pair for pair in call.agreeing if pair <= inner),
        diverging=frozenset(pair for pair in call.diverging if pair <= inner),
        verdicts={sentence: verdict for sentence, verdict in call.verdicts.items() if sentence in inner},
    )


def load_written(files: Iterable[str] = tuple(_SOURCES)) -> tuple[GoldCall, ...]:
    """Return the calls of ``files``, all by default, under the names of their sets."""
    calls: list[_Reader] = []
    for name in files:
        for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
            head, *rest = line.split(" ")
            if head == "call":
                calls.append(_Reader(_SOURCES[name], rest[0], rest[1:]))
            elif line and head != "#":
                calls[-1].read(line)
    return tuple(call.call() for call in calls)
