"""The words of a sentence as comparison sees them.

Takes text (and what the register finds named in it); gives words with their stems, sides folded into one token each ("PM Modi", "the
Indian Prime Minister" and "New Delhi" are one party), function words and titles marked, numbers kept. Knows document frequencies and
synonyms from ``lexicon/``. Does not score anything.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nltk.stem.snowball import EnglishStemmer

    from comparator.engine.register import Mention

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "‑": "-"})
_MAX_WORD = 40
"""Code points; what is longer is no word of a language, and is cut so that no stem costs more than a word."""

SIDE_MARK = "@"
"""First character of the token that stands for a side."""

FUNCTION_MARK = "-"
"""First character of a function word or title where all words are compared in order."""

SIDE_WEIGHT = 0.8
"""Weight of a party of the call: each sentence names one or both, so it tells little."""

THIRD_WEIGHT = 1.5
"""Weight of a country that is not a party; a constant, so that consistent renaming changes nothing. With 1.5, 2.5 and 3.5 left-out F1 of
topic pairs is 0.84, 0.82 and 0.81."""

FRAME_SHARE, REPORTING_SHARE = 0.4, 0.6
"""What words of the conversation itself ("call", "Thursday") and of reporting ("stressed") keep of their weight. Left-out F1 of claim pairs
is 0.935 without, 0.945 with the first, 0.956 with both; of topic pairs 0.78, 0.82 and 0.82."""

_UNSEEN_DF = 0.5


class WordKind(IntEnum):
    """What a word is to the comparison."""

    STOP = 0
    TITLE = 1
    CONTENT = 2
    NUMBER = 3
    SIDE = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence."""

    text: str
    """Lower case, straight apostrophes."""
    stem: str
    """Its stem, or ``@`` and the code of the side that it names."""
    kind: WordKind
    start: int
    end: int
    capital: bool
    """Begins with a capital letter."""

    @property
    def counts(self) -> bool:
        """Whether the comparison weighs it."""
        return self.kind >= WordKind.CONTENT


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the Snowball stem of a lower-case word; hyphens are dropped ("build-up" is "buildup").

    >>> stem("evacuation")
    'evacu'
    """
    own = _own_stems().get(word)
    if own is not None:
        return own
    plain = word[:_MAX_WORD].replace("-", "").replace("isation", "ization")
    return str(_stemmer().stem(plain))


@cache
def _stemmer() -> EnglishStemmer:
    # Imported here because nltk's package costs up to 0.9 s, and not every command compares words.
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer()


@cache
def _own_stems() -> Mapping[str, str]:
    """Return the stems of words that the rules would join with a word of another meaning ("nationals" with "nation")."""
    return MappingProxyType({word: own for own, words in read_json("synonyms")["stems"].items() for word in words})


def split_words(text: str, mentions: Sequence[Mention] = ()) -> tuple[Word, ...]:
    """Return the words of ``text`` in order.

    The words of a mention give one word, which stands for its side; the words of a known long name ("United Nations") one, its short form.
    """
    straight = text.translate(_QUOTES)
    words: list[Word] = []
    done = 0
    for mention in mentions:
        words += _plain_words(straight, done, mention.start)
        name = straight[mention.start : mention.end].lower()
        words.append(Word(name, SIDE_MARK + mention.side, WordKind.SIDE, mention.start, mention.end, capital=True))
        done = mention.end
    words += _plain_words(straight, done, len(straight))
    return tuple(_fold_names(words))


def _plain_words(text: str, start: int, end: int) -> list[Word]:
    found = []
    for match in _WORD.finditer(text, start, end):
        raw = match.group()
        lower = raw.lower()
        found.append(Word(lower, stem(lower), _kind(lower), *match.span(), capital=raw[0].isupper()))
    return found


def _fold_names(words: Sequence[Word]) -> list[Word]:
    names = _long_names()
    folded: list[Word] = []
    index = 0
    while index < len(words):
        length, short = 1, ""
        for parts, name in names.get(_name_key(words[index]), ()):
            if tuple(map(_name_key, words[index : index + len(parts)])) == parts:
                length, short = len(parts), name
                break
        if short:
            last = words[index + length - 1]
            folded.append(Word(short, stem(short), WordKind.CONTENT, words[index].start, last.end, capital=True))
        else:
            folded.append(words[index])
        index += length
    return folded


def _name_key(word: Word) -> str:
    return SIDE_MARK if word.kind is WordKind.SIDE else word.text


@cache
def _long_names() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the long names by their first word, longest first, each with its short form."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for short, names in read_json("synonyms")["names"].items():
        for name in names:
            parts = tuple(name.replace("'", " ").split())
            table.setdefault(parts[0], []).append((parts, short))
    return MappingProxyType(
        {first: tuple(sorted(rest, key=lambda r: (-len(r[0]), r))) for first, rest in table.items()}
    )


def _kind(lower: str) -> WordKind:
    if lower[0].isdigit():
        return WordKind.NUMBER
    stop, titles = _function_words()
    if lower in stop or len(lower) == 1:
        return WordKind.STOP
    return WordKind.TITLE if lower in titles else WordKind.CONTENT


@cache
def _function_words() -> tuple[frozenset[str], frozenset[str]]:
    data = read_json("stopwords")
    return frozenset(data["stop"]), frozenset(data["titles"])


def names_nothing(lower: str) -> bool:
    """Return whether a lower-case word is often written with a capital and names nothing by itself."""
    return lower in _calendar() or lower in _generic_capitals()


@cache
def _generic_capitals() -> frozenset[str]:
    return frozenset(read_json("stopwords")["generic_capitals"])


@cache
def _calendar() -> frozenset[str]:
    return frozenset(read_json("stopwords")["calendar"])


@cache
def _frequencies() -> tuple[Mapping[str, int], int]:
    data = read_json("idf")
    return MappingProxyType(data["df"]), int(data["sentences"])


@lru_cache(maxsize=65536)
def idf(stemmed: str) -> float:
    """Return how telling a stem is: the logarithm of its rarity among the sentences of official readouts."""
    df, total = _frequencies()
    return math.log((total + 1) / (df.get(stemmed, _UNSEEN_DF) + 1))


@lru_cache(maxsize=65536)
def weight(word_stem: str, parties: frozenset[str] = frozenset()) -> float:
    """Return the weight of a stem or of a side's token, given the codes of the parties."""
    if word_stem.startswith(SIDE_MARK):
        return SIDE_WEIGHT if word_stem[1:] in parties else THIRD_WEIGHT
    frame, reporting = _light_stems()
    share = FRAME_SHARE if word_stem in frame else REPORTING_SHARE if word_stem in reporting else 1.0
    return share * idf(word_stem)


def is_light(word_stem: str) -> bool:
    """Return whether the stem tells of the conversation or of reporting, not of a subject."""
    return any(word_stem in stems for stems in _light_stems())


@cache
def _light_stems() -> tuple[frozenset[str], frozenset[str]]:
    data = read_json("stopwords")
    frame = frozenset(stem(word) for word in (*data["frame"], *data["calendar"]))
    return frame, frozenset(stem(word) for word in data["reporting"]) - frame


@cache
def synonym_groups() -> Mapping[str, frozenset[int]]:
    """Return the numbers of the synonym groups that each stem belongs to."""
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(read_json("synonyms")["groups"]):
        for word in group:
            groups.setdefault(stem(word.lower()), set()).add(number)
    return MappingProxyType({key: frozenset(value) for key, value in groups.items()})
