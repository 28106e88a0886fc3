"""What is said of the writers of a report.

Takes the units of a document with the verdicts that each got by itself and takes the notes on its writers: under the
report, or between the byline and the lead ("A. Writer is the Gazette's bureau chief."). A surname alone is known from
the byline, or from the line of capitals above the note. It does not tell bylines; that is ``bylines``'s business.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.cleaning.bylines import is_life
from comparator.engine.cleaning.surroundings import Verdict, is_open
from comparator.engine.cleaning.vocabulary import listed, words_of
from comparator.engine.records import Role
from comparator.engine.text import word_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from comparator.engine.cleaning.units import Unit

_LONGEST = 500
_LONGEST_NAME = 4
_BYLINES = frozenset({"byline", "byline with a date"})
_PLACED = re.compile(r"\b(?:in|from|at|IN|FROM)\s[\w.’'-]+")
_JOINED = r"joined\s(?:[^\s.]+\s){1,8}in\s(?:19|20)\d\d"
_NOTE = "about the writer"


def judge_writers(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take what is said of the writers, at the very end and where it names one of the byline."""
    names = _surnames(units, verdicts)
    for i, unit in enumerate(units):
        if is_open(unit, verdicts[i]) and is_life(unit) and unit.words[0] != "The":
            head = _subject(unit)
            if head and head in names:
                verdicts[i] = Verdict(Role.FURNITURE, _NOTE)
    _judge_end(units, verdicts, names)


def _judge_end(units: Sequence[Unit], verdicts: list[Verdict], names: Collection[str]) -> None:
    """Go up from the end as far as the notes reach; what begins with a pronoun waits for the name above it."""
    waiting: list[int] = []
    for i in range(len(units) - 1, 0, -1):
        unit = units[i]
        if is_open(unit, verdicts[i]) and _pronoun().match(unit.text[:_LONGEST]):
            waiting.append(i)
        elif is_open(unit, verdicts[i]) and (is_life(unit) or _tells_of(unit, units[i - 1], names)):
            for at in (i, *waiting):
                verdicts[at] = Verdict(Role.FURNITURE, _NOTE)
            waiting = []
            if is_open(units[i - 1], verdicts[i - 1]) and _is_name(units[i - 1]):
                verdicts[i - 1] = Verdict(Role.FURNITURE, _NOTE)
        elif verdicts[i].role is Role.CONTENT and unit.is_ended:
            return


def _tells_of(unit: Unit, above: Unit, names: Collection[str]) -> bool:
    """Whether a unit says what a writer covers, or where from: "Writer covers trade for the Gazette."."""
    if len(unit.text) > _LONGEST or not unit.is_ended or not _career().match(unit.text):
        return False
    head = _subject(unit)
    return head in names or (_is_name(above) and head in {word.casefold() for word in above.words})


def _subject(unit: Unit) -> str:
    """The last of the names that a unit begins with."""
    match = _names().match(unit.text[:_LONGEST])
    return match.group().split()[-1].rstrip(",").casefold() if match else ""


def _is_name(unit: Unit) -> bool:
    words = unit.words
    return not unit.is_ended and 1 < len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)


def _surnames(units: Sequence[Unit], verdicts: Sequence[Verdict]) -> set[str]:
    """The capitalised words of the bylines, places left out."""
    return {
        word.casefold()
        for unit, verdict in zip(units, verdicts, strict=True)
        if verdict.rule in _BYLINES or (is_open(unit, verdict) and _is_name(unit))
        for word in word_texts(_PLACED.sub(" ", unit.text))
        if word[0].isupper() and word.lower() not in words_of("small_words")
    }


@cache
def _names() -> re.Pattern[str]:
    name = r"[A-ZÀ-Ž][\w.’'-]{0,30}"
    return re.compile(rf"{name}(?:\s{name}){{0,3}}(?=[\s,])")


@cache
def _career() -> re.Pattern[str]:
    return re.compile(
        rf"{_names().pattern}(?:,\s[^,.]{{3,80}},)?\s(?:(?:{listed('career_verbs')})\s|{_JOINED}|{_post()})"
    )


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"(?:He|She|They)\s(?:(?:{listed('career_verbs')})\s|{_post()})")


@cache
def _post() -> str:
    """What one does by profession: "is a senior correspondent"."""
    return rf"(?:{listed('bio_verbs')})\s(?:[^\s.]+\s){{0,14}}[^\w\s]?(?i:{listed('bio_words')})s?(?!\w)"
