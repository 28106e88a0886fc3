"""The inventory of cues, compiled from ``lexicon/cues.json``.

Gives for each word form what it may be: the form of a verb of some class, a noun, the beginning of a phrase. It does
not look at sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.attribution.grammar import words as word_class
from comparator.engine.attribution.verbforms import verb_forms
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class CueWord:
    """What a word form may report with."""

    lemma: str
    free: bool = False
    clausal: bool = False
    infinitive: bool = False
    object: bool = False
    noun: bool = False
    phrases: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class CueWords:
    """The whole inventory."""

    forms: Mapping[str, CueWord]
    adverbs: frozenset[str]
    adjectives: frozenset[str]
    prepositions: Mapping[str, tuple[tuple[str, ...], ...]]
    """Phrases like ``according to``, by their first word, the longest first."""
    openers: frozenset[str]
    """What a cue may begin with: nine words in ten need not be looked at again."""


@cache
def cue_words() -> CueWords:
    """Return the inventory of ``lexicon/cues.json``."""
    raw = read_json("cues")
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in raw["phrases"]:
        lemma, *rest = phrase.split()
        phrases.setdefault(lemma, []).append(tuple(rest))
    verbs = {name: frozenset(raw[name]) for name in ("free", "clausal", "infinitive", "object")}
    nouns = frozenset(raw["nouns"])
    entries: dict[str, CueWord] = {}
    for lemma in sorted(set().union(*verbs.values(), nouns, phrases)):
        entry = CueWord(
            lemma,
            **{name: lemma in group for name, group in verbs.items()},
            noun=lemma in nouns,
            phrases=tuple(sorted(phrases.get(lemma, ()), key=lambda words: (-len(words), words))),
        )
        for form in _forms(lemma, entry, raw["irregular"]):
            entries.setdefault(form, entry)
    adverbs, adjectives = frozenset(raw["adverbs"]), frozenset(raw["adjectives"])
    prepositions = _by_first_word(raw["prepositions"])
    openers = adverbs | adjectives | word_class("account_openers") | prepositions.keys() | entries.keys()
    return CueWords(entries, adverbs, adjectives, prepositions, openers)


def _forms(lemma: str, entry: CueWord, irregular: dict[str, list[str]]) -> set[str]:
    forms = {lemma}
    if entry.free or entry.clausal or entry.infinitive or entry.object or entry.phrases:
        forms |= set(verb_forms(lemma, irregular))
    if entry.noun:
        forms.add(lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + "s")
    return forms


def _by_first_word(phrases: Sequence[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        grouped.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(group, key=lambda words: (-len(words), words))) for first, group in grouped.items()}
