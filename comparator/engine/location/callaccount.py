"""Whether what somebody is said to assert is part of a party's account of the call.

Takes a sentence with its attribution and the call that is being told; tells who speaks (a leader, those who give a side's account, a
minister or an embassy with matters of their own) and what speaks against the call: another occasion, another day, an "earlier". In a
report of one call what a party's people say counts as its account until something speaks against it. It remembers no sentence before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.location.calltokens import fold, words_of
from comparator.engine.location.dates import agrees, shifted
from comparator.engine.patterns import any_of

if TYPE_CHECKING:
    from datetime import date

    from comparator.engine.location.callparts import Part
    from comparator.engine.location.dates import DateExpression
    from comparator.engine.records import Call

_NEWS = 3
"""Days after a call on which a side's people still tell of it."""
_FRAME = 40
"""Code points between a cue and the day on which it was said: "said in a statement on Friday"."""
_OPENING = 12
"""Code points at the head of a sentence in which a day is that of the saying: "On Wednesday, the embassy"."""
_CACHED_SOURCES = 2048
"""Sources are few and come again and again: "the Kremlin", "it"."""


@dataclass(frozen=True, slots=True)
class Teller:
    """What the name of a source says of who speaks."""

    lesser: bool
    """Somebody with matters of his own: a minister, an embassy, the army."""
    gives_account: bool
    """A spokesman, an aide, an office, a document."""
    open: bool
    """"It", "the aide", "the statement": whoever spoke before."""


@lru_cache(maxsize=_CACHED_SOURCES)
def teller(source: str) -> Teller:
    """Return what the words of a source tell.

    >>> teller("Foreign Minister Penny Wong").lesser, teller("the aide").open
    (True, True)
    """
    folded = fold(source)
    untitled = _any_of("leader_titles").sub(" ", _DEPUTY.sub("", folded))
    words = source.split()
    proper = any(word[:1].isupper() for word in words[1:]) or (
        bool(words) and words[0][:1].isupper() and words[0].casefold() not in _OPEN
    )
    return Teller(
        lesser=_any_of("lesser_speakers").search(untitled) is not None or _MINISTRY.search(untitled) is not None,
        gives_account=_any_of("account_givers").search(folded) is not None,
        open=not proper,
    )


def is_minister(source: str) -> bool:
    """Tell whether a source is a minister by his office: "the minister", "the foreign secretary"."""
    return _MINISTER.search(source.casefold()) is not None


_MINISTER = re.compile(
    r"(?<!prime )\bminister\b|\b(?:foreign|defen[cs]e) secretary\b|\bsecretary of (?:state|defen[cs]e)\b"
)


def is_pronoun(source: str) -> bool:
    """Tell whether a source is a bare "he" or "she": whoever spoke right before."""
    return source.casefold() in {"he", "she"}


def last_name(source: str) -> str:
    """Return the last word of a source that has a capital: "Blinken" of "Secretary of State Antony Blinken"."""
    names = [word for word in source.replace("’", "'").split() if word[:1].isupper()]
    return names[-1].removesuffix("'s").strip(",.()").casefold() if names else ""


_OPEN = frozenset(
    {"it", "he", "she", "they", "the", "a", "an", "this", "that", "its", "his", "her", "their", "both", "one"}
)


_DEPUTY = re.compile(r"\bdeputy (?=(?:[\w-]+ ){0,2}(?:spokes|press secretary|advis))")
"""The "deputy" of one who gives his side's account all the same."""
_MINISTRY = re.compile(
    r"\b(?:ministry|department) (?:of|for) (?!foreign|external)|(?<!foreign )(?<!affairs )(?<!\bthe )(?<!'s )\bministry\b(?! of| for)"
)
"""A ministry or a department, but the foreign one, which speaks for its state abroad."""


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(read_json("call_words")[name])


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(read_json('call_words')[name])}(?!\w)")


def speaks_for(part: Part, call: Call) -> bool:
    """Tell whether the sentence is asserted by somebody who speaks for a party to the call."""
    return part.attribution.attributed and part.attribution.voice in call.sides


def against_account(part: Part, call: Call, written: date | None, *, introduced: bool = False) -> str:
    """Return what speaks against a party's sentence being of the call, in words, or nothing.

    ``introduced``: its source was named before as one who gives the party's account.
    """
    source = part.attribution.source or ""
    who = teller(source)
    if not introduced and (lesser := _of_lesser(part, source)):
        return lesser
    if part.attribution.cue in _words_of("decisions") and not part.clues.acts:
        return "tells of a decision, not of the call"
    if not source and "persons" in part.clues.tags:
        return "an official speaks, and not of the call"
    frame = _frame(part)
    prefaced = _any_of("prefaces").match(fold(part.segment.text[:_FRAME]).lstrip("\"'( ")) is not None
    if prefaced or (frame.earlier and not _tells_act(part)):
        return "said at another time"
    if frame.time_and_again:
        return "said time and again, not in the call alone"
    if not (who.gives_account or introduced) and source.casefold() not in _THINGS and _elsewhere(part, frame, call):
        return "said on another occasion"
    day = next((d for d in part.dates if d.start < _OPENING or frame.start <= d.start < frame.end), None)
    if day is not None and not is_news(day, call, written):
        return f"said on “{day.text}”, and not of the call"
    return ""


def _of_lesser(part: Part, source: str) -> str:
    """Return that somebody with matters of his own speaks, or of his plans, unless he tells what leaders did."""
    if part.clues.acts:
        return ""
    if teller(source).lesser:
        return f"{source} speaks, and not of the call"
    if "future" in part.clues.tags and teller(part.segment.text[:_FRAME]).lesser:
        return "tells of the plans of somebody who takes no part"
    return ""


def _elsewhere(part: Part, frame: _Frame, call: Call) -> bool:
    """Tell whether a leader's words were for others: "told reporters", "said in an interview"."""
    if spoken_to_party(part, call):
        return False
    if not frame.end:
        return part.clues.occasion
    if part.attribution.cue == "told" and not part.clues.acts:
        # "Told the other leader" would be an act: it was told to parliament, a crowd, a newspaper.
        return True
    # "State broadcaster CCTV quoted her as saying": the source is no occasion.
    said = fold(part.segment.text[frame.start : frame.end].replace(part.attribution.source or " ", " "))
    opening = fold(part.segment.text[:_FRAME]).partition(",")[0]
    return any(_any_of("other_occasions").search(words) is not None for words in (said, opening))


_THINGS = frozenset({"it", "they"})


def spoken_to_party(part: Part, call: Call) -> bool:
    """Tell whether a leader of one side is said to have spoken to the other's."""
    return any(act.to in call.sides and act.to != act.side for act in part.clues.acts)


def said_before(part: Part) -> bool:
    """Tell whether the sentence opens in the past perfect: "had said at the time that he had invited", not "said he had invited"."""
    words = fold(part.segment.text).split()[:_PLUPERFECT_REACH]
    at = words.index("had") if "had" in words else len(words)
    acts = words_of("acts")
    return any(word in acts for word in words[at + 1 : at + 3]) and not any(word in acts for word in words[:at])


_PLUPERFECT_REACH = 12
"""Words at the head of a sentence in which its main verb is looked for."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words that say who said it, and when: "the Kremlin said in a statement on Friday"."""

    start: int
    end: int
    time_and_again: bool
    earlier: bool
    """"Had earlier said", "said earlier in the day"."""


def _tells_act(part: Part) -> bool:
    """Tell whether the source says what a leader did in words, or tells another leader something."""
    cue = (part.attribution.cue or "").casefold()
    text = part.segment.text.casefold()
    return any(act.to is not None or not text[: act.end].endswith(cue) for act in part.clues.acts)


def _frame(part: Part) -> _Frame:
    text, cue, source = part.segment.text, part.attribution.cue, part.attribution.source
    none = _Frame(0, 0, time_and_again=False, earlier=False)
    if not cue or not source:
        return none
    for found in islice(re.finditer(rf"(?<!\w){re.escape(source)}(?!\w)", text), _OCCURRENCES):
        at = text.find(cue, found.end(), found.end() + _FRAME)
        if at < 0:
            at = text.rfind(cue, max(0, found.start() - _FRAME), found.start())
        if at >= 0:
            start, end = min(at, found.start()), max(at + len(cue), found.end())
            said = _CONTENT.split(text[end : end + _FRAME], maxsplit=1)[0]
            between = text[found.end() : max(at, found.end())]
            earlier = _BEFORE.search(between) or _BEFORE.match(said)
            return _Frame(start, end + len(said), _PERFECT.search(between) is not None, earlier is not None)
    return none


_OCCURRENCES = 8
"""Places of a source in a sentence that are tried: "it" may stand there often."""
_CONTENT = re.compile(r"[,;:\"“]|\bthat\b")
_BEFORE = re.compile(
    r"(?:\A|(?<= had)|(?<= had also)) (?:earlier|previously)\b"
    r"|\A (?:shortly |just |hours |days )?(?:before|ahead of) (?:the|their|his|her|this) (?:\w+ )?(?:call|conversation|talks)\b"
)
_PERFECT = re.compile(r" (?:has|have)(?: \w+)? \Z")


def is_news(day: DateExpression, call: Call, written: date | None) -> bool:
    """Tell whether what was said on a day may be news of the call."""
    return any(agrees(day, shifted(call.date, after), written) is not False for after in range(_NEWS))
