"""How text names a side: the matcher behind ``Register.mentions``.

Takes sides and gives mentions. Words are compared folded (accents off, Cyrillic case endings off), then checked for
their capitals: a name matches with the capitals of its entry or wholly in capitals, so that "turkey", "polish" and
"us" are no states. Every text is read once, from left to right; a match tries at most as many words as the longest
alias has. It does not resolve pronouns or descriptions.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comparator.engine.records import Side

NAME, ADJECTIVE, LEADER, INSTITUTION = "name", "adjective", "leader", "institution"

_WORD = re.compile(r"[\w\u0300-\u036f\u0900-\u0963\u0971-\u0dff]+")
"""A word; Python's ``\\w`` leaves out the vowel signs of Indic scripts. It stops at a hyphen and at an apostrophe."""

_CYRILLIC_ENDING = re.compile(
    r"(?:ого|ому|ыми|ими|ами|ями|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ом|ем|ов|ев|ам|ям|ах|ях|ую|юю|ей|[аеиоуыэюяьії])$"
)
_NUKTA = "\u093c"
"""The dot that spelling often leaves out (ज़ेलेंस्की, जेलेंस्की)."""

_SHORTEST_STEM = 3
_SHORTEST_SHOUTED = 4
"""A shorter word in capitals is an abbreviation or the "IN" and "US" of a shouted headline, not a name in capitals."""

_SHOUTABLE = frozenset({("US",)})
"""Also a pronoun, where the whole line is in capitals."""

_JOINTS = frozenset(" .'’,-\u00a0\n\t‑–&/()")
_REMEMBERED, _LONGEST_REMEMBERED = 4096, 2000
"""Every stage asks for the mentions of the same sentences; long texts are not kept."""

_LONGEST_JOINT = 4
_LONGEST_TITLE = 4
"""An abbreviated title ("Mrs.") is no longer; a longer word before a full stop ends a sentence."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names a side, one of its leaders or one of its institutions."""

    start: int
    end: int
    side: str
    kind: str
    """``name``, ``adjective``, ``leader`` or ``institution``."""


class _Word(NamedTuple):
    start: int
    end: int
    raw: str
    key: str


@dataclass(frozen=True, slots=True)
class _Alias:
    words: tuple[str, ...]
    """As the entry writes them; their capitals are the pattern."""
    keys: tuple[str, ...]
    side: str | None
    """None for a name that looks like a side's and is not ("New Jersey")."""
    kind: str
    needs_title: bool = False
    first_name: bool = False


class Namer:
    """Finds mentions of the given sides. Immutable once built; building costs about 20 ms for all states."""

    def __init__(self, sides: Sequence[Side], calling: frozenset[str], rules: Mapping[str, Any]) -> None:
        self._titles = frozenset(rules["titles"])
        self._role_words = frozenset(rules["no_part_of_a_name"])
        self._needs_title = frozenset(rules["surnames_needing_title"])
        self._first_names = frozenset(rules["also_first_names"])
        self._family_first = frozenset(rules["family_name_first"])
        aliases: dict[tuple[tuple[str, ...], tuple[str, ...]], list[_Alias]] = {}
        for alias in self._aliases(sides, rules["other_places"]):
            aliases.setdefault((alias.keys, alias.words), []).append(alias)
        index: dict[str, list[_Alias]] = {}
        for group in aliases.values():
            settled = _settle(group, calling)
            if settled:
                index.setdefault(settled.keys[0], []).append(settled)
        self._index = {key: sorted(group, key=lambda a: (-len(a.keys), a.words)) for key, group in index.items()}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._find)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in ``text``, longest first, without overlaps, in order."""
        return self._remembered(text) if len(text) <= _LONGEST_REMEMBERED else self._find(text)

    def _find(self, text: str) -> tuple[Mention, ...]:
        words = [_Word(m.start(), m.end(), raw := m.group(), fold(raw)) for m in _WORD.finditer(text)]
        found, at = [], 0
        while at < len(words):
            alias = self._match(text, words, at) if words[at].key in self._index else None
            if alias is None:
                at += 1
                continue
            last = words[at + len(alias.keys) - 1]
            if alias.side is not None:
                found.append(Mention(words[at].start, last.end, alias.side, alias.kind))
            at += len(alias.keys)
        return tuple(found)

    def _match(self, text: str, words: Sequence[_Word], at: int) -> _Alias | None:
        for alias in self._index[words[at].key]:
            run = words[at : at + len(alias.keys)]
            if (
                tuple(word.key for word in run) == alias.keys
                and all(map(_same_case, alias.words, (word.raw for word in run)))
                and _joined(text, run)
                and self._in_context(text, words, at, alias)
            ):
                return alias
        return None

    def _in_context(self, text: str, words: Sequence[_Word], at: int, alias: _Alias) -> bool:
        if not (alias.needs_title or alias.first_name or alias.words in _SHOUTABLE):
            return True
        before = words[at - 1] if at and _beside(text, words[at - 1], words[at]) else None
        end = at + len(alias.keys)
        after = words[end] if end < len(words) and _beside(text, words[end - 1], words[end]) else None
        if alias.needs_title:
            # "Spokesman Ahmed Fahmy" bears the surname as a first name.
            first = after is not None and self._part_of_name(after)
            return before is not None and before.raw in self._titles and not first
        if alias.first_name:
            return not (before is not None and self._part_of_name(before)) and not (
                after is not None and self._part_of_name(after)
            )
        return not (_shouted(before) and _shouted(after))

    def _part_of_name(self, word: _Word) -> bool:
        """Tell whether a neighbour makes a person's or a company's name of it: a capitalised word that is no title and no known name."""
        return (
            word.raw[0].isupper()
            and not word.raw.isupper()
            and word.raw not in self._titles
            and word.raw not in self._role_words
            and word.key not in self._index
        )

    def _aliases(self, sides: Sequence[Side], other_places: Sequence[str]) -> Iterator[_Alias]:
        for place in other_places:
            yield from self._alias(place, None, NAME)
        for side in sides:
            for name in (side.name, *side.names):
                yield from self._alias(name, side.code, NAME)
            for adjective in side.adjectives:
                yield from self._alias(adjective, side.code, ADJECTIVE)
            for institution in side.institutions:
                yield from self._alias(institution, side.code, INSTITUTION)
            for leader in side.leaders:
                yield from self._alias(leader, side.code, LEADER)
                yield from self._surname(leader, side.code)

    def _alias(self, text: str, side: str | None, kind: str) -> Iterator[_Alias]:
        words = tuple(_WORD.findall(text))
        if words:
            first_name = kind in (NAME, ADJECTIVE) and len(words) == 1 and words[0] in self._first_names
            yield _Alias(words, tuple(map(fold, words)), side, kind, first_name=first_name)

    def _surname(self, leader: str, side: str) -> Iterator[_Alias]:
        words = _WORD.findall(leader)
        if len(words) < 2:
            return
        if side in self._family_first and words[0].isascii():
            # So common, most of them, that only a title tells whose they are.
            yield _Alias((words[0],), (fold(words[0]),), side, LEADER, needs_title=True)
        for surname in {leader.split()[-1], words[-1]}:
            parts = tuple(_WORD.findall(surname))
            if parts and not parts[-1][0].islower() and parts[-1][0].isalpha() and len(parts[-1]) > 1:
                needs_title = len(parts) == 1 and (
                    parts[0] in self._needs_title or _without_accents(parts[0]) in self._needs_title
                )
                yield _Alias(parts, tuple(map(fold, parts)), side, LEADER, needs_title=needs_title)


def _settle(group: Sequence[_Alias], calling: frozenset[str]) -> _Alias | None:
    """Return the alias that a form stands for, or None where several sides share it and the known calls do not tell."""
    if any(alias.side is None for alias in group):
        return next(alias for alias in group if alias.side is None)
    # A state's own name beats a person called like it.
    group = [alias for alias in group if alias.kind != LEADER] or group
    owners = {alias.side for alias in group}
    if len(owners) > 1:
        owners &= calling
    if len(owners) != 1:
        return None
    own = [alias for alias in group if alias.side in owners]
    return min(own, key=lambda alias: (alias.needs_title, alias.kind))


def _joined(text: str, run: Sequence[_Word]) -> bool:
    return all(_near(text, a, b) for a, b in itertools.pairwise(run))


def _near(text: str, a: _Word, b: _Word) -> bool:
    gap = b.start - a.end
    return gap <= _LONGEST_JOINT and _JOINTS.issuperset(text[a.end : b.start])


def _beside(text: str, a: _Word, b: _Word) -> bool:
    return text[a.end : b.start].isspace() or (text[a.end : b.start] == ". " and len(a.raw) < _LONGEST_TITLE)


def _same_case(entry: str, raw: str) -> bool:
    if not entry[0].isupper():
        return True
    if entry.isupper():
        return raw.isupper()
    return raw[0].isupper() and (not raw.isupper() or len(raw) >= min(_SHORTEST_SHOUTED, len(entry)))


def _shouted(word: _Word | None) -> bool:
    return word is not None and word.raw.isupper() and word.raw.isalpha()


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the word without case, accents and, if it is Cyrillic, its case ending."""
    if word.isascii():
        return word.lower()
    if "\u0900" <= word[0] <= "\u0dff":
        return unicodedata.normalize("NFC", word).replace(_NUKTA, "")
    if "\u0400" <= word[0] <= "\u04ff":
        plain = unicodedata.normalize("NFC", word).casefold().replace("ё", "е")
        stem = _CYRILLIC_ENDING.sub("", plain)
        return stem if len(stem) >= _SHORTEST_STEM else plain
    return _without_accents(word).casefold()
