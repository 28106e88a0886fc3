"""What a text denies, how certain it is, which contested terms it uses and what it charges somebody with.

Takes words and gives them by kind. Every list is data: ``lexicon/negation.json``, ``modality.json``, ``loaded_terms.json`` and
``evaluation.json``. A term is never called right or wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.judgement.figures import Fact
from comparator.engine.judgement.wording import Word, is_content, read_words, stem_of
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SCOPE = 2
"""Content words that a negation reaches, names and numbers aside; it ends at a mark or a conjunction before that."""
_CONDITION = 6
"""Words after an "if" in which a negation denies nothing."""
_CLAUSE_ENDS = frozenset({"but", "and", "or", "although", "while", "because", "which", "who", "that"})
NEGATOR = "not"
"""Stands for every particle that denies."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to look up, by the forms of their words."""

    table: Mapping[tuple[str, ...], str]
    longest: Mapping[str, int]
    """First form → words of the longest phrase that begins with it."""

    def at(self, words: Sequence[Word], index: int) -> tuple[str, int] | None:
        """Return the value and the length of the longest phrase that begins at ``index``."""
        for size in range(min(self.longest.get(words[index].form, 0), len(words) - index), 0, -1):
            value = self.table.get(tuple(word.form for word in words[index : index + size]))
            if value is not None:
                return value, size
        return None


def negated(words: Sequence[Word]) -> dict[str, Fact]:
    """Return stem that is denied → the word that denies it and the word denied."""
    exempt = _exempt()
    found: dict[str, Fact] = {}
    for index, word in enumerate(words):
        if denies(word) and exempt.at(words, index) is None and not _is_condition(words, index):
            for other in _scope(words, index):
                found.setdefault(other.stem, Fact(other.stem, (word, other)))
    return found


def denials(words: Sequence[Word]) -> dict[str, Word]:
    """Return stem of a verb that denies, or ``NEGATOR`` for the particles → its first word."""
    found: dict[str, Word] = {}
    for index, word in enumerate(words):
        if denies(word) and _exempt().at(words, index) is None and not _is_condition(words, index):
            found.setdefault(word.stem if word.stem in _denying_stems() else NEGATOR, word)
    return found


def modality(words: Sequence[Word]) -> dict[str, Word]:
    """Return class of certainty or obligation → its first word."""
    modals = modal_phrases()
    found: dict[str, Word] = {}
    for index, word in enumerate(words):
        hit = modals.at(words, index)
        if hit and not (word.form == "may" and word.text[0].isupper()):
            found.setdefault(hit[0], word)
    return found


def terms(words: Sequence[Word]) -> Iterator[Fact]:
    """Give the contested terms; the key is ``group/term``."""
    table = _term_table()
    index = 0
    while index < len(words):
        hit = table.at(words, index)
        size = hit[1] if hit else 1
        if hit:
            yield Fact(hit[0], tuple(words[index : index + size]))
        index += size


def charges(words: Sequence[Word]) -> dict[str, tuple[Word, ...]]:
    """Return the words that charge somebody, by class; "de-escalate" and "no threat" do not."""
    found: dict[str, tuple[Word, ...]] = {}
    for index, word in enumerate(words):
        name = charge_classes().get(word.form)
        if name and words[max(0, index - 1)].form not in {"-", "no", "not", "against", "counter"}:
            found[name] = (*found.get(name, ()), word)
    return found


def denies(word: Word) -> bool:
    """Return whether a word denies what follows it."""
    return word.form in _particles() or word.form.endswith("n't") or word.stem in _denying_stems()


def is_modal(word: Word) -> bool:
    """Return whether a word says how certain or binding something is."""
    return modal_phrases().at((word,), 0) is not None


@cache
def charge_classes() -> Mapping[str, str]:
    """Return the words that charge somebody → what with: force, harm, fault or threat."""
    return {word: name for name, words in read_json("evaluation").items() if name[0] != "_" for word in words}


@cache
def modal_phrases() -> Phrases:
    """Return the phrases that say how certain or binding something is → class."""
    return _phrases({phrase: name for name, phrases in read_json("modality")["classes"].items() for phrase in phrases})


def _phrases(values: Mapping[str, str]) -> Phrases:
    table = {tuple(word.form for word in read_words(phrase)): value for phrase, value in values.items()}
    longest: dict[str, int] = {}
    for forms in table:
        longest[forms[0]] = max(len(forms), longest.get(forms[0], 0))
    return Phrases(table, longest)


def _is_condition(words: Sequence[Word], index: int) -> bool:
    return any(word.form in {"if", "unless"} for word in words[max(0, index - _CONDITION) : index])


def _scope(words: Sequence[Word], index: int) -> Iterator[Word]:
    reached = 0
    for word in words[index + 1 :]:
        if word.is_mark or word.form in _CLAUSE_ENDS or reached == _SCOPE:
            return
        if is_content(word) and not word.text[0].isupper() and not word.text[0].isdecimal():
            reached += 1
            yield word


@cache
def _term_table() -> Phrases:
    return _phrases(
        {
            spelling: f"{group['thing']}/{spellings[0]}"
            for group in read_json("loaded_terms")["groups"]
            for spellings in group["terms"]
            for spelling in spellings
        }
    )


@cache
def _particles() -> frozenset[str]:
    return frozenset(read_json("negation")["particles"])


@cache
def _denying_stems() -> frozenset[str]:
    return frozenset(stem_of(verb) for verb in read_json("negation")["verbs"])


@cache
def _exempt() -> Phrases:
    return _phrases({phrase: phrase for phrase in read_json("negation")["exempt"]})
