"""Who among the people that a document names takes part in calls between leaders.

Takes the sentences of a document and what the register finds named in them; tells leaders from the officials who speak for a side. A
leader is one of a known call, or somebody who bears a leader's title in this document ("French President Emmanuel Macron"); a
spokesman or a minister is not. No list of persons is kept here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.location.calltalk import OFFICIAL
from comparator.engine.location.calltokens import words_of
from comparator.engine.location.inflected import is_cyrillic, known_name, nominative
from comparator.engine.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from comparator.engine.records import Call
    from comparator.engine.register import Mention, Register

_BEFORE = 60
"""Code points before a name in which its title stands: "President of the Republic of Azerbaijan" has about 40."""

_CACHED_REGISTERS = 8
_CACHED_NAMES = 2048
"""Names are few and come again and again."""


@dataclass(frozen=True, slots=True)
class Principals:
    """The people of a document who take part in calls, by side and last name."""

    known: frozenset[tuple[str, str]]
    """Side and word of a leader's name; "Xi" alone names Xi Jinping, as "Putin" does Vladimir Putin."""
    ministers: frozenset[str] = frozenset()
    """Sides for which a minister holds the calls: in a report of those, "the minister" is no lesser person."""

    def sift(self, text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the mentions with officials marked as such."""
        return tuple(
            replace(m, kind=OFFICIAL) if m.kind == "leader" and _key(text, m) not in self.known else m for m in mentions
        )


def principals(texts: Sequence[str], named: Sequence[Sequence[Mention]], register: Register) -> Principals:
    """Return who takes part in calls, given the sentences of a document and what each names."""
    known = set(_of_calls(register.calls))
    # A leader is spelt in more than one way ("Zelensky", "Zelenskyy"): what the document titles so is one as well.
    for text, mentions in zip(texts, named, strict=True):
        for mention in mentions:
            if mention.kind == "leader" and (_titled(text, mention.start) or _own_title(text, mention)):
                name = text[mention.start : mention.end].replace("’", "'").removesuffix("'s")
                known.update((mention.side, _plain(word)) for word in _forms(re.split(r"[\s,]+", name)))
    return Principals(frozenset(known), _ministers(texts, named, known))


@lru_cache(maxsize=_CACHED_REGISTERS)
def _of_calls(calls: tuple[Call, ...]) -> frozenset[tuple[str, str]]:
    """Return the side and each word of the names of those who hold the known calls: the same for every document of a run."""
    return frozenset(
        (side, _plain(word)) for call in calls for side, name in call.leaders.items() for word in _forms(name.split())
    )


def _ministers(
    texts: Sequence[str], named: Sequence[Sequence[Mention]], known: Collection[tuple[str, str]]
) -> frozenset[str]:
    """Return the sides of those who hold calls and bear a minister's title in this document."""
    return frozenset(
        mention.side
        for text, mentions in zip(texts, named, strict=True)
        for mention in mentions
        if mention.kind == "leader"
        and _key(text, mention) in known
        and _minister().search(text[max(0, mention.start - _BEFORE) : mention.start].lower())
    )


@cache
def _minister() -> re.Pattern[str]:
    titles = any_of(read_json("call_words")["ministers"])
    return re.compile(rf"(?<!\w){titles}(?!\w)[^.,;:\"“”]{{0,30}}\Z")


def _forms(words: Iterable[str]) -> Iterator[str]:
    """Give the words of a name, and what stands behind an article: "al-Sisi" is "Sisi" as well."""
    for word in filter(None, words):
        yield word
        if "-" in word:
            yield word.rpartition("-")[2]


def _key(text: str, mention: Mention) -> tuple[str, str]:
    return mention.side, _plain_last(text[mention.start : mention.end])


@lru_cache(maxsize=_CACHED_NAMES)
def _plain_last(name: str) -> str:
    return _plain(_last(name))


def _plain(word: str) -> str:
    """Return a word in lower case without its accents, which many houses leave out ("Vučić", "Vucic").

    >>> _plain("Erdoğan")
    'erdogan'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _last(name: str) -> str:
    words = [word for word in re.split(r"[\s,]+", name.replace("’", "'").removesuffix("'s").rstrip(".")) if word]
    if len(words) > 1 and words[-1].casefold() in {"jr", "sr", "ii", "iii", "iv", "vi"}:
        words.pop()
    return words[-1].casefold() if words else ""


def leaders_of(
    sides: frozenset[str], texts: Sequence[str], named: Sequence[Sequence[Mention]], register: Register
) -> dict[str, str]:
    """Return the full name of each side's leader as the texts give it, for a call that the register does not know."""
    counts_of: dict[str, Counter[str]] = {side: Counter() for side in sides}
    for text, mentions in zip(texts, named, strict=False):
        for mention in mentions:
            if mention.side not in sides:
                continue
            if mention.kind in {"leader", OFFICIAL}:
                titled = _titled(text, mention.start) or _own_title(text, mention)
                name = _full_name(register, text, mention)
                counts_of[mention.side][name] += _TITLED if titled else 1
            elif (beside := _name_beside(text, mention)) is not None:
                counts_of[mention.side][_in_nominative(register, mention.side, *beside)] += 1
    # The most often named, the first in the alphabet where two are named as often: the order of sentences does not matter.
    return {
        side: min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
        for side, counts in sorted(counts_of.items())
        if counts
    }


_TITLED = 3
"""How often a bare name must stand to outweigh one with a leader's title."""


def _full_name(register: Register, text: str, mention: Mention) -> str:
    """Return the first full name of the register that has the last name in it ("Xi": Xi Jinping)."""
    name, side = text[mention.start : mention.end], mention.side
    last = _last(name)
    full = (leader for leader in _known(register, side) if last in leader.casefold().replace(",", " ").split())
    found = next(full, None)
    return found or _in_nominative(register, side, name, text[max(0, mention.start - _BEFORE) : mention.start])


def _known(register: Register, side: str) -> list[str]:
    known = register.sides.get(side)
    return [leader for leader in (known.leaders if known else ()) if " " in leader]


def _in_nominative(register: Register, side: str, name: str, before: str) -> str:
    """Return a name of Russian text as the register has it, or without the case of the title before it."""
    if not is_cyrillic(name):
        return name
    return known_name(name, _known(register, side)) or nominative(name, before)


def _own_title(text: str, mention: Mention) -> bool:
    words = text[mention.start : mention.end].split()
    return len(words) > 1 and words[0].casefold() in words_of("leader_titles")


_PROPER = re.compile(
    r"(?:[^\W\d_a-z][\w’'-]*|bin|al|de|da|von|van|der)(?: (?:[^\W\d_a-z][\w’'-]*|bin|al|de|da|von|van|der)){1,4}"
)


def _name_beside(text: str, mention: Mention) -> tuple[str, str] | None:
    """Return the name in "President of Senegal Macky Sall" or "President Bola Tinubu of Nigeria", which the register does not know.

    With it what stands before it.
    """
    if mention.kind not in {"name", "adjective"}:
        return None
    after = _PROPER.match(text, mention.end + 1)
    if mention.kind == "name" and after is not None and _titled(text, mention.start):
        return after.group(), text[max(0, mention.end - _BEFORE) : mention.end]
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    title = _titles_before_name().search(before)
    return (title.group(1).rstrip(), before[: title.start(1)]) if title is not None and mention.kind == "name" else None


@cache
def _titles_before_name() -> re.Pattern[str]:
    titles = any_of(read_json("call_words")["leader_titles"])
    return re.compile(rf"(?<!\w)(?i:{titles}) ((?:[^\W\d_a-z][\w’'-]* ){{2,4}})of(?: the)? \Z")


def _titled(text: str, start: int) -> bool:
    """Tell whether a leader's title stands right before a name, and no lesser one."""
    before = text[max(0, start - _BEFORE) : start].replace("’", "'")
    ends = [found.end() for found in _titles().finditer(before)]
    return bool(ends) and not _lesser().search(before[: ends[-1]])


@cache
def _titles() -> re.Pattern[str]:
    """Return the pattern of a title that reaches to the name, over "of" and the state at most."""
    titles = any_of(read_json("call_words")["leader_titles"])
    return re.compile(rf"(?<!\w)(?:{titles})(?!\w)(?=[^.,;:\"“”]{{0,50}}\Z)", re.IGNORECASE)


@cache
def _lesser() -> re.Pattern[str]:
    words = read_json("call_words")
    lesser = any_of((*words["subordinates"], *words["persons"]))
    return re.compile(rf"(?<!\w)(?:{lesser})[^.,;:]{{0,40}}\Z", re.IGNORECASE)
