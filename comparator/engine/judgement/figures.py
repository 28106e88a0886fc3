"""Numbers and dates of a text, with the words that write them.

Takes words and gives what they count and when; knows digits, number words, magnitudes, months and days of the week in English. It does
not resolve a date: "Thursday" stays "Thursday".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.judgement.wording import Word, is_content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_NUMBER_WORDS = {word: float(value) for value, word in enumerate(_UNITS.split())} | {
    word: float(value)
    for value, word in zip(
        range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True
    )
}
_MAGNITUDES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a text states: what it is (``key``) and the words that say it."""

    key: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words as one reads them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Number(Fact):
    """A quantity, with the stem of what is counted."""

    value: float = 0.0
    unit: str = ""


def numbers(words: Sequence[Word], dated: set[int]) -> Iterator[Number]:
    """Give the quantities; words that begin at a place in ``dated`` belong to a date."""
    index = 0
    while index < len(words):
        value = number_value(words[index].form)
        if value is None or words[index].start in dated or words[index].form == "one":
            index += 1
            continue
        start = index
        index += 1
        while index < len(words) and words[index].form in _MAGNITUDES:
            value *= _MAGNITUDES[words[index].form]
            index += 1
        unit = _unit(words, start, index)
        yield Number(f"{value:g} {unit}", tuple(words[start:index]), value, unit)


def dates(words: Sequence[Word]) -> Iterator[Fact]:
    """Give the days of the week, days of a month ("02-24"), months and years."""
    for index, word in enumerate(words):
        if word.form in _WEEKDAYS:
            yield Fact(word.form, (word,))
        elif word.form in _MONTHS and word.text[0].isupper():
            yield from _month(words, index)
        elif _is_year(word):
            yield Fact(word.form, (word,))


def number_value(form: str) -> float | None:
    """Return the number that a form writes in digits or as a word, if it does."""
    if form in _NUMBER_WORDS:
        return _NUMBER_WORDS[form]
    if not form[0].isdecimal():
        return None
    digits = "".join(character for character in form.replace(",", "") if character.isdecimal() or character == ".")
    try:
        return float(digits)
    except ValueError:
        return None


def written_figures(words: Sequence[Word]) -> dict[str, Word]:
    """Return figure → first word of what is written in digits of any script, thousands and decimals unmarked ("1,5" is "1.5")."""
    found: dict[str, Word] = {}
    for word in words:
        if word.text[0].isdecimal():
            figure = "".join(str(int(character)) for character in word.text if character.isdecimal())
            found.setdefault(figure.lstrip("0"), word)
    return found


def is_date_word(word: Word) -> bool:
    """Return whether a word names a month or a day of the week."""
    return word.form in _WEEKDAYS or (word.form in _MONTHS and word.text[0].isupper())


def _unit(words: Sequence[Word], start: int, end: int) -> str:
    if start and words[start - 1].form in "$€£₹":
        return words[start - 1].form
    following = words[end : end + 3]
    return next((word.stem for word in following if is_content(word) or word.form == "percent"), "")


def _month(words: Sequence[Word], index: int) -> Iterator[Fact]:
    near = [words[k] for k in (index - 1, index + 1) if 0 <= k < len(words)]
    days = [
        word
        for word in near
        if (value := number_value(word.form)) is not None and 1 <= value <= 31 and not _is_year(word)
    ]
    month = _MONTHS[words[index].form]
    if days:
        yield Fact(
            f"{month:02}-{int(number_value(days[0].form) or 0):02}",
            tuple(sorted((days[0], words[index]), key=lambda w: w.start)),
        )
    elif words[index].form != "may" or (near and near[-1].form.isdecimal()):
        yield Fact(f"{month:02}", (words[index],))


def _is_year(word: Word) -> bool:
    return len(word.form) == 4 and word.form.isdecimal() and word.form[:2] in {"18", "19", "20"}
