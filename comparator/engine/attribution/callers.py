"""Who holds the calls that a document tells of, and whose title each title is in it.

Takes the sentences of a document and the register; gives the ``Callers``: the leaders whose acts inside a call are
the reporter's narration, their sides, and the titles that name one of them alone. The lead tells which of the known
calls they are; where it names two leaders who talk and the register knows no such call, these are the callers. It
does not tell which call a sentence speaks of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from comparator.engine.lexicon import read_json
from comparator.engine.naming import LEADER, fold
from comparator.engine.patterns import any_of
from comparator.engine.records import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.records import Call, Segment
    from comparator.engine.register import Register

_LONGEST_TITLE = 24
_LEAD = 4
"""Sentences that say what a report is about: a headline, its sub-heading, the lead and what follows it."""
_TWO = 2
_SAME_NAME = 80
"""Likeness of two surnames of one side's leaders from which they are spellings of one ("Zelenskiy", "Zelenskyy": 89)."""


@dataclass(frozen=True, slots=True)
class Callers:
    """The leaders who hold the calls that a document tells of."""

    names: frozenset[str]
    """Words that name them, folded."""
    sides: frozenset[str]
    titles: Mapping[str, str]
    """Title → the side of the only leader who bears it in the document."""
    shared_titles: frozenset[str]
    """Titles that leaders of several sides bear in the document."""
    surnames: Mapping[str, str]
    """Surname → side of the people whom the document names in full somewhere."""


def read_callers(segments: Sequence[Segment], register: Register) -> Callers:
    """Return the leaders who hold the calls of a document."""
    texts = [segment.text for segment in segments if segment.role is not Role.FURNITURE]
    names, sides = _of_the_lead(texts[:_LEAD], register)
    owners, titled = _titled(texts, register)
    foreign = {name for name in titled if not names or not name.isascii()}
    groups = read_json("institutions")["titles"]
    return Callers(
        names=names | foreign,
        sides=sides,
        titles={word: next(iter(owners[group])) for word, group in groups.items() if len(owners.get(group, ())) == 1},
        shared_titles=frozenset(word for word, group in groups.items() if len(owners.get(group, ())) > 1),
        surnames=_full_names(texts, register),
    )


def _of_the_lead(lead: Sequence[str], register: Register) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that name the callers, and their sides."""
    named = {mention.side for text in lead for mention in register.mentions(text)}
    told = [call for call in register.calls if named.issuperset(call.sides)]
    if not told:
        proposed = _proposed(lead, register)
        if proposed is not None:
            return proposed
    calls = told or register.calls
    return _names(calls, register), frozenset(code for call in calls for code in call.sides)


def _proposed(lead: Sequence[str], register: Register) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the two leaders who talk in the lead though the register knows no call of theirs."""
    for text in lead:
        people = [mention for mention in register.mentions(text) if mention.kind == LEADER]
        sides = frozenset(mention.side for mention in people)
        if len(sides) == _TWO and _talk().search(text):
            words = {fold(text[mention.start : mention.end].split()[-1]) for mention in people}
            return frozenset(words), sides
    return None


@cache
def _talk() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(read_json('cues')['talk'])}\b", re.IGNORECASE)


def _names(calls: Sequence[Call], register: Register) -> frozenset[str]:
    """Return the words that name the leaders who hold the calls: surnames in every spelling, and what names them alone."""
    names: set[str] = set()
    for side, leader in {(code, name) for call in calls for code, name in call.leaders.items() if name}:
        surname = fold(leader.split()[-1])
        names |= {surname, surname.rpartition("-")[2]}
        names.update(fold(word) for word in leader.split() if _names_alone(word, side, register))
        known = register.sides.get(side)
        spellings = {fold(other.split()[-1]) for other in (known.leaders if known else ())}
        names.update(other for other in spellings if fuzz.ratio(other, surname) >= _SAME_NAME)
    return frozenset(names)


def _names_alone(word: str, side: str, register: Register) -> bool:
    """Tell whether one word of a name names its bearer, be it only behind a title ("Xi", "Premier Li")."""
    titled = f"President {word}"
    return any(m.kind == LEADER and m.side == side and m.end == len(titled) for m in register.mentions(titled))


def _full_names(texts: Sequence[str], register: Register) -> dict[str, str]:
    """Return the surnames of people whom the document names in full, with their sides."""
    surnames: dict[str, str] = {}
    for text in texts:
        for mention in register.mentions(text):
            words = text[mention.start : mention.end].split()
            if mention.kind == LEADER and len(words) > 1:
                family = 0 if mention.side in read_json("sides")["family_name_first"] else -1
                surnames.setdefault(words[family], mention.side)
    return surnames


def _titled(texts: Sequence[str], register: Register) -> tuple[dict[str, set[str]], set[str]]:
    """Return the sides whose leaders bear each kind of title, and the names behind a title."""
    owners: dict[str, set[str]] = {}
    titled: set[str] = set()
    for text in texts:
        for mention in register.mentions(text):
            if mention.kind != LEADER:
                continue
            title = _title(text[max(0, mention.start - _LONGEST_TITLE) : mention.start])
            if title is not None:
                owners.setdefault(title, set()).add(mention.side)
                titled.add(fold(text[mention.start : mention.end].split()[-1]))
    return owners, titled


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
