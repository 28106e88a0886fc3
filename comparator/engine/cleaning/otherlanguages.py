"""Lines of a page in another language than its report: menus, buttons and links that a site did not translate.

Takes the units of a document whose report is in English, with the verdicts that each got by itself, and takes the lines without an
English word that are written in another script, or hold a small word of another language. It does not tell which language, and leaves a
document alone whose report is not in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.engine.cleaning.surroundings import Verdict, is_open, prose_units
from comparator.engine.cleaning.vocabulary import words_of
from comparator.engine.records import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.cleaning.units import Unit

_ENGLISH = 0.2
"""Share of small words from which a report is in English: English prose has 0.35 to 0.5, other languages under 0.1."""
_MOST_WORDS = 30
_ASKED = 40
"""Paragraphs of the report that are asked for its language."""
_QUOTES = '"“«„'


def judge_languages(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take the lines in other languages than English, where the report is in English."""
    if not _is_english([units[i] for i in prose_units(units, verdicts)[:_ASKED]]):
        return
    for i, unit in enumerate(units):
        if is_open(unit, verdicts[i]) and _is_foreign(unit):
            verdicts[i] = Verdict(Role.FURNITURE, "line in another language")


def _is_english(prose: Sequence[Unit]) -> bool:
    words = [word.lower() for unit in prose for word in unit.words]
    return bool(words) and sum(map(words_of("english_words").__contains__, words)) >= _ENGLISH * len(words)


def _is_foreign(unit: Unit) -> bool:
    if not unit.words or len(unit.words) > _MOST_WORDS or any(mark in unit.text for mark in _QUOTES):
        return False
    if not unit.text.isascii():
        letters = [c for c in unit.text[:400] if c.isalpha()]
        if sum(not _is_latin(c) for c in letters) > len(letters) / 2:
            return True
    words = {word.lower() for word in unit.words}
    return not words_of("foreign_words").isdisjoint(words) and words_of("english_words").isdisjoint(words)


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00"
