"""Whether the full stop after an abbreviation, an initial or a number ends a sentence.

Takes a place where a sentence could end and judges it by the word before the stop and a few words around it: NLTK's
Punkt (Kiss & Strunk 2006) with our own abbreviations and sentence starters and no trained data, and rules for what
Punkt leaves open without training: titles, numbers, times of day, a lone capital. It never looks further than
``REACH`` characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json, read_lines

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

REACH = 160
"""Characters to either side that a decision may look at."""
OPENERS = "\"'“‘«‹„([{—–-*_"
_LONGEST_ABBREVIATION = 12
_WORD = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
_PREPOSITIONS = frozenset(
    {"at", "by", "on", "in", "from", "around", "about", "until", "till", "before", "after", "since", "near"}
)
_YEARS = frozenset({"г", "гг"})


@dataclass(frozen=True, slots=True)
class Place:
    """One place that could end a sentence."""

    text: str
    begin: int
    """Where the running sentence begins."""
    stop: int
    """Where its last mark begins."""
    mark: str
    close: str
    """Closing quotation marks and brackets after the mark."""
    stray: str
    """Further marks with white space before them."""
    end: int
    following: int
    """Where the next text begins."""

    @property
    def token(self) -> str:
        """The word before the mark, without opening marks; empty if white space stands between."""
        before = self.text[max(self.begin, self.stop - 40) : self.stop]
        if not before or before[-1].isspace():
            return ""
        return before.split()[-1].lstrip(OPENERS + "•")

    @property
    def ahead(self) -> str:
        """What follows."""
        return self.text[self.following : self.following + REACH]

    @property
    def behind(self) -> str:
        """The end of the running sentence."""
        return self.text[max(self.begin, self.stop - REACH) : self.stop]

    @property
    def next_word(self) -> str:
        """The word that follows, without opening marks."""
        match = _WORD.match(self.ahead.lstrip(OPENERS + " "))
        return match.group() if match else ""


def ends_after_stop(place: Place) -> bool:
    """Tell whether a stop with white space after it, and a word that could begin a sentence, ends one."""
    token = place.token
    if len(place.mark) > 1:
        return bool(token) or len(place.mark) != 3 or _stem(place.next_word) != "i"
    if _is_item_number(place, token):
        return False
    kind = _kind(place, token)
    if kind == "title":
        return not place.next_word
    if kind == "number":
        return _ends_after_number_word(place.next_word, token)
    if kind == "time":
        return _ends_after_time(place)
    if kind == "word" or not token or len(token) > _LONGEST_ABBREVIATION:
        return True
    if len(token) == 1 and token.isalpha() and is_starter(place.next_word):
        return _word_before(place)[:1].islower()  # "you and I. Did", "vitamin C. The", not "Albert I. Jones"
    return bool(_punkt().text_contains_sentbreak(f"{token}. {place.next_word or '-'}"))


def is_starter(word: str) -> bool:
    """Tell whether a word often begins a sentence."""
    return _stem(word) in _starters()


def _kind(place: Place, token: str) -> str | None:
    """What the stop after ``token`` may be; ``word`` where it is an abbreviation only with a capital or a number."""
    kind = _abbreviations().get(token) or _abbreviations().get(token.lower())
    if kind is None:
        return "word" if token.capitalize() in _abbreviations() else None
    numbered = _word_before(place)[-1:].isdigit()
    if token in _YEARS and numbered:
        return "end"
    return "word" if kind == "time" and "." not in token and not numbered else kind


def _ends_after_number_word(following: str, token: str) -> bool:
    """Tell "No." the word from "No. 5"; "p." and "Vol." stay abbreviations whatever follows."""
    numbered = following[:1].isdigit() or (bool(following) and set(following) <= set("IVXLCDM"))
    return not numbered and token.lower() == "no"


def _ends_after_time(place: Place) -> bool:
    """Tell "left at 6 p.m. Mr Modi" from "At 5 a.m. Mr Modi left" and "at 6 p.m. Moscow time"."""
    first, *rest = place.behind.split() or [""]
    opening = len(place.behind) < REACH and len(rest) < 4 and first.lower() in _PREPOSITIONS
    return not opening and not _zone_or_day().match(place.ahead)


def _is_item_number(place: Place, token: str) -> bool:
    """Tell the number of a list item ("1. The first") from a number that ends a sentence."""
    if place.stop - place.begin > 20 or not (token.isdigit() or (len(token) == 1 and token.isalpha())):
        return False
    return place.text[place.begin : place.stop].strip(" \t\r\n\u00a0•⁃*-([") == token


def _word_before(place: Place) -> str:
    """The word before the token."""
    words = place.behind.split()
    return words[-2] if len(words) > 1 else ""


def _stem(word: str) -> str:
    return word.lower().replace("’", "'").split("'")[0]


@cache
def _abbreviations() -> dict[str, str]:
    return dict(line.rsplit(" ", 1) for line in read_lines("abbreviations"))


@cache
def _starters() -> frozenset[str]:
    return frozenset(read_lines("sentence_starters"))


@cache
def _zone_or_day() -> re.Pattern[str]:
    calendar = read_json("calendar")
    names = {
        name
        for key in ("months", "weekdays")
        for group in calendar[key].values()
        for name in group
        if name[0].isupper()
    }
    listed = "|".join(map(re.escape, sorted(names)))
    return re.compile(rf"(?:[A-Z]{{2,4}}\b|(?:{listed})\b|(?:\w+\s)?(?:[Tt]ime|[Ll]ocal)\b)")


@cache
def _punkt() -> PunktSentenceTokenizer:
    # Imported here because nltk's package costs 0.9 s, and most commands that import the engine split nothing.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = {name.lower() for name in _abbreviations()}
    parameters.sent_starters = set(_starters())
    return PunktSentenceTokenizer(parameters)
