"""Dates and times that stand by themselves, as a page prints them beside its report.

Takes a short text and tells whether it is nothing but a date, a time or both ("Updated: 3 March 2022, 10:30 IST"), or
begins with one that is not part of the first sentence ("date 2022-02-24 Hours after …"). Dates inside sentences are
not its concern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from comparator.engine.lexicon import read_json
from comparator.engine.patterns import any_of
from comparator.engine.records import Span

_LONGEST = 160
_LABEL = (
    r"(?:(?:first |last )?(?:published|updated?|posted|modified|created|issued|released|reviewe?d?|uploaded|filed|dated?|time|as of"
    r"|begin|began|start|ends?|ended)(?:[ _-](?:on|at|date|time))?"
    r"|дата(?: публикации)?|опубликовано|обновлено|प्रकाशित|अपडेटेड)"
)
_TIME = (
    r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?:\s?(?:[aApP]\.?\s?[mM]\b\.?|hrs|hours))?"
    r"|(?:1[0-2]|\d)\s?[aApP]\.?[mM]\b\.?"
)
_ZONE = r"(?:\s?\(?(?:[A-Z]{1,5}(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d|local time|Moscow time)\)?)"

_FIGURES = re.compile(r"(?:19|20)\d\d|\d[./]\d")
"""What every full date holds: its year, or figures with a stroke or a full stop between them."""


@dataclass(frozen=True, slots=True)
class Prefix:
    """A date that heads a line: how long it is, and its value."""

    length: int
    date: str


def is_stamp(text: str) -> bool:
    """Tell whether ``text`` says nothing but when."""
    return len(text) <= _LONGEST and bool(_patterns().whole.fullmatch(text.strip(" \t|,;·•-–—[]()*_")))


def date_in(text: str) -> str | None:
    """Return the first date in ``text`` as it is written."""
    head = text[:_LONGEST]
    # Most texts hold no figures of a date: looking for those is a hundred times quicker than trying the pattern at each character.
    match = _patterns().date.search(head) if _FIGURES.search(head) else None
    return match.group() if match else None


def without_stamps(text: str) -> tuple[str, int]:
    """Return ``text`` without its dates and times of day, and the number of the times."""
    head = text[: 2 * _LONGEST]
    rest, clocks = _patterns().clock.subn(" ", _patterns().date.sub(" ", head) if _FIGURES.search(head) else head)
    return rest, clocks


def stamp_prefix(text: str) -> Prefix | None:
    """Return the date that ``text`` begins with where more follows and the date is not part of it.

    A label, an ISO date or a time of day shows that: "March 3, 2022 was a Thursday" is left whole.
    """
    head = text[:_LONGEST]
    match = _patterns().prefix.match(head)
    if match is None:
        return None
    rest = head[match.end() :].lstrip()
    if not rest or not (rest[0].isupper() or rest[0] in "\"“'‘«" or not (rest[0].isascii() or rest[0].islower())):
        return None
    return Prefix(len(head[: match.end()].rstrip()), date_in(match.group()) or "")


def first_stamp(text: str, start: int, end: int) -> Span | None:
    """Return the first full date with a time of day in ``text[start:end]``: a sentence seldom has both side by side."""
    match = _patterns().timed.search(text, start, end)
    return Span(match.start(), match.end()) if match else None


@dataclass(frozen=True, slots=True)
class _Patterns:
    timed: re.Pattern[str]
    clock: re.Pattern[str]
    date: re.Pattern[str]
    whole: re.Pattern[str]
    prefix: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    calendar = read_json("calendar")
    month = rf"(?i:{_alternatives(calendar['months'], calendar['other_months'])})\.?"
    day = rf"(?i:{_alternatives(calendar['weekdays'], calendar['other_weekdays'])}|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?)"
    weekday = rf"(?i:{day},?\s)"
    year = r"(?:19|20)\d\d"
    iso = rf"{year}-[01]\d-[0-3]\d(?![\d-])"
    full = (
        rf"{iso}|{weekday}?{month}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{year}"
        rf"|{weekday}?\d{{1,2}}(?:st|nd|rd|th)?[\s-](?:(?:of|de)\s)?{month},?[\s-](?:de\s)?{year}(?:\sгода|\sг\.|\sроку)?"
        rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:{year}|\d\d)(?!\d)"
    )
    loose = rf"{full}|{weekday}?{month}\s\d{{1,2}}(?:st|nd|rd|th)?|{weekday}?\d{{1,2}}\s{month}|{month}\s{year}|{day}"
    clock = rf"(?:{_TIME}){_ZONE}?"
    gap = r"[\s,|•·–—/-]{1,4}(?:at\s|в\s|on\s)?"
    ago = r"(?i:(?:about\s)?(?:an?|\d{1,3})\+?\s(?:second|minute|min|hour|hr|day|week|month|year)s?\sago|just now)"
    stamp = rf"(?:{ago}|(?:{loose})(?:(?:{gap}|T){clock})?|{clock}(?:{gap}(?:{loose}))?)"
    label = rf"(?i:{_LABEL})\s?[:\-–—]?\s?"
    return _Patterns(
        timed=re.compile(rf"(?<!\w)(?:{full}){gap}{clock}(?!\w)"),
        clock=re.compile(rf"(?<![\w.]){clock}(?!\w)"),
        date=re.compile(full),
        whole=re.compile(
            rf"(?:{label})?{stamp}(?:(?:{gap}|\s\()(?:{label})?{stamp}){{0,3}}(?:\s\|?\s?\d{{1,2}}\smin(?:ute)?s?(?:\sread)?)?"
        ),
        prefix=re.compile(
            rf"\s*(?:{label}(?:{full})(?:{gap}{clock})?|{iso}(?:[T ]{clock})?|(?:{full}){gap}{clock})[\s:|–—-]{{1,4}}(?=\S)"
        ),
    )


def _alternatives(*tables: dict[str, list[str]]) -> str:
    """Return every name of the tables as alternatives."""
    listed = {name for table in tables for names in table.values() for name in names}
    return any_of(listed)
