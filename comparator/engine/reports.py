"""What one sentence of an article says about its source.

Takes a sentence, its quotation marks and what was named before; gives its ``Report``: the source that asserts it,
that source's side, the cue. A leader's act inside the call ("Modi urged Putin to …") is the reporter's narration and
gives no side, while the same leader's words to the public do ("Modi told reporters …", "…," Modi said). A country is
a source only of words ("Russia said"), not of acts. A source inside a subordinate clause ("hours after Ukraine said
…") does not carry the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from comparator.engine.cues import Cue, find_cues
from comparator.engine.foreign import find_foreign_report
from comparator.engine.grammar import words as word_class
from comparator.engine.lexicon import read_json
from comparator.engine.naming import LEADER, Mention, fold
from comparator.engine.phrases import Subject, find_subjects, sentence_subject
from comparator.engine.records import Role, Segment, SourceDocument
from comparator.engine.sources import Source, SourceKind, SourceReader
from comparator.engine.tokens import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comparator.engine.memory import Memory
    from comparator.engine.quotation import Quoting
    from comparator.engine.register import Register

_NOBODY = Source(SourceKind.NONE, "")
_BE = word_class("be")
_MOSTLY = 0.5
_DENIALS = word_class("denials")
_DENIED_WITHIN = 3
_LONGEST_TITLE = 24
_LONGEST_ANNOUNCED, _NAME_WORDS = 60, 6
"""Characters and words of a name that a colon follows at the head of a sentence."""
_MOST_CUES = 12
"""Cues of a sentence that are weighed from either end; the annotated sentences have five at the most."""


@dataclass(frozen=True, slots=True)
class Report:
    """Who asserts a sentence, as far as its own words and what was named before tell."""

    source: Source = _NOBODY
    side: str | None = None
    named: bool = False
    """Whether it names a source for certain, though perhaps one of no known side."""
    cue: str | None = None
    why: str = ""
    points_back: bool = False
    """Whether a pronoun names the source."""
    topic: Source | None = None
    """The person or body that the sentence begins with."""
    cues: tuple[Cue, ...] = ()


class ReportReader:
    """Reads the sentences of one article."""

    def __init__(self, document: SourceDocument, segments: Sequence[Segment], register: Register) -> None:
        calling = {code for call in register.calls for code in call.sides}
        self.home = document.side if not calling or document.side in calling else None
        self.titles, principals = _leaders(segments, register)
        self._sources = SourceReader(register, self.home, principals)
        self._register = register
        self._rules = _rules()

    def is_narration(self, text: str) -> bool:
        """Tell whether a sentence begins with words by which reporters resume their own account."""
        low = text[:200].lower()
        return any(low.startswith(opening) for opening in self._rules["narration"])

    def reported_share(self, segment: Segment, quoting: Quoting, report: Report) -> float:
        """Return which share of a sentence is reported or quoted."""
        ranges = sorted((*quoting.ranges, *(cue.content for cue in report.cues)))
        covered = reached = 0
        for start, end in ranges:
            covered += max(0, end - max(start, reached))
            reached = max(reached, end)
        return covered / max(1, len(segment.text))

    def read(self, segment: Segment, quoting: Quoting, memory: Memory) -> Report:
        """Return who asserts a sentence."""
        if segment.role is Role.FURNITURE:
            return Report()
        if not segment.text.isascii():
            foreign = find_foreign_report(segment.text, self._register)
            if foreign is not None:
                return self._foreign(segment, quoting, memory, *foreign)
        announced = self._announced(segment.text)
        if announced is not None:
            return announced
        tokens = tokenize(segment.text)
        cues = find_cues(segment.text, tokens, quoting.ranges)
        topic = self._topic(segment.text, tokens, memory)
        reports = [
            self._weigh(segment, quoting, cue, subject, memory, topic, cues)
            for cue, subject in self._candidates(tokens, cues)
        ]
        sided = [report for report in reports if report.side is not None]
        # "The ministry said that …, it added": the pronoun is the source that the sentence names itself.
        sided.sort(key=lambda report: report.points_back and report.source.kind is not SourceKind.HEAD)
        return (
            next(iter(sided), None)
            or next((report for report in reports if report.named), None)
            or self._narrated(cues, topic)
        )

    def _announced(self, text: str) -> Report | None:
        """Return the source of a sentence that begins with it ("White House: …"); a dateline ("NEW DELHI: …") is none."""
        name, colon, rest = text[:_LONGEST_ANNOUNCED].partition(": ")
        if not colon or not rest or not name[:1].isupper():
            return None
        source = self._sources.read(name)
        if (
            source.side is None
            or source.kind not in (SourceKind.BODY, SourceKind.DOCUMENT)
            or len(name.split()) > _NAME_WORDS
        ):
            return None
        content = Cue(0, 0, len(name), len(name) + 1, "mark", ":", (len(name) + 1, len(text)))
        why = f"“{source.text}:” names the source; it speaks for {source.side}."
        return Report(source, source.side, named=True, cue=":", why=why, topic=source, cues=(content,))

    def _foreign(self, segment: Segment, quoting: Quoting, memory: Memory, mention: Mention | None, cue: str) -> Report:
        if mention is None:
            source = memory.resolve(Source(SourceKind.DOCUMENT, cue, indefinite=memory.institution is None))
        else:
            source = self._sources.read(segment.text[mention.start : mention.end])
        if source.kind is SourceKind.HEAD and quoting.covered() < _MOSTLY * len(segment.text):
            return Report(source, why="The outlet's own narration of what a leader did.", topic=source)
        why = f"“{cue}” names “{source.text}” as the source; it speaks for {source.side or 'no known side'}."
        return Report(source, source.side, named=mention is not None, cue=cue, why=why)

    def _narrated(self, cues: tuple[Cue, ...], topic: Source | None) -> Report:
        why = "The outlet's own narration; no source asserts it to the public."
        source = topic if cues and topic is not None else _NOBODY
        return Report(source if source.kind is SourceKind.HEAD else _NOBODY, cue=None, why=why, topic=topic, cues=cues)

    def _topic(self, text: str, tokens: Sequence[Token], memory: Memory) -> Source | None:
        subject = sentence_subject(tokens) if tokens and tokens[0].is_word else None
        if subject is None:
            return None
        found = self._sources.read(text[subject.start : subject.end])
        if found.kind is SourceKind.PRONOUN:
            return None
        return memory.resolve(found) if found.kind is SourceKind.HEAD else found

    def _candidates(self, tokens: Sequence[Token], cues: Sequence[Cue]) -> Iterator[tuple[Cue, Subject]]:
        """Yield the cues that may carry the sentence, the outermost first: those behind or around it, then those before it."""
        outer = [cue for cue in reversed(cues) if cue.kind == "preposition" or cue.parenthesis]
        inner = [cue for cue in cues if cue.kind != "preposition" and not cue.parenthesis]
        for cue in (*outer[:_MOST_CUES], *inner[:_MOST_CUES]):
            if cue.kind not in ("verb", "preposition") or (cue.kind == "verb" and not self._is_speech(tokens, cue)):
                continue
            if self._is_denied(tokens, cue):
                continue
            for subject in find_subjects(tokens, cue):
                if not subject.subordinate:
                    yield cue, subject

    def _is_speech(self, tokens: Sequence[Token], cue: Cue) -> bool:
        if cue.lemma not in self._rules["speech"] or (cue.first and tokens[cue.first - 1].low == "to"):
            return False
        before = next(
            (t for t in reversed(tokens[max(0, cue.first - 2) : cue.first]) if not t.low.endswith("ly")), None
        )
        passive = before is not None and before.low in _BE and not tokens[cue.first].low.endswith("ing")
        return not passive or any(t.low == "by" for t in tokens[cue.last + 1 : cue.last + 2])

    def _is_denied(self, tokens: Sequence[Token], cue: Cue) -> bool:
        """Tell whether the sentence says that nothing was said ("did not comment", "made no mention")."""
        return any(token.low in _DENIALS for token in tokens[max(0, cue.first - _DENIED_WITHIN) : cue.first])

    def _weigh(
        self,
        segment: Segment,
        quoting: Quoting,
        cue: Cue,
        subject: Subject,
        memory: Memory,
        topic: Source | None,
        cues: tuple[Cue, ...],
    ) -> Report:
        text = segment.text
        phrase = text[subject.start : subject.end]
        read = self._sources.read(phrase)
        source = memory.resolve(self._the_country(text, subject, read, memory))
        words = text[cue.start : cue.end]
        if source.kind in (SourceKind.NONE, SourceKind.PRESS):
            return Report(source, why="The press is the source.", topic=topic, cues=cues)
        carries = {
            SourceKind.HEAD: lambda: self._is_public(segment, quoting, cue, subject),
            SourceKind.COUNTRY: lambda: cue.lemma in self._rules["country_verbs"] or cue.kind == "preposition",
        }.get(source.kind, lambda: True)()
        if not carries:
            return Report(topic=topic, cues=cues)
        named = (
            source.kind is not SourceKind.OTHER or cue.lemma in self._rules["public_verbs"] or cue.kind == "preposition"
        )
        if (
            source.kind is SourceKind.OTHER
            and source.side is None
            and phrase.split()[:1]
            and phrase.split()[0].lower() in ("i", "we", "you", "there")
        ):
            named = False
        back = "" if read.side == source.side else ", which was named before,"
        why = f"“{words}” names “{source.text}”{back} as the source; it speaks for {source.side or 'no known side'}."
        return Report(source, source.side, named, words, why, read.kind is SourceKind.PRONOUN, topic, cues)

    def _the_country(self, text: str, subject: Subject, source: Source, memory: Memory) -> Source:
        """Resolve "the country" to the state named last in the sentence, or before it."""
        if source.text.lower() not in ("the country", "country", "the nation"):
            return source
        before = self._register.mentions(text[: subject.start])
        known = before[-1].side if before else (memory.institution.side if memory.institution else None)
        return Source(SourceKind.COUNTRY, source.text, known)

    def _is_public(self, segment: Segment, quoting: Quoting, cue: Cue, subject: Subject) -> bool:
        """Tell whether a leader says it to the public, rather than in the call."""
        low = segment.text.lower()
        if any(words in low for words in self._rules["public"]):
            return True
        if quoting.covered() >= _MOSTLY * len(segment.text):
            return True
        in_call = any(words in low for words in self._rules["call_context"])
        return cue.kind == "preposition" or (cue.lemma in self._rules["public_verbs"] and not in_call)


def _leaders(segments: Sequence[Segment], register: Register) -> tuple[dict[str, str], frozenset[str]]:
    """Return whose title each title is in this document, and the words that name the leaders who hold the calls.

    The calls name them in one script; in another they are known by the title before their names.
    """
    calling = _calling_names(register)
    owners: dict[str, set[str]] = {}
    titled: set[str] = set()
    for segment in segments:
        if segment.role is Role.FURNITURE:
            continue
        for mention in register.mentions(segment.text):
            title = (
                _title(segment.text[max(0, mention.start - _LONGEST_TITLE) : mention.start])
                if mention.kind == LEADER
                else None
            )
            if title is not None:
                owners.setdefault(title, set()).add(mention.side)
                titled.add(fold(segment.text[mention.start : mention.end].split()[-1]))
    groups = read_json("institutions")["titles"]
    titles = {word: next(iter(owners[group])) for word, group in groups.items() if len(owners.get(group, ())) == 1}
    return titles, calling | frozenset(name for name in titled if not calling or not name.isascii())


def _title(before: str) -> str | None:
    """Return the title that ends the words before a name."""
    words = before.lower().split()
    if not words or (words[-1] == "minister" and words[-2:-1] != ["prime"]):
        return None
    data = read_json("institutions")
    title: str | None = data["titles"].get(words[-1])
    if title or words[-1].isascii() or any(stem in before.lower() for stem in data["foreign_aides"]):
        return title
    return next(
        (t for stem, t in data["foreign_titles"].items() if any(word.startswith(stem) for word in words[-2:])), None
    )


def _calling_names(register: Register) -> frozenset[str]:
    """Return the surnames of the leaders who hold the known calls, and first words that name them alone ("Xi")."""
    names: set[str] = set()
    for leader in {name for call in register.calls for name in call.leaders.values() if name}:
        first, last = leader.split()[0], leader.split()[-1]
        names.add(fold(last))
        if any(m.kind == LEADER and m.end == len(first) for m in register.mentions(first)):
            names.add(fold(first))
    return frozenset(names)


@cache
def _rules() -> dict[str, Any]:
    raw = read_json("cues")
    speech = (frozenset(raw["free"]) | frozenset(raw["speech_more"])) - frozenset(raw["speech_less"])
    rules: dict[str, Any] = {name: frozenset(raw[name]) for name in ("public_verbs", "country_verbs")}
    return rules | {"speech": speech} | {name: tuple(raw[name]) for name in ("narration", "public", "call_context")}
