"""What differs between two texts on one matter.

Takes the facts of two texts and gives their differences by kind (number, date, place and name, negation, antonym, modality, actor,
term, request, charge, addition), each in the words of both. A difference is ``opposed`` where both can't be true of one thing, otherwise
one text merely says what the other does not. The order of the two texts is the caller's: swapping them swaps ``a`` and ``b`` of every
difference and changes nothing else. It gives no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.judgement.facts import Facts, empty_stems
from comparator.engine.judgement.figures import written_figures
from comparator.engine.judgement.polarity import NEGATOR, charge_classes
from comparator.engine.judgement.roles import both_ways, swapped_roles
from comparator.engine.judgement.subjects import TOGETHER, Act
from comparator.engine.judgement.wording import Word, stem_of
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comparator.engine.judgement.figures import Fact

_PREFIXES = frozenset({"non", "anti", "counter"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, with the words that make it in each text."""

    kind: str
    a: tuple[Word, ...]
    b: tuple[Word, ...]
    opposed: bool = False
    note: str = ""
    """What the difference is about: the thing counted, the neutral heading of a group of terms, …"""


def contrast(a: Facts, b: Facts) -> tuple[Difference, ...]:
    """Return every difference between two texts, the most telling kinds first."""
    kinds = (_negations, _antonyms, _numbers, _dates, _actors, _roles, _modality, _terms, _charges, _names, _additions)
    return tuple(difference for find in kinds for difference in sorted(find(a, b), key=_place))


def _place(difference: Difference) -> list[tuple[int, str]]:
    """Return a key that is the same whichever text comes first."""
    return sorted((words[0].start, words[0].text) if words else (-1, "") for words in (difference.a, difference.b))


def contrast_figures(a: Facts, b: Facts) -> tuple[Difference, ...]:
    """Return the difference of two texts in different languages, of which only what is written in digits can be compared.

    They contradict each other if both have as many figures and none in common; a text may well leave a figure out.
    """
    ours, theirs = written_figures(a.words), written_figures(b.words)
    if not ours or len(ours) != len(theirs) or ours.keys() & theirs.keys():
        return ()
    return (Difference("number", tuple(ours.values()), tuple(theirs.values()), opposed=True),)


def shared_words(a: Facts, b: Facts) -> tuple[tuple[Word, Word], ...]:
    """Return the content words that both texts have, in the order of the first."""
    return tuple((word, b.content[stem]) for stem, word in a.content.items() if stem in b.content)


def words_in_common(a: Facts, b: Facts) -> tuple[Word, ...]:
    """Return the content words of ``a`` that the other text has too, or has a synonym of."""
    return tuple(word for stem, word in a.content.items() if stem in b.content or _has_synonym(stem, b))


def _negations(a: Facts, b: Facts) -> Iterator[Difference]:
    if a.denials.keys() & b.denials.keys() - {NEGATOR}:
        return  # both refuse, reject, deny …: what each of them governs is a matter of wording
    found: dict[tuple[bool, int], Difference] = {}
    for stem in _common(a.content, b.content):
        if (stem in a.negated) == (stem in b.negated):
            continue
        ours = a.negated[stem].words if stem in a.negated else (a.content[stem],)
        theirs = b.negated[stem].words if stem in b.negated else (b.content[stem],)
        denier, denied = (ours if stem in a.negated else theirs)[:2]
        if denier.start in _restated(*((a, b) if stem in a.negated else (b, a))):
            continue
        key = (stem in a.negated, denier.start)
        if key not in found or denied.start < _denied(found[key]).start:
            found[key] = Difference("negation", ours, theirs, opposed=True)
    yield from found.values()


def _restated(denying: Facts, other: Facts) -> set[int]:
    """Return the places of denials that the other text has as a prefix: "stop the proliferation" is "non-proliferation"."""
    words = other.words
    prefixed = {
        word.stem
        for index, word in enumerate(words[2:])
        if words[index + 1].form == "-" and words[index].form in _PREFIXES
    }
    return {fact.words[0].start for stem, fact in denying.negated.items() if stem in prefixed}


def _denied(difference: Difference) -> Word:
    return max(difference.a, difference.b, key=len)[1]


def denial(a: Facts, b: Facts) -> Difference | None:
    """Return the denial of the shorter text where the longer one denies nothing at all, if there is one.

    Denials of a longer text may well concern what the shorter one leaves out.
    """
    mine, other = (a, b) if len(a.content) < len(b.content) else (b, a)
    if len(a.content) == len(b.content) or other.denials or not mine.denials:
        return None
    return Difference("denial", tuple(a.denials.values()), tuple(b.denials.values()), opposed=True)


def _antonyms(a: Facts, b: Facts) -> Iterator[Difference]:
    for stem, word in a.content.items():
        for other in opposites().get(stem, ()):
            free = stem not in b.content and other not in a.content
            if free and other in b.content and (stem in a.negated) == (other in b.negated):
                yield Difference("antonym", (word,), (b.content[other],), opposed=True, note="")


def _numbers(a: Facts, b: Facts) -> Iterator[Difference]:
    for unit in sorted({number.unit for number in a.numbers} & {number.unit for number in b.numbers}):
        ours = [number for number in a.numbers if number.unit == unit]
        theirs = [number for number in b.numbers if number.unit == unit]
        if not {number.value for number in ours} & {number.value for number in theirs}:
            yield Difference("number", ours[0].words, theirs[0].words, opposed=True, note=unit)


def _dates(a: Facts, b: Facts) -> Iterator[Difference]:
    for size in sorted({len(fact.key) for fact in a.dates} & {len(fact.key) for fact in b.dates}):
        ours = {fact.key: fact for fact in a.dates if len(fact.key) == size}
        theirs = {fact.key: fact for fact in b.dates if len(fact.key) == size}
        if not ours.keys() & theirs.keys():
            yield Difference("date", next(iter(ours.values())).words, next(iter(theirs.values())).words, opposed=True)


def _actors(a: Facts, b: Facts) -> Iterator[Difference]:
    if a.initiator and b.initiator and a.initiator.actor != b.initiator.actor:
        yield Difference("actor", (a.initiator.verb,), (b.initiator.verb,), opposed=True)
    ours, theirs = _by_verb(a.acts), _by_verb(b.acts)
    for stem in _common(ours, theirs):
        actors = {act.actor for act in ours[stem]}, {act.actor for act in theirs[stem]}
        if not actors[0] & actors[1] and TOGETHER not in actors[0] | actors[1]:
            first, second = ours[stem][0], theirs[stem][0]
            note = f"{first.actor}/{second.actor}"
            yield Difference("actor", (first.verb,), (second.verb,), opposed=True, note=note)


def _by_verb(acts: Sequence[Act]) -> dict[str, list[Act]]:
    verbs: dict[str, list[Act]] = {}
    for act in acts:
        verbs.setdefault(act.verb.stem, []).append(act)
    return verbs


def _roles(a: Facts, b: Facts) -> Iterator[Difference]:
    for first, second in swapped_roles(a.standings, b.standings):
        yield Difference("actor", first.words, second.words, opposed=True)


def _modality(a: Facts, b: Facts) -> Iterator[Difference]:
    for pair in read_json("modality")["conflicts"]:
        for ours, theirs in (pair, pair[::-1]):
            clear = theirs not in a.modality and ours not in b.modality
            if clear and ours in a.modality and theirs in b.modality:
                yield Difference("modality", (a.modality[ours],), (b.modality[theirs],), note=f"{ours}/{theirs}")


def _terms(a: Facts, b: Facts) -> Iterator[Difference]:
    ours, theirs = _by_group(a.terms), _by_group(b.terms)
    for group in _common(ours, theirs):
        same = {fact.key for fact in ours[group]} & {fact.key for fact in theirs[group]}
        if not same and not _charged(ours[group]) & _charged(theirs[group]):
            yield Difference("term", ours[group][0].words, theirs[group][0].words, note=group)


def _charged(terms: Sequence[Fact]) -> set[str]:
    """Return what the terms charge somebody with: "aggression" and "invasion" are words of one view."""
    classes = charge_classes()
    return {classes[word.form] for fact in terms for word in fact.words if word.form in classes}


def _by_group(terms: Sequence[Fact]) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for fact in terms:
        groups.setdefault(fact.key.split("/", 1)[0], []).append(fact)
    return groups


def _charges(a: Facts, b: Facts) -> Iterator[Difference]:
    """Give the charges of two texts that charge nobody with the same sort of wrong, in words that the other has nowhere."""
    if not a.charges.keys() & b.charges.keys():
        ours, theirs = _charged_alone(a, b), _charged_alone(b, a)
        if ours or theirs:
            yield Difference("charge", _in_order(ours), _in_order(theirs))


def _charged_alone(facts: Facts, other: Facts) -> tuple[Word, ...]:
    return tuple(word for words in facts.charges.values() for word in words if word.stem not in other.content)


def _names(a: Facts, b: Facts) -> Iterator[Difference]:
    ours = [fact for key, fact in a.names.items() if _is_new(key, fact, b)]
    theirs = [fact for key, fact in b.names.items() if _is_new(key, fact, a)]
    if ours or theirs:
        yield Difference("name", tuple(w for f in ours for w in f.words), tuple(w for f in theirs for w in f.words))


def _is_new(key: str, fact: Fact, other: Facts) -> bool:
    return key not in other.names and not any(word.stem in other.content for word in fact.words)


def _additions(a: Facts, b: Facts) -> Iterator[Difference]:
    ours, theirs = _uncovered(a, b), _uncovered(b, a)
    if ours or theirs:
        yield Difference("addition", ours, theirs)


def _uncovered(a: Facts, b: Facts) -> tuple[Word, ...]:
    return tuple(
        word
        for stem, word in a.content.items()
        if stem not in b.content and stem not in empty_stems() and stem not in a.parties and not _has_synonym(stem, b)
    )


def _has_synonym(stem: str, other: Facts) -> bool:
    return not synonyms().get(stem, frozenset()).isdisjoint(other.content)


@cache
def opposites() -> Mapping[str, tuple[str, ...]]:
    """Return stem → stems of its opposites."""
    return both_ways("pairs")


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """Return stem → stems that accounts of one conversation use for it."""
    table: dict[str, set[str]] = {}
    for group in read_json("synonyms")["groups"]:
        stems = {stem_of(word) for word in group}
        for stem in stems:
            table.setdefault(stem, set()).update(stems)
    return {stem: frozenset(others) for stem, others in table.items()}


def _common(a: Mapping[str, object], b: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(a.keys() & b.keys()))


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(sorted(words, key=lambda word: word.start))
