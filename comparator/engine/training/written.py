"""Calls written for this project as annotated calls, for fitting and measuring.

Takes ``written_calls.txt``, whose head gives its form; gives its calls with every sentence's voice and points as if annotators had settled
them. The pairs follow from the points as the annotation guide has it: shared points make two sentences of a call say the same, wholly or
in part, and a relation between the points of two sides makes them speak to one matter.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from comparator.engine.records import Call, Role, Sentence, Span
from comparator.engine.register import build_register
from comparator.engine.training.gold import GoldCall, Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SOURCE = Path(__file__).with_name("written_calls.txt")
_BACKGROUND = "bg-"
"""Begins the points of sentences that belong to no call."""


class _Reader:
    """One call while its lines are read."""

    def __init__(self, day: str, sides: Sequence[str]) -> None:
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
            name=f"written/{self.date}",
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


def load_written() -> tuple[GoldCall, ...]:
    """Return the calls of ``written_calls.txt``."""
    calls: list[_Reader] = []
    for line in _SOURCE.read_text(encoding="utf-8").splitlines():
        head, *rest = line.split(" ")
        if head == "call":
            calls.append(_Reader(rest[0], rest[1:]))
        elif line and head != "#":
            calls[-1].read(line)
    return tuple(call.call() for call in calls)
