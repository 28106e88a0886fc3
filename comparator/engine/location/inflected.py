"""Names in Russian and Ukrainian text, back in the nominative.

Takes a name as it stands in a sentence ("Владимиром Путиным") and what stands before it, whose title tells the case; gives the name as a
list of names has it. A known name is found by its stem. For others the endings of masculine names in that case are taken off (Zaliznyak's
declensions: hard and soft nouns, surnames in -ов and -ин, adjectives); what no rule is sure of stays as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NOMINATIVE_END = re.compile(r"(?:ий|ый|ой|ій|[аяйьоеё])$")
_LONGEST_ENDING = 3
_LONGEST_UNCHANGED = 2
"""Letters of a name that has no case ("Ли", "Си")."""
_TITLES = re.compile(
    r"(?i:президент|премьер|прем'єр|министр|міністр|канцлер|председател|корол|эмир|шейх|принц|султан|глав|лидер|лідер|коллег)(?P<ending>\w*)"
)
_CASES = {
    **dict.fromkeys(("ом", "ем", "ём", "ой", "ою"), "instrumental"),
    **dict.fromkeys(("а", "я"), "genitive"),
    **dict.fromkeys(("у", "ю"), "dative"),
}
_VOWELS, _HUSHING = "аеёиоуыэюяіїє", "жшчщц"


def is_cyrillic(name: str) -> bool:
    """Tell whether a name is written in Cyrillic letters."""
    return _CYRILLIC.match(name) is not None


def known_name(name: str, known: Iterable[str]) -> str | None:
    """Return the first of the known names whose words are those of the name, each in any case.

    >>> known_name("Сергеем Лавровым", ["Сергей Лавров", "Сергей Шойгу"])
    'Сергей Лавров'
    """
    words = name.split()
    return next(
        (full for full in known if len(full.split()) == len(words) and all(map(_is_form, words, full.split()))), None
    )


def nominative(name: str, before: str) -> str:
    """Return the name without the endings of the case in which the title before it stands; as it is where none shows a case.

    >>> nominative("Шахбазом Шарифом", "с премьер-министром Пакистана ")
    'Шахбаз Шариф'
    """
    titles = list(_TITLES.finditer(before))
    case = _CASES.get(titles[-1]["ending"]) if titles else None
    if case is None or not is_cyrillic(name):
        return name
    return " ".join("-".join(_base(part, case) for part in word.split("-")) for word in name.split())


def _is_form(word: str, base: str) -> bool:
    word, base = word.casefold(), base.casefold()
    stem = _NOMINATIVE_END.sub("", base)
    return word == base or (word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING)


_ENDINGS = {
    "instrumental": (
        (re.compile(r"(?<=[сц]к)им$"), "ий"),
        (re.compile(r"(?<=[сц]ьк)им$"), "ий"),
        (re.compile(r"(?<=[оеё]в)[ыи]м$|(?<=[иыі]н)[ыи]м$"), ""),
        (re.compile(rf"(?<=[{_HUSHING}])ем$|(?<=[^{_VOWELS}])[оё]м$"), ""),
        (re.compile(rf"(?<=[{_VOWELS}])[её]м$"), "й"),
        (re.compile(rf"(?<=[^{_VOWELS}])ем$"), "ь"),
        (re.compile(r"ой$"), "а"),
    ),
    "genitive": (
        (re.compile(r"(?<=[сц]к)ого$"), "ий"),
        (re.compile(r"(?<=[сц]ьк)ого$"), "ий"),
        (re.compile(rf"(?<=[^{_VOWELS}])а$"), ""),
        (re.compile(rf"(?<=[{_VOWELS}])я$"), "й"),
        (re.compile(rf"(?<=[^{_VOWELS}])я$"), "ь"),
    ),
    "dative": (
        (re.compile(r"(?<=[сц]к)ому$"), "ий"),
        (re.compile(r"(?<=[сц]ьк)ому$"), "ий"),
        (re.compile(rf"(?<=[{_VOWELS}])ю$"), "й"),
    ),
}


def _base(word: str, case: str) -> str:
    if len(word) <= _LONGEST_UNCHANGED:
        return word
    for ending, base in _ENDINGS[case]:
        shown, changed = ending.subn(base, word)
        if changed:
            return shown
    return word
