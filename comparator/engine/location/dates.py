"""Date expressions in a text, with their spans.

Takes a text; gives what it says of days, as far as it says it: a weekday alone stays a weekday alone. ``resolve`` completes an
expression from the day on which it was written, ``agrees`` asks whether an expression can mean a given day. Nothing is guessed: a
field that the text does not give stays empty, and a text that cannot be read as a date gives no expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WORD_END = r"(?![\w\u0900-\u097F])"
"""``\\b`` ends a word inside Devanagari, whose vowel signs are not word characters to ``re``."""
_WORD_START = r"(?<![\w\u0900-\u097F])"
_GAP = r"[ \u00a0\u202f\t\n]{1,3}"
_WORD = re.compile(r"[\w\u0900-\u097F]+")
_NUMERIC = re.compile(r"\d-\d\d-\d|\d\.\d\d?\.\d")
_DASH = r"[ \u00a0]?[-–—][ \u00a0]?"
_ORDINAL = r"(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """What a run of text says of a day; a field that it does not say is None."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    """The last day of a range ("January 9–10")."""
    weekday: int | None = None
    days: int | None = None
    """Days from the day of writing ("yesterday": -1)."""
    weeks: int | None = None
    """Weeks from the week of writing ("last week": -1)."""
    months: int | None = None
    """Months from the month of writing ("last month": -1)."""
    direction: int = 0
    """-1 for "last Thursday", 1 for "next Thursday"."""
    years: int | None = None
    """Years from the year of writing ("27 August last year": -1)."""

    @property
    def names_day(self) -> bool:
        """Whether it gives a day of a month, with or without its year."""
        return self.day is not None and self.month is not None


def find_dates(text: str) -> tuple[DateExpression, ...]:
    """Return the date expressions of ``text`` in order, without overlaps.

    >>> [d.text for d in find_dates("On Wednesday, 2 March, they spoke; they had met on 24 February.")]
    ['Wednesday, 2 March', '24 February']
    """
    return tuple(_expressions(text))


def resolve(expression: DateExpression, written: date | None) -> date | None:
    """Return the day that an expression means in a text written on ``written``, or None where that is open."""
    if expression.names_day:
        return _resolve_day(expression, written)
    if written is None:
        return None
    if expression.days is not None:
        return _shift(written, expression.days)
    if expression.weekday is not None:
        return _resolve_weekday(expression, written)
    return None


def agrees(expression: DateExpression, day: date, written: date | None = None) -> bool | None:
    """Tell whether an expression in a text written on ``written`` can mean ``day``; None where it says nothing of it."""
    year = _year(expression, written)
    if year is not None and year != day.year:
        return False
    if expression.month is not None:
        return _agrees_in_calendar(expression, day, written)
    if expression.weekday is not None:
        return _agrees_in_week(expression, day, written)
    if written is None:
        return True if expression.year is not None else None
    return _agrees_relatively(expression, day, written)


def is_date_word(word: str) -> bool:
    """Tell whether a lower-case word opens a date: a weekday, a month, a figure."""
    grammar = _grammar()
    return word in grammar.months or word in grammar.weekdays or word[:1].isdecimal()


def may_name_day(folded: str, words: Iterable[str]) -> bool:
    """Tell whether a lower-case text is worth asking ``find_dates``; a figure, a hyphen or an apostrophe leaves it open."""
    return not _grammar().words.isdisjoint(words) or _OPEN.search(folded) is not None


_OPEN = re.compile(r"[-'\d]")


def _agrees_in_calendar(expression: DateExpression, day: date, written: date | None) -> bool:
    if expression.month != day.month:
        return False
    if expression.day is not None and not expression.day <= day.day <= (expression.last_day or expression.day):
        return False
    if expression.weekday is not None and expression.weekday != day.weekday():
        return False
    # A month without a year, in a text whose own date is known, is the last one, or one within about half a year to come.
    return _year(expression, written) is not None or written is None or -190 <= (written - day).days < 365


def _year(expression: DateExpression, written: date | None) -> int | None:
    """Return the year that an expression gives, by itself or from the year of writing."""
    if expression.years is not None and written is not None:
        return written.year + expression.years
    return expression.year


def _agrees_in_week(expression: DateExpression, day: date, written: date | None) -> bool:
    if expression.weekday != day.weekday():
        return False
    if written is None:
        return True
    age = (written - day).days
    if expression.direction > 0:
        return -14 <= age < 0
    # "last Thursday" may be eight days old or more; a bare weekday is of the past week, and now and then of this one to come.
    return 0 <= age <= 13 if expression.direction < 0 else -1 <= age <= 7


def _agrees_relatively(expression: DateExpression, day: date, written: date) -> bool | None:
    if expression.days is not None:
        return _shift(written, expression.days) == day
    if expression.weeks is not None:
        monday = _shift(written, 7 * expression.weeks - written.weekday())
        return monday is not None and monday <= day <= shifted(monday, 6)
    if expression.months is not None:
        return (written.year * 12 + written.month + expression.months) == day.year * 12 + day.month
    return None


def _resolve_day(expression: DateExpression, written: date | None) -> date | None:
    month, day = expression.month, expression.day
    if month is None or day is None:
        return None
    year = _year(expression, written)
    if year is not None:
        return _date(year, month, day)
    if written is None:
        return None
    candidates = [found for year in range(written.year - 1, written.year + 2) if (found := _date(year, month, day))]
    if expression.weekday is not None:
        candidates = [found for found in candidates if found.weekday() == expression.weekday] or candidates
    return min(candidates, key=lambda found: abs((found - written).days), default=None)


def shifted(day: date, days: int) -> date:
    """Return the day that is so many days later (earlier, if negative), or the end of the calendar where that is beyond it."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _resolve_weekday(expression: DateExpression, written: date) -> date | None:
    assumed = 0 if expression.weekday is None else expression.weekday
    back = (written.weekday() - assumed) % 7
    if expression.direction > 0:
        return _shift(written, 7 - back)
    return _shift(written, -back)


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _expressions(text: str) -> Iterator[DateExpression]:
    grammar = _grammar()
    # Nine sentences in ten name no day: looking their words up is ten times quicker than trying the grammar at each.
    if grammar.words.isdisjoint(_WORD.findall(text.casefold())) and not _NUMERIC.search(text):
        return
    for found in grammar.pattern.finditer(text):
        expression = grammar.read(found)
        if expression is not None:
            yield _with_relative_year(expression, text)


def _with_relative_year(expression: DateExpression, text: str) -> DateExpression:
    """Take in the "last year" that follows a month without its own year."""
    if expression.month is None or expression.year is not None:
        return expression
    following = text[expression.end : expression.end + 24].casefold()
    for phrase, years in read_json("calendar")["relative_years"].items():
        if re.match(rf",?[ \u00a0\n]{re.escape(phrase)}{_WORD_END}", following):
            end = expression.end + following.index(phrase) + len(phrase)
            return replace(expression, end=end, text=text[expression.start : end], years=years)
    return expression


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The pattern of all expressions and the meanings of its words."""

    pattern: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    relative: Mapping[str, tuple[str, int]]
    past: frozenset[str]
    words: frozenset[str]
    """Words of which every expression that is not all figures holds one."""

    def read(self, found: re.Match[str]) -> DateExpression | None:
        """Return the expression that a match stands for, or None for a day that no calendar has."""
        groups = found.groupdict()
        fields = {name: int(groups[f"iso_{name}"]) for name in ("year", "month", "day") if groups["iso_year"]}
        fields |= {name: int(groups[f"num_{name}"]) for name in ("year", "month", "day") if groups["num_year"]}
        fields |= self._words(groups)
        expression = DateExpression(found.start(), found.end(), found.group(), **fields)
        month, day = expression.month, expression.day
        # 2000 is a leap year: 29 February passes without its year.
        if month is not None and day is not None and _date(expression.year or 2000, month, day) is None:
            return None
        return expression if month is None or 1 <= month <= 12 else None

    def _words(self, groups: Mapping[str, str | None]) -> dict[str, int]:
        fields: dict[str, int] = {}
        if name := next((name for part in "abcdef" if (name := groups[f"month_{part}"])), None):
            fields["month"] = self.months[name.casefold()]
        if day := groups["day_a"] or groups["day_b"]:
            fields["day"] = int(day)
        if last := groups["last_a"] or groups["last_b"]:
            fields["last_day"] = int(last)
        if year := groups["year_a"] or groups["year_b"] or groups["year_c"]:
            fields["year"] = int(year)
        if weekday := groups["weekday"] or groups["weekday_alone"]:
            fields["weekday"] = self.weekdays[weekday.casefold()]
        if marker := groups["marker"]:
            fields["direction"] = -1 if marker.casefold() in self.past else 1
        if ago := groups["ago"]:
            fields["days"] = -int(ago)
        if words := groups["relative"]:
            unit, count = self.relative[" ".join(words.casefold().split())]
            fields[unit] = count
        return fields


@cache
def _grammar() -> _Grammar:
    data = read_json("calendar")
    months = {name.casefold(): int(number) for number, names in data["months"].items() for name in names}
    weekdays = {name.casefold(): int(number) for number, names in data["weekdays"].items() for name in names}
    relative: dict[str, tuple[str, int]] = {}
    for key, unit in (("relative_days", "days"), ("relative_weeks", "weeks"), ("relative_months", "months")):
        relative |= {words.casefold(): (unit, count) for words, count in data[key].items()}
    past = frozenset(word.casefold() for word in data["past_markers"])
    markers = (*past, *data["future_markers"])
    pattern = _pattern(tuple(months), tuple(weekdays), tuple(relative), markers, tuple(data["named_by_month"]))
    words = frozenset({*months, *weekdays, "days", *(word for words in relative for word in words.split()[-1:])})
    return _Grammar(pattern, months, weekdays, relative, past, words)


def _pattern(
    months: tuple[str, ...],
    weekdays: tuple[str, ...],
    relative: tuple[str, ...],
    markers: tuple[str, ...],
    named: tuple[str, ...],
) -> re.Pattern[str]:
    month, weekday = _any(months), _any(weekdays)
    year = rf"(?:\.?,?{_GAP}(?:of{_GAP})?(?P<year_%s>(?:19|20)\d\d){_WORD_END})?"
    lead = rf"(?:(?P<weekday>{weekday})(?:,{_GAP}|{_GAP}|{_GAP}the{_GAP}|,{_GAP}the{_GAP}))?"
    day_month = (
        rf"(?P<day_a>\d{{1,2}}){_ORDINAL}(?:{_DASH}(?P<last_a>\d{{1,2}}){_ORDINAL})?{_GAP}(?:of{_GAP})?(?P<month_a>{month}){_WORD_END}"
        + year % "a"
    )
    month_day = (
        rf"(?P<month_b>{month})\.?{_GAP}(?P<day_b>\d{{1,2}}){_ORDINAL}{_WORD_END}(?:{_DASH}(?P<last_b>\d{{1,2}}){_ORDINAL}{_WORD_END})?"
        + year % "b"
    )
    parts = (
        r"(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d)",
        r"(?P<num_day>\d{1,2})\.(?P<num_month>\d{1,2})\.(?P<num_year>(?:19|20)\d\d)(?!\d)",
        rf"{lead}(?:{day_month}|{month_day})",
        rf"(?P<month_c>{month})\.?,?{_GAP}(?P<year_c>(?:19|20)\d\d){_WORD_END}",
        rf"(?<=\b[Ii]n )(?P<month_d>{month}){_WORD_END}",
        rf"(?:(?P<which>{_any(markers)}){_GAP})?(?-i:(?=[A-ZА-Я]))(?P<month_e>{month})(?:['’]s)?(?={_GAP}(?:{_any(named)}){_WORD_END})",
        rf"last{_GAP}(?-i:(?=[A-ZА-Я]))(?P<month_f>{month}){_WORD_END}(?!{_GAP}\d)",
        rf"(?:(?P<marker>{_any(markers)}){_GAP})?(?P<weekday_alone>{weekday}){_WORD_END}",
        rf"(?P<ago>\d{{1,2}}){_GAP}days{_GAP}(?:ago|earlier){_WORD_END}",
        rf"(?P<relative>{_any(relative)}){_WORD_END}",
    )
    # One look at the first word spares trying each part at every word of a sentence.
    firsts = any_of({phrase.split()[0] for phrase in (*months, *weekdays, *relative, *markers, "last")})
    return re.compile(rf"{_WORD_START}(?=\d|{firsts}{_WORD_END})(?:{'|'.join(parts)})", re.IGNORECASE)


def _any(words: tuple[str, ...]) -> str:
    return any_of(words).replace(r"\ ", r"[ \u00a0\n]")
