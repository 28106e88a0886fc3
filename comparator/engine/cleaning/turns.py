"""Briefings and press calls: who has the floor, and what is courtesy.

Takes the units of a document and, where it is a transcript (paragraphs headed by speakers), divides each turn into
what is said and what is furniture: a moderator's words, greetings and thanks, stage directions such as
"(Inaudible.)". A speaker's label is a unit of its own, in the paragraph that it heads. It does not say whose voice a turn
is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from comparator.engine.cleaning.stamps import is_stamp
from comparator.engine.cleaning.units import Unit
from comparator.engine.cleaning.vocabulary import words_of
from comparator.engine.lexicon import read_json
from comparator.engine.records import Role, Span
from comparator.engine.segmenting.sentences import sentence_spans
from comparator.engine.text import readable, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LABEL = re.compile(
    r"(?:\*\*|__|[–—-]\s)?"
    r"(?:(?P<asked>Q(?=[\s:.*_]|$)|A(?=\s?[:.]|$))(?:\*\*|__)?(?:\s?[:.])?"
    r"|(?P<name>[^\W\d_][^:\n.!?]{0,60}(?:\.[^:\n.!?]{0,40}){0,3}(?:\([^()\n]{1,60}\))?)(?:\*\*|__)?\s?:)"
    r"(?:\*\*|__)?(?:\s+(?=\S)|$)"
)
_SMALL = frozenset(["of", "the", "and", "for", "to", "de", "von", "van", "bin", "al", "el", "la", "du", "di", "da"])
_LEAD_IN = re.compile(
    r"(?:(?:okay|ok|all right|alright|yeah|yes|yep|sure|great|well|and|so|again|oh|perfect|excellent|now|right|ah|um|uh|hey|hi"
    r"|hello|sorry|i'm sorry|apologies|with that|once again|let me|i want to|i would like to|i'd like to|just)\b[,.!;:—–-]*\s*)*"
)
_THANKS = re.compile(r"\bthank|\bappreciate|\bwelcome|\bjoin|спасибо|благодар|धन्यवाद")
_GREETED = re.compile(r",\s(?:good (?:morning|afternoon|evening|day)|hello|thank you|thanks|добрый день|спасибо)\W*$")
"""A greeting behind a name: "Mr. Secretary, good afternoon."."""
_LONGEST_ADDRESS = 6
_LONGEST_GREETING = 12
_LONGEST_COURTESY = 26
_LONGEST_CUE = 16
_LATEST_START = 12
"""Units that may stand above the first speaker."""
_LABELLED_SHARE = 0.1
_MODERATOR_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _Turn:
    """A unit and who has the floor in it."""

    unit: Unit
    speaker: str | None
    label: int
    """Length of the speaker's label at its head, in raw characters."""


def divide_turns(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with turns divided; all units as they are where the document is no transcript."""
    turns = _turns(units)
    if not _is_transcript(turns):
        return list(units)
    moderators = _moderators(turns)
    opening = next(i for i, turn in enumerate(turns) if turn.speaker is not None)
    titled = False
    result: list[Unit] = []
    for i, turn in enumerate(turns):
        if turn.unit.role is not None or is_stamp(turn.unit.text) or turn.unit.folded in words_of("end_marks"):
            result.append(turn.unit)
        elif i < opening:
            result.append(_heading(turn.unit, titled=titled))
            titled = titled or result[-1].role is Role.HEADLINE
        else:
            result.extend(_divide(turn, moderates=turn.speaker in moderators))
    return result


def _turns(units: Sequence[Unit]) -> list[_Turn]:
    turns = []
    speaker = None
    for unit in units:
        match = (
            _LABEL.match(unit.raw, unit.span.start, min(unit.span.end, unit.span.start + 200))
            if unit.role is None
            else None
        )
        name = _speaker_name(match) if match else None
        if match is None or name is None:
            turns.append(_Turn(unit, speaker, 0))
        else:
            speaker = name
            turns.append(_Turn(unit, name, match.end() - match.start()))
    return turns


def _speaker_name(match: re.Match[str]) -> str | None:
    """The speaker, or None where the words before the colon are not a name or an office."""
    if match["asked"]:
        return match["asked"]
    if match.end() == match.endpos and words_of("labels") & {match["name"].lower()}:
        return None  # a label of the page on a line of its own
    name = " ".join(match["name"].split())
    parts = re.sub(r"\([^()]*\)", "", name).replace(",", " ").split()
    if not 1 <= len(parts) <= 9 or any(part[0].islower() and part not in _SMALL for part in parts):
        return None
    return name


def _is_transcript(turns: Sequence[_Turn]) -> bool:
    """Tell a transcript by its labels: early, often, and the same again; in capitals two will do."""
    labelled = [i for i, turn in enumerate(turns) if turn.label]
    if not labelled or labelled[0] > _LATEST_START or len(labelled) < _LABELLED_SHARE * len(turns):
        return False
    labels = Counter(turns[i].speaker or "" for i in labelled)
    repeated = sum(count for count in labels.values() if count > 1)
    shouted = sum(count for label, count in labels.items() if label.isupper())
    return shouted >= 2 or (repeated >= 3 and len(labels) > 1)


def _heading(unit: Unit, *, titled: bool) -> Unit:
    """Judge a line above the first speaker: the title, or where and how the briefing was held."""
    if unit.is_ended and len(unit.words) > 8:
        return unit
    if titled or len(unit.words) < 5:
        return Unit(unit.raw, unit.span, unit.paragraph, Role.FURNITURE, "heading of a transcript")
    return Unit(unit.raw, unit.span, unit.paragraph, Role.HEADLINE, "title above the report")


def _moderators(turns: Sequence[_Turn]) -> set[str]:
    """Speakers whose words are mostly cues and courtesies, and those whose label says so."""
    cues: Counter[str] = Counter()
    formal: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for turn in turns:
        if turn.speaker is None or turn.speaker in "QA":
            continue
        for span in _sentences(turn):
            text = _folded(turn.unit.raw[span.start : span.end])
            total[turn.speaker] += 1
            cue = bool(_cue_pattern().search(text))
            cues[turn.speaker] += cue
            formal[turn.speaker] += cue or _is_courtesy(text)
    known = frozenset(read_json("courtesies")["moderators"])
    return {
        name
        for name, count in total.items()
        if any(word.strip("()#,") in known for word in name.lower().split())
        or (cues[name] > 1 and formal[name] >= _MODERATOR_SHARE * count)
    }


def _sentences(turn: _Turn) -> list[Span]:
    """The sentences of a turn, its label left out."""
    start = turn.unit.span.start + turn.label
    spans = sentence_spans(turn.unit.raw[start : turn.unit.span.end])
    return [Span(start + span.start, start + span.end) for span in spans]


def _divide(turn: _Turn, *, moderates: bool) -> Iterator[Unit]:
    """Yield the runs of said and of furniture sentences of a turn."""
    unit = turn.unit
    judged = [(span, "moderator" if moderates else _furniture_rule(unit.raw, span)) for span in _sentences(turn)]
    if not judged and not turn.label:
        yield unit
        return
    if turn.label:
        label = trim(unit.raw, unit.span.start, unit.span.start + turn.label)
        yield Unit(unit.raw, label, unit.paragraph, Role.FURNITURE, "speaker's label")
    for rule, group in groupby(judged, key=lambda pair: pair[1]):
        spans = [span for span, _ in group]
        whole = Span(spans[0].start, spans[-1].end)
        yield Unit(unit.raw, whole, unit.paragraph, Role.FURNITURE if rule else Role.CONTENT, rule)


def _furniture_rule(raw: str, span: Span) -> str | None:
    if span.end - span.start > 400:
        return None
    text = _folded(raw[span.start : span.end])
    if not any(c.isalnum() for c in text):
        return "no words"
    if text[:1] in "([" and text.rstrip(".")[-1:] in ")]" and len(text.split()) <= 8:
        return "stage direction"
    return "courtesy" if _is_courtesy(text) else None


def _folded(text: str) -> str:
    return readable(text).lower().replace("’", "'")


def _is_courtesy(text: str) -> bool:
    """Tell a greeting, thanks or call for the next question from something said."""
    count = len(text.split())
    if count > _LONGEST_COURTESY or "?" in text:
        return bool(count <= _LONGEST_CUE and _check_pattern().match(text))
    rest = text[_lead_in(text) :]
    if rest.startswith("thanks to "):
        return False
    if count <= _LONGEST_ADDRESS and _GREETED.search(text):
        return True
    if _courtesy_pattern().match(rest) or _courtesy_pattern().match(text):
        return count <= _LONGEST_GREETING or bool(_THANKS.search(text))
    return count <= _LONGEST_CUE and bool(_floor_pattern().match(rest) or _check_pattern().match(rest))


def _lead_in(text: str) -> int:
    match = _LEAD_IN.match(text)
    return match.end() if match else 0


def _pattern(key: str) -> re.Pattern[str]:
    phrases = sorted(read_json("courtesies")[key], key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


@cache
def _courtesy_pattern() -> re.Pattern[str]:
    return _pattern("courtesies")


@cache
def _floor_pattern() -> re.Pattern[str]:
    return _pattern("floor")


@cache
def _check_pattern() -> re.Pattern[str]:
    return _pattern("checks")


@cache
def _cue_pattern() -> re.Pattern[str]:
    return _pattern("moderator_cues")
