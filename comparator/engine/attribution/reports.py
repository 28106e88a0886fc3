"""What one sentence of an article says about its source.

Takes a sentence, its quotation marks and what was named before; gives its ``Report``: the source that asserts it,
that source's side, the cue. A leader's act inside the call ("Modi urged Putin to …") is the reporter's narration and
gives no side, while the same leader's words to the public do ("Modi told reporters …", "…," Modi said). A country is
a source only of words ("Russia said"), not of acts. A source inside a subordinate clause ("hours after Ukraine said
…") does not carry the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from comparator.engine.attribution.callers import read_callers
from comparator.engine.attribution.cues import Cue, find_cues
from comparator.engine.attribution.foreign import find_foreign_report
from comparator.engine.attribution.grammar import words as word_class
from comparator.engine.attribution.listing import ListingReader, without_mark
from comparator.engine.attribution.phrases import Subject, find_subjects, in_relative_clause, says_as, sentence_subject
from comparator.engine.attribution.placelines import without_place
from comparator.engine.attribution.publicity import channel_used, is_open, is_public, told_the_press
from comparator.engine.attribution.sourcekinds import Source, SourceKind
from comparator.engine.attribution.sources import SourceReader
from comparator.engine.attribution.tokens import Token, tokenize
from comparator.engine.lexicon import read_json
from comparator.engine.naming import ADJECTIVE, LEADER, NAME, Mention
from comparator.engine.records import Role, Segment, SourceDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comparator.engine.attribution.memory import Memory
    from comparator.engine.attribution.quotation import Quoting
    from comparator.engine.register import Register

_NOBODY = Source(SourceKind.NONE, "")
_BE = word_class("be")
_MOSTLY = 0.5
_DENIALS = word_class("denials")
_SILENCES = word_class("silences")
_STANCES = word_class("stances")
_DENIED_WITHIN, _BE_WITHIN, _SILENT_WITHIN, _PERFECT_WITHIN = 3, 2, 10, 4
_ABOUT = frozenset(["about", "of", "on", "regarding", "."])
"""What follows the "nothing" that was said of a matter; "said nothing had changed" says something."""
_LONGEST_ANNOUNCED, _NAME_WORDS = 60, 6
"""Characters and words of a name that a colon follows at the head of a sentence."""
_IN_PLACE = re.compile(r"(?:Back |Meanwhile,? )?(?:[Ii]n|[Ff]rom) ")
"""What opens a sentence with the place where somebody speaks."""
_HE_TOLD = re.compile(
    r"(?:^|[,.”\"’'] )(?:he|she) (?:had |has |also ){0,2}(?:told|asked|urged|warned|assured|informed|thanked)\b[^,.]{1,80},\s"
    r"(?:according to\s)?$",
    re.IGNORECASE,
)
"""Who "he" is owns "his office" behind it: “…,” he had told the chancellor, according to his office."""
_WE = ("i ", "we ", "you ", "there ")
"""What begins a phrase that names nobody."""
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
    is_open: bool = False
    """Whether a leader is said to address the public."""
    actor: Source | None = None
    """The leader who is said to say it in the call."""
    is_silence: bool = False
    """Whether it says of a statement or an office what it leaves out."""
    relayer: Source | None = None
    """The body of the same side that passes a leader's public words on ("state broadcaster CCTV quoted Xi as saying")."""


@dataclass(frozen=True, slots=True)
class _Context:
    """A sentence whose cues are weighed."""

    text: str
    tokens: Sequence[Token]
    quoting: Quoting
    memory: Memory
    topic: Source | None
    cues: tuple[Cue, ...]


class ReportReader:
    """Reads the sentences of one article."""

    def __init__(self, document: SourceDocument, segments: Sequence[Segment], register: Register) -> None:
        self.callers = read_callers(segments, register)
        self.home = document.side if not self.callers.sides or document.side in self.callers.sides else None
        self._sources = SourceReader(register, self.callers)
        self.listings = ListingReader(register, self._sources.read)
        self._register = register
        self._rules = _rules()

    def is_narration(self, text: str, *, in_list: bool = False) -> bool:
        """Tell whether a sentence begins with words by which reporters resume their own account."""
        low = text[:200].lower()
        doubtful = self._rules["narration_in_lists"] if in_list else ()
        return any(low.startswith(opening) for opening in self._rules["narration"] if opening not in doubtful)

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
        if segment.role is Role.CONTENT:
            text = without_place(without_mark(segment.text), self._register)
            segment = segment if text is segment.text else replace(segment, text=text)
        if not segment.text.isascii():
            foreign = find_foreign_report(segment.text, self._register)
            if foreign is not None:
                return self._foreign(segment, quoting, memory, *foreign)
        announced = self._announced(segment.text)
        if announced is not None:
            return announced
        tokens = tokenize(segment.text)
        cues = find_cues(segment.text, tokens, quoting.ranges)
        # Whom a quotation speaks of is not whom the report goes on to call "he".
        topic = None if quoting.continues else self._topic(segment.text, tokens, memory)
        reports = [
            self._weigh(_Context(segment.text, tokens, quoting, memory, topic, cues), cue, subject)
            for cue, subject in self._candidates(tokens, cues)
        ]
        sided = [report for report in reports if report.side is not None]
        # "The ministry said that …, it added": the pronoun is the source that the sentence names itself.
        sided.sort(key=lambda report: report.points_back and report.source.kind is not SourceKind.HEAD)
        silent = topic is not None and topic.kind in (SourceKind.DOCUMENT, SourceKind.BODY) and _is_silent(tokens)
        return (
            self._of_the_quoted(sided)
            or next((report for report in reports if report.named), None)
            or self._narrated(
                cues, topic, next((report.actor for report in reports if report.actor), None), silent=silent
            )
        )

    def _of_the_quoted(self, sided: Sequence[Report]) -> Report | None:
        """Return the report that carries the sentence: the leader's, where a body of the same side passes his public words on."""
        first = next(iter(sided), None)
        if first is None or first.source.kind not in (SourceKind.BODY, SourceKind.DOCUMENT) or first.points_back:
            return first
        quoted = next(
            (r for r in sided if r.source.kind is SourceKind.HEAD and r.is_open and r.side == first.side), None
        )
        return first if quoted is None else replace(quoted, relayer=first.source)

    def _announced(self, text: str) -> Report | None:
        """Return the source of a sentence that begins with it ("White House: …"); a dateline ("NEW DELHI: …") is none."""
        name, colon, rest = text[:_LONGEST_ANNOUNCED].partition(": ")
        if not colon or not rest or not name[:1].isupper():
            return None
        labelled = name.lower() in ("source", "sources")
        source = self._sources.read(rest if labelled else name)
        speaks = labelled or source.kind in (SourceKind.BODY, SourceKind.DOCUMENT)
        if source.side is None or not speaks or len(name.split()) > _NAME_WORDS:
            return None
        content = Cue(0, 0, len(name), len(name) + 1, "mark", ":", (len(name) + 1, len(text)))
        why = f"“{source.text}:” names the source; it speaks for {self._register.name_of(source.side)}."
        return Report(source, source.side, named=True, cue=":", why=why, topic=source, cues=(content,))

    def _foreign(self, segment: Segment, quoting: Quoting, memory: Memory, mention: Mention | None, cue: str) -> Report:
        if mention is None:
            source = memory.resolve(Source(SourceKind.DOCUMENT, cue, indefinite=memory.institution is None))
        else:
            source = self._sources.read(segment.text[mention.start : mention.end])
        if source.kind is SourceKind.HEAD and quoting.covered() < _MOSTLY * len(segment.text):
            return Report(source, why="The outlet's own narration of what a leader did.", topic=source)
        why = f"“{cue}” names “{source.text}” as the source; it speaks for {self._register.name_of(source.side)}."
        return Report(source, source.side, named=mention is not None, cue=cue, why=why)

    def _narrated(self, cues: tuple[Cue, ...], topic: Source | None, actor: Source | None, *, silent: bool) -> Report:
        why = "The outlet's own narration; no source asserts it to the public."
        source = topic if cues and topic is not None else _NOBODY
        return Report(
            source if source.kind is SourceKind.HEAD else _NOBODY,
            why=why,
            topic=topic,
            cues=cues,
            actor=actor,
            is_silence=silent,
        )

    def _topic(self, text: str, tokens: Sequence[Token], memory: Memory) -> Source | None:
        subject = sentence_subject(tokens) if tokens and tokens[0].is_word else None
        if subject is None:
            return None
        found = self._sources.read(text[subject.start : subject.end])
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
                if not subject.subordinate or says_as(tokens, cue, subject):
                    yield cue, subject

    def _is_speech(self, tokens: Sequence[Token], cue: Cue) -> bool:
        if cue.lemma not in self._rules["speech"]:
            return False
        if cue.first and tokens[cue.first - 1].low == "to":
            return channel_used(tokens, cue)
        nearest = [t for t in tokens[max(0, cue.first - _BE_WITHIN) : cue.first] if not t.low.endswith("ly")]
        passive = any(t.low in _BE for t in nearest[-1:]) and not tokens[cue.first].low.endswith("ing")
        by = any(t.low == "by" for t in tokens[cue.last + 1 : cue.last + 2])
        if not by or cue.lemma == "be":
            return by or not passive
        # "referendums that have been condemned by Kyiv", "a plan proposed by Kyiv" say who did it, not who says so.
        return (passive and not in_relative_clause(tokens, cue.first)) or any(t.low == "as" for t in nearest[-1:])

    def _is_denied(self, tokens: Sequence[Token], cue: Cue) -> bool:
        """Tell whether the sentence says that nothing was said ("did not comment", "made no mention")."""
        near = range(max(0, cue.first - _DENIED_WITHIN), min(len(tokens), cue.last + 1))
        after = [token.low for token in tokens[cue.last + 1 : cue.last + 3]]
        if after[:1] == ["nothing"] and (set(after[1:]) <= _ABOUT):
            return True
        # "No 10" is an address.
        return any(tokens[k].low in _DENIALS and not tokens[min(k + 1, len(tokens) - 1)].raw.isdigit() for k in near)

    def _weigh(self, context: _Context, cue: Cue, subject: Subject) -> Report:
        text, topic, cues = context.text, context.topic, context.cues
        phrase = text[subject.start : subject.end]
        read = self._the_country(text, subject, self._sources.read(phrase), context.memory)
        read = self._passed_on(self._not_theirs(read, phrase), cue, topic)
        source = context.memory.resolve(read, self._owner(context, cue, subject, read))
        if source.kind is SourceKind.OFFICIAL:
            source = replace(source, text=source.text + _apposition(text[subject.end : cue.start]))
        words = text[cue.start : cue.end]
        if source.kind in (SourceKind.NONE, SourceKind.PRESS):
            return Report(source, why="The press is the source.", topic=topic, cues=cues)
        if not self._carries(context, cue, source):
            return Report(topic=topic, cues=cues, actor=source if source.kind is SourceKind.HEAD else None)
        named = (
            source.kind is not SourceKind.OTHER
            or cue.lemma in self._rules["public_verbs"]
            or cue.kind == "preposition"
            or told_the_press(context.tokens, cue)
        )
        if source.kind is SourceKind.OTHER and source.side is None and f"{phrase.lower()} ".startswith(_WE):
            named = False
        back = "" if read.side == source.side else ", which was named before,"
        why = (
            f"“{words}” names “{source.text}”{back} as the source; it speaks for {self._register.name_of(source.side)}."
        )
        openly = source.kind is SourceKind.HEAD and is_open(text, context.tokens, cue)
        back_to = read.kind is SourceKind.PRONOUN
        return Report(source, source.side, named, words, why, back_to, topic, cues, is_open=openly)

    def _carries(self, context: _Context, cue: Cue, source: Source) -> bool:
        """Tell whether the source asserts the sentence: a leader to the public, a state in words."""
        if source.kind is SourceKind.HEAD:
            goes_on = source.side is not None and context.memory.public == source.side
            return is_public(context.text, context.tokens, context.quoting, cue, goes_on=goes_on)
        if source.kind is SourceKind.COUNTRY:
            said = cue.lemma in self._rules["country_verbs"] and not _is_stance(context.tokens, cue)
            return said or cue.kind == "preposition"
        return True

    def _owner(self, context: _Context, cue: Cue, subject: Subject, source: Source) -> str | None:
        """Return the side that the sentence gives an unowned source: whose "his spokesman" is, or whose media cite it."""
        before = [m for m in self._register.mentions(context.text) if m.end <= subject.start]
        if source.possessor:
            topic = context.topic
            if topic is not None and topic.side and topic.kind is not SourceKind.PRONOUN:
                return topic.side
            persons = source.possessor in ("his", "her")
            if persons and _HE_TOLD.search(context.text[: subject.start]) and context.memory.person is not None:
                return context.memory.person.side
            return next((m.side for m in before if not persons or m.kind == LEADER), None)
        beside = context.text[subject.end : cue.start]
        apposed = next((m.side for m in self._register.mentions(beside) if m.kind == LEADER), None)
        if source.side is None and source.kind in (SourceKind.OFFICIAL, SourceKind.BODY):
            topic = context.topic
            if topic is not None and topic.kind is SourceKind.COUNTRY and source.shared:
                return topic.side
            placed = self._placed(context.text, subject, before)
            if placed is not None:
                return placed
        if source.kind is SourceKind.OFFICIAL and source.side is None and apposed and beside.startswith(", "):
            return apposed
        citing = cue.lemma in ("citing", "quoting", "cite", "quote") and source.side is None
        return next((m.side for m in reversed(before) if citing and m.kind == ADJECTIVE), None)

    def _placed(self, text: str, subject: Subject, before: Sequence[Mention]) -> str | None:
        """Return the side in whose capital an office speaks that is named without its state: "In Warsaw, the government spokesman said"."""
        first = next(iter(before), None)
        opening = first is not None and first.kind == NAME and _IN_PLACE.fullmatch(text[: first.start])
        close = first is not None and text[first.end : subject.start].strip() == ","
        return first.side if first is not None and opening and close else None

    def _not_theirs(self, source: Source, phrase: str) -> Source:
        """Leave the owner of a name that many states' bodies have ("the Foreign Office") open where its best known bearer takes no part."""
        parties = self.callers.sides | {self.home}
        if source.kind is not SourceKind.BODY or not self.callers.sides or source.side in parties:
            return source
        named = any(m.kind in (NAME, ADJECTIVE) for m in self._register.mentions(phrase))
        if named or not self._sources.is_shared(phrase):
            return source
        return replace(source, side=None, shared=True)

    def _passed_on(self, source: Source, cue: Cue, topic: Source | None) -> Source:
        """Return the state whose leader a news agency or a web page of that state quotes: "…, Xi said, Xinhua reported"."""
        if (
            source.kind is not SourceKind.PRESS
            or topic is None
            or topic.kind is not SourceKind.HEAD
            or not cue.parenthesis
        ):
            return source
        side = self._sources.media_side(source.text, topic.side)
        return source if side is None or side != topic.side else replace(source, kind=SourceKind.BODY, side=side)

    def _the_country(self, text: str, subject: Subject, source: Source, memory: Memory) -> Source:
        """Resolve "the country" to the state named last in the sentence, or before it."""
        if source.text.lower() not in ("the country", "country", "the nation"):
            return source
        before = self._register.mentions(text[: subject.start])
        known = before[-1].side if before else (memory.institution.side if memory.institution else None)
        return Source(SourceKind.COUNTRY, source.text, known)


def _is_silent(tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence says near its head that something was left out: "The British statement made no mention of …"."""
    return any(token.low in _DENIALS or token.low in _SILENCES for token in tokens[:_SILENT_WITHIN])


def _is_stance(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether a verb in the perfect tells what a state stands for, and nothing it said: "India has maintained that"."""
    near = [token.low for token in tokens[max(0, cue.first - _PERFECT_WITHIN) : cue.first]]
    perfect = any(word in ("has", "have") for word in near)
    return perfect and (cue.lemma in _STANCES or tokens[cue.first].low.endswith("ing"))


def _apposition(between: str) -> str:
    """Return the name that stands between an office and its cue (", Andriy Yermak,")."""
    name = between.strip().removesuffix(",")
    words = name.removeprefix(",").split()
    whole = name.startswith(",") and between.strip().endswith(",") and 0 < len(words) <= _NAME_WORDS
    return name if whole and all(word[0].isupper() for word in words) else ""


@cache
def _rules() -> dict[str, Any]:
    raw = read_json("cues")
    speech = (frozenset(raw["free"]) | frozenset(raw["speech_more"])) - frozenset(raw["speech_less"])
    rules: dict[str, Any] = {
        name: frozenset(raw[name]) for name in ("public_verbs", "country_verbs", "narration_in_lists")
    }
    return rules | {"speech": speech} | {name: tuple(raw[name]) for name in ("narration",)}
