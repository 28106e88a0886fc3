"""Telling phrases of a sentence, for headings.

Takes the words of a sentence; gives its short runs of telling words between function words ("gas pipelines"),
without parties, names of leaders, words of reporting, and words that charge or excuse somebody, so that a heading made of them takes no
side. It does not choose among them: ``labels`` knows the other clusters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.alignment.words import Word, WordKind, is_light
from comparator.engine.lexicon import read_json, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST = 3
"""Words of a phrase; a heading has room for no more."""

_BEFORE = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "on",
        "for",
        "in",
        "with",
        "its",
        "their",
        "his",
        "her",
        "our",
        "any",
        "about",
        "regarding",
    }
)
"""What stands before a thing that is named; other words stand before verbs as often."""

_OF_VERBS = ("ly", "ing", "ed")
"""Endings of words that a phrase does not begin with: most are of adverbs and verbs."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of telling words."""

    text: str
    stems: tuple[str, ...]


def find_phrases(text: str, words: Sequence[Word]) -> tuple[Phrase, ...]:
    """Return the phrases of a sentence in reading order."""
    found = []
    for first, end in _runs(text, words):
        run = words[first:end]
        before = words[first - 1].text if first and _adjoin(text, words[first - 1], words[first]) else ""
        hangs = end < len(words) and words[end].counts and _adjoin(text, words[end - 1], words[end])
        empty = all(word.text in _empty() for word in run)
        if (
            before in _BEFORE
            and not hangs
            and not empty
            and len(run) <= _LONGEST
            and not run[0].text.endswith(_OF_VERBS)
        ):
            found.append(Phrase(text[run[0].start : run[-1].end], tuple(word.stem for word in run)))
    return tuple(found)


def _runs(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where runs of telling words that a space alone parts begin and end."""
    first = 0
    while first < len(words):
        end = first
        while end < len(words) and _tells(words[end]) and (end == first or _adjoin(text, words[end - 1], words[end])):
            end += 1
        if end > first:
            yield first, end
        first = max(end, first + 1)


def _adjoin(text: str, left: Word, right: Word) -> bool:
    return text[left.end : right.start] == " "


def _tells(word: Word) -> bool:
    return word.kind is WordKind.CONTENT and not is_light(word.stem) and word.text not in _charged()


@cache
def _empty() -> frozenset[str]:
    return frozenset(read_json("stopwords")["empty"])


@cache
def _charged() -> frozenset[str]:
    """Return loaded and judging words, in every spelling of the data files, and verbs of speech."""
    loaded = [part for group in read_json("loaded_terms")["groups"] for term in group["terms"] for part in term]
    judging = [
        word
        for key, words in read_json("evaluation").items()
        if key[0] != "_" and isinstance(words, list)
        for word in words
    ]
    return frozenset(
        part for phrase in (*loaded, *judging, *read_lines("speech_verbs")) for part in phrase.lower().split()
    )
