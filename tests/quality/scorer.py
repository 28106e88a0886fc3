"""How good an output of ``collate`` is, measured against annotated documents.

Takes the annotations, the output and the raw texts as plain data; gives ten-odd figures between 0 and 1, larger is better. It reads no
file and runs no engine, so that its own tests can feed it outputs whose figures are known.

A gold sentence is matched with the output sentence that shares most characters with it. What the annotators did not settle (the
``…_optional`` entries) counts neither way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, TypeVar

Row = Mapping[str, Any]
Pair = frozenset[str]
Finding = TypeVar("Finding", bound=Hashable)

_AFTER_A_SENTENCE = " \t\r\n\u00a0\"'”’»)]"
_STRENGTH = {"diverge": 3, "agree": 2, "one_sided": 1}
_HELD = {"took-place"}
"""The point that a call was held: every report has it, so pairs of such sentences say nothing about an engine."""


class UnscorableError(ValueError):
    """The output does not fit the annotations: a document is missing, or a span lies outside its text."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One output's figures.

    Attributes:
        furniture_f1: characters that are not part of the report, told from those that are.
        boundary_f1: ends of content sentences, exact to the character (white space, closing quotes and brackets aside).
        voice_accuracy: share of content sentences whose voice is right.
        voice_macro_f1: the same, as the mean of the F1 of each voice.
        call_accuracy: share of content sentences with the right call, or rightly with none.
        pair_f1: pairs of sentences of one call that say the same thing wholly or partly.
        cross_f1: pairs of sentences of the two sides of one call on one item.
        verdict_macro_f1: agree, diverge, one-sided for each sentence of a side, mean of the F1 of each.
        misdated_f1: sentences that the report puts in one call and the text itself in another.
    """

    furniture_f1: float
    boundary_f1: float
    voice_accuracy: float
    voice_macro_f1: float
    call_accuracy: float
    pair_f1: float
    cross_f1: float
    verdict_macro_f1: float
    misdated_f1: float

    def as_dict(self) -> dict[str, float]:
        """Return the figures by name."""
        return asdict(self)


@dataclass(slots=True)
class Counts:
    """True positives, false positives and false negatives."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    def add(self, *, truth: bool, said: bool) -> None:
        """Count one decision."""
        self.hits += truth and said
        self.false_alarms += said and not truth
        self.misses += truth and not said

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        errors = self.false_alarms + self.misses
        return 1.0 if self.hits + errors == 0 else 2 * self.hits / (2 * self.hits + errors)


def set_f1(truth: set[Finding], said: set[Finding]) -> float:
    """Return the F1 of a set of findings."""
    return Counts(len(truth & said), len(said - truth), len(truth - said)).f1


def macro_f1(decisions: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the labels that the truth has; ``decisions`` are pairs of truth and answer."""
    scores = []
    for label in sorted({truth for truth, _ in decisions}):
        counts = Counts()
        for truth, said in decisions:
            counts.add(truth=truth == label, said=said == label)
        scores.append(counts.f1)
    return sum(scores) / len(scores) if scores else 1.0


def accuracy(decisions: Sequence[tuple[str, str]]) -> float:
    """Return the share of right answers."""
    return sum(truth == said for truth, said in decisions) / len(decisions) if decisions else 1.0


class Annotations:
    """The annotated documents, and the pairs and verdicts that the annotations settle."""

    def __init__(self, raw: Row) -> None:
        self.documents: dict[str, Sequence[Row]] = {d["doc"]: d["sentences"] for d in raw["documents"]}
        self.sides: dict[str, set[str]] = {c["id"]: set(c["sides"]) for c in raw["calls"]}
        self.content: dict[str, Row] = {
            s["id"]: s for sentences in self.documents.values() for s in sentences if s["role"] == "content"
        }
        self.same, self.same_optional = _pairs(raw["same"]), _pairs(raw["same_optional"])
        self.cross, self.cross_optional = _pairs(raw["cross"]), _pairs(raw["cross_optional"])
        self.verdicts: Mapping[str, str] = raw["verdicts"]


class Scorer:
    """Measures one output against the annotations of its documents."""

    def __init__(self, annotations: Annotations, output: Row, texts: Mapping[str, str]) -> None:
        self.gold = annotations
        self.output = output
        self.texts = texts
        self.answers: dict[str, Sequence[Row]] = {d["id"]: d["sentences"] for d in output["documents"]}
        self._refuse_unscorable()

    def figures(self) -> Figures:
        """Return all figures."""
        voices = [(g["voice"], self._answer(g)["voice"] or "none") for g in self.gold.content.values()]
        calls = [
            (g["call"] or "none", self._answer(g)["call"] or "none")
            for g in self.gold.content.values()
            if not g.get("call_optional")
        ]
        same, cross = self._links()
        return Figures(
            furniture_f1=self._furniture().f1,
            boundary_f1=set_f1(*self._ends()),
            voice_accuracy=accuracy(voices),
            voice_macro_f1=macro_f1(voices),
            call_accuracy=accuracy(calls),
            pair_f1=set_f1(self.gold.same, same),
            cross_f1=set_f1(self.gold.cross, cross),
            verdict_macro_f1=macro_f1(self._verdicts()),
            misdated_f1=set_f1(*self._misdatings()),
        )

    def _refuse_unscorable(self) -> None:
        missing = sorted(set(self.gold.documents) - set(self.answers))
        if missing:
            raise UnscorableError(f"the output lacks documents of the annotations: {missing}")
        for name in self.gold.documents:
            for sentence in self.answers[name]:
                if not 0 <= sentence["start"] < sentence["end"] <= len(self.texts[name]):
                    raise UnscorableError(f"{name}: a span outside the text: {sentence}")

    def _furniture(self) -> Counts:
        counts = Counts()
        for name, sentences in self.gold.documents.items():
            text = self.texts[name]
            report = bytearray(len(text))
            for answer in self.answers[name]:
                if answer["role"] != "furniture":
                    report[answer["start"] : answer["end"]] = b"\x01" * (answer["end"] - answer["start"])
            for sentence in sentences:
                for position in range(sentence["start"], sentence["end"]):
                    if not text[position].isspace():
                        counts.add(truth=sentence["role"] == "furniture", said=not report[position])
        return counts

    def _ends(self) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
        truth, said = set(), set()
        for name, sentences in self.gold.documents.items():
            text = self.texts[name]
            truth |= {(name, _end(text, s["end"])) for s in sentences if s["role"] == "content"}
            elsewhere = [s for s in sentences if s["role"] != "content"]
            ends = {_end(text, s["end"]) for s in self.answers[name] if s["role"] == "content"}
            said |= {(name, end) for end in ends if not any(s["start"] < end <= s["end"] for s in elsewhere)}
        return truth, said

    @cached_property
    def _matches(self) -> dict[str, Row]:
        """The output sentence of each gold sentence."""
        matches = {}
        for name, sentences in self.gold.documents.items():
            for sentence in sentences:
                best = max(self.answers[name], key=lambda answer: _overlap(sentence, answer), default=None)
                if best is not None and _overlap(sentence, best):
                    matches[sentence["id"]] = best
        return matches

    @cached_property
    def _gold_of(self) -> dict[str, str]:
        """The gold sentence of each output sentence: of those matched with it, the one that it covers most."""
        covered: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for sentences in self.gold.documents.values():
            for sentence in sentences:
                if answer := self._matches.get(sentence["id"]):
                    covered[answer["id"]].append((sentence["id"], _overlap(sentence, answer)))
        return {answer: max(shares, key=lambda share: share[1])[0] for answer, shares in covered.items()}

    def _answer(self, sentence: Row) -> Row:
        return self._matches.get(sentence["id"], {"voice": None, "call": None})

    def _links(self) -> tuple[set[Pair], set[Pair]]:
        """Return the linked pairs that say the same, and those across the sides, in the ids of the annotations."""
        same: set[Pair] = set()
        cross: set[Pair] = set()
        for link in self.output["links"]:
            pair = self._scored_pair(link)
            if pair is None:
                continue
            a, b = pair
            key = frozenset((a["id"], b["id"]))
            if link["relation"] in {"same", "partial"}:
                same.add(key)
            if {a["voice"], b["voice"]} == self.gold.sides[a["call"]]:
                cross.add(key)
        return same - self.gold.same_optional, cross - self.gold.cross_optional

    def _scored_pair(self, link: Row) -> tuple[Row, Row] | None:
        """Return the two gold sentences that a link joins; None for echoes, background and the fact of the call."""
        a, b = (self.gold.content.get(self._gold_of.get(link[end], "")) for end in ("a", "b"))
        if a is None or b is None or a["id"] == b["id"]:
            return None
        if set(a["points"]) == set(b["points"]) == _HELD:
            return None
        return (a, b) if a["call"] is not None and a["call"] == b["call"] else None

    def _verdicts(self) -> list[tuple[str, str]]:
        """Return truth and answer for each sentence; of the statements that it is in, the strongest verdict counts."""
        answers: dict[str, str] = {}
        for statement in self.output["statements"]:
            verdict = statement["verdict"]
            for member in statement["members"]:
                key = self._gold_of.get(member["sentence"])
                if key and _STRENGTH.get(verdict, 0) > _STRENGTH.get(answers.get(key, ""), 0):
                    answers[key] = verdict
        return [(truth, answers.get(key, "none")) for key, truth in self.gold.verdicts.items()]

    def _misdatings(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        truth, said = set(), set()
        for key, sentence in self.gold.content.items():
            answer = self._answer(sentence).get("misdated")
            if sentence.get("misdated"):
                truth.add((key, sentence["misdated"]))
            if answer and not sentence.get("misdated_optional"):
                said.add((key, answer))
        return truth, said


def score(gold: Row, output: Row, texts: Mapping[str, str]) -> Figures:
    """Return the figures of ``output``, given the annotations and the raw text of each document by its name.

    Raises:
        UnscorableError: the output does not fit the annotations.
    """
    return Scorer(Annotations(gold), output, texts).figures()


def _pairs(rows: Sequence[Sequence[str]]) -> set[Pair]:
    return {frozenset(row) for row in rows}


def _overlap(a: Row, b: Row) -> int:
    shared: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, shared)


def _end(text: str, end: int) -> int:
    while end and text[end - 1] in _AFTER_A_SENTENCE:
        end -= 1
    return end
