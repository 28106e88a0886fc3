"""Lines that say who wrote a report, when and where it was put up.

Takes a unit and tells whether it is a byline ("By A. Writer and B. Writer") or a line of such particulars with a date
among them ("A. Writer |03.03.2022 - Update : 04.03.2022", "Dawn.com | Published June 24, 2025"). Nothing but a date is
``stamps``'s business.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.cleaning.stamps import date_in, without_stamps
from comparator.engine.cleaning.vocabulary import alternation, listed
from comparator.engine.text import word_texts

if TYPE_CHECKING:
    from comparator.engine.cleaning.units import Unit

_LONGEST = 200
_LONGEST_BYLINE = 140
_MOST_NAMES = 8
"""Capitalised words that may stand beside a date with nothing to show that they are particulars."""
_BYLINE = re.compile(r"(?:By|BY|by(?=(?:\s[A-ZÀ-Ž][\w.’'-]*|\sand){2,8}$))\s*:?\s+[A-ZÀ-Ž]")
_PARTED = re.compile(r"\s[|/•·–—-]\s|\||\s[–—-]|[–—-]\s|\d\d?:\d\d")
_SMALL = frozenset(
    [
        "of",
        "and",
        "the",
        "in",
        "for",
        "by",
        "at",
        "on",
        "with",
        "to",
        "from",
        "de",
        "van",
        "von",
        "bin",
        "al",
        "el",
        "da",
        "ago",
    ]
)


def is_byline(unit: Unit) -> bool:
    """Tell whether a unit names its writers and no more."""
    if unit.is_ended or len(unit.text) > _LONGEST_BYLINE:
        return False
    return (len(unit.words) <= 12 and bool(_BYLINE.match(unit.text))) or bool(_filed_from().fullmatch(unit.folded))


def is_particulars(unit: Unit) -> bool:
    """Tell whether a unit is a date with names, places and labels around it."""
    if unit.is_ended or len(unit.text) > _LONGEST or date_in(unit.text) is None or '"' in unit.text or "“" in unit.text:
        return False
    rest, clocks = without_stamps(unit.text)
    rest, labels = _labels().subn(" ", rest)
    names = [word for word in word_texts(rest) if not word.isdigit()]
    if any(word[0].islower() and word not in _SMALL for word in names):
        return False
    return (
        labels > 0 or clocks > 0 or "|" in unit.text or (len(names) <= _MOST_NAMES and bool(_PARTED.search(unit.text)))
    )


def is_life(unit: Unit) -> bool:
    """Tell what is said of a writer under a report: "A. Writer is a senior correspondent at the Gazette."."""
    return len(unit.text) <= 2 * _LONGEST and unit.is_ended and bool(_life().match(unit.text))


@cache
def _life() -> re.Pattern[str]:
    name = r"[A-ZÀ-Ž][\w.’'-]{0,30}"
    life = rf"(?:{listed('bio_verbs')})\s(?:[^\s.]+\s){{0,14}}[^\w\s]?(?i:{listed('bio_words')})s?(?!\w)"
    part = r"(?:reported|reporting|contributed)\s(?:from|to)\s"
    return re.compile(rf"(?:{name}(?:\s{name}){{1,4}}\s{life}|{name}(?:,?\s(?:and\s|in\s)?{name}){{0,11}},?\s{part})")


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(alternation("stamp_words").pattern, re.IGNORECASE)


@cache
def _filed_from() -> re.Pattern[str]:
    return re.compile(rf"(?:{listed('byline_openings')})(?:\s\S+){{1,10}}")
