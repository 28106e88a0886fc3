"""What a text states that can be set against another: numbers, dates, names, negated words, modality, terms, charges, acts.

Takes one text and gives its facts with their places. It compares nothing: ``contrast`` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.alignment.words import THIRD_WEIGHT, idf
from comparator.engine.judgement import figures, polarity, subjects
from comparator.engine.judgement.figures import Fact, Number
from comparator.engine.judgement.roles import Standing, standings
from comparator.engine.judgement.subjects import Act, act_kinds
from comparator.engine.judgement.wording import Word, is_content, read_words, stem_of
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.register import Mention, Register


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that one text states, by kind."""

    words: tuple[Word, ...]
    content: Mapping[str, Word]
    """Stem → first word with it, in order."""
    numbers: tuple[Number, ...]
    dates: tuple[Fact, ...]
    names: Mapping[str, Fact]
    negated: Mapping[str, Fact]
    """Stem that is denied → the word that denies it and the word denied."""
    denials: Mapping[str, Word]
    """Stem of a verb that denies, or ``NEGATOR`` for the particles → its first word."""
    modality: Mapping[str, Word]
    """Class → its first word."""
    terms: tuple[Fact, ...]
    """Terms of which sides use different ones; the key is ``group/term``."""
    charges: Mapping[str, tuple[Word, ...]]
    """What somebody is charged with (force, harm, fault, threat) → the words that do it."""
    acts: tuple[Act, ...]
    initiator: Act | None
    """At whose initiative the call was held."""
    standings: Mapping[str, Standing]
    """Stem → who stands around the word."""
    matter: Mapping[str, float]
    """Stem that says what the matter is → how telling it is."""
    kinds: frozenset[str]
    """Kinds of the acts that it tells of, whoever does them (request, thank, generic, …)."""
    impersonal: bool
    """Whether it says that something was discussed or agreed, and not by whom."""
    parties: frozenset[str]
    """Stems of the words that name a state, a leader or an institution which the register knows."""


def read_facts(text: str, register: Register | None = None, sides: Sequence[str] = ()) -> Facts:
    """Return what ``text`` states; ``sides`` take part in its call, so that it says nothing to name them."""
    words = read_words(text)
    mentions = register.mentions(text) if register else ()
    content: dict[str, Word] = {}
    for word in words:
        if is_content(word):
            content.setdefault(word.stem, word)
    dates = tuple(figures.dates(words))
    dated = {word.start for fact in dates for word in fact.words}
    names = _names(words, mentions, dated, frozenset(f"side:{side}" for side in sides))
    parties = frozenset(subjects.named_stems(words, mentions))
    return Facts(
        words=words,
        content=content,
        numbers=tuple(figures.numbers(words, dated)),
        dates=dates,
        names=names,
        negated=polarity.negated(words),
        denials=polarity.denials(words),
        modality=polarity.modality(words),
        terms=tuple(polarity.terms(words)),
        charges=polarity.charges(words),
        acts=tuple(subjects.acts(words, mentions)),
        initiator=None if holding_stems().isdisjoint(content) else subjects.initiator(words, mentions),
        standings=standings(words),
        matter=_matter(content, names, parties, {word.stem for fact in dates for word in fact.words}),
        kinds=frozenset(act_kinds()[word.form] for word in words if word.form in act_kinds()),
        impersonal=subjects.is_impersonal(words),
        parties=parties,
    )


@cache
def empty_stems() -> frozenset[str]:
    """Return stems of the words that tell of the reporting, of the act or of an unnamed subject, and nothing of the matter."""
    words = (*act_kinds(), *read_json("requests")["umbrella"], *read_json("requests")["reporting"])
    return frozenset(stem_of(word) for word in words)


@cache
def general_stems() -> frozenset[str]:
    """Return stems of the words that say no more of a matter than "a range of issues" does."""
    return frozenset(stem_of(word) for word in read_json("requests")["general"])


@cache
def holding_stems() -> frozenset[str]:
    """Return stems of the words that tell of the holding of a call."""
    return frozenset(stem_of(word) for word in read_json("requests")["holding"])


def _matter(
    content: Mapping[str, Word], names: Mapping[str, Fact], parties: frozenset[str], dated: set[str]
) -> dict[str, float]:
    named = {word.stem for fact in names.values() for word in fact.words}
    return {
        stem: THIRD_WEIGHT if stem in named else idf(stem)
        for stem in content
        if stem not in empty_stems() and stem not in parties and stem not in dated
    }


def _names(
    words: Sequence[Word], mentions: Sequence[Mention], dated: set[int], expected: frozenset[str]
) -> dict[str, Fact]:
    names: dict[str, Fact] = {}
    run: list[Word] = []
    for index, word in enumerate(words):
        opens = index == 0 or words[index - 1].form in ".?!:\"“‘'\n"
        capital = word.text[0].isupper() and not (opens and not word.text.isupper())
        if capital and word.start not in dated and is_content(word):
            run.append(word)
            continue
        _close(run, names, mentions)
        run = []
    _close(run, names, mentions)
    return {key: fact for key, fact in names.items() if key not in expected}


def _close(run: list[Word], names: dict[str, Fact], mentions: Sequence[Mention]) -> None:
    if not run:
        return
    key = next((f"side:{m.side}" for m in mentions if m.start < run[-1].end and run[0].start < m.end), None)
    names.setdefault(key or " ".join(word.stem for word in run), Fact(key or run[-1].stem, tuple(run)))
