"""What a text states that can be set against another: numbers, dates, names, negated words, modality, terms, charges, actors.

Takes one text and gives its facts with their places. All word lists are data (``lexicon/``). It compares nothing: ``contrast`` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.wording import Word, is_content, read_words, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comparator.engine.register import Mention, Register

_SCOPE = 2
"""Content words that a negation reaches, names and numbers aside; it ends at a mark or a conjunction before that."""
_CONDITION = 6
"""Words after an "if" in which a negation denies nothing."""
_CLAUSE_ENDS = frozenset({"but", "and", "or", "although", "while", "because", "which", "who", "that"})
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_NUMBER_WORDS = {word: float(value) for value, word in enumerate(_UNITS.split())} | {
    word: float(value)
    for value, word in zip(
        range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True
    )
}
_MAGNITUDES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_APPROXIMATE = frozenset({"about", "around", "nearly", "almost", "roughly", "some", "over", "approximately"})
NEGATOR = "not"
"""Stands for every particle that denies."""
TOGETHER = "*"
"""The actor of what the leaders do together."""
_JOINT_ALONE = frozenset({"both", "they", "interlocutors"})
_ADVERBS = frozenset(
    [
        "also",
        "had",
        "has",
        "have",
        "then",
        "once",
        "again",
        "further",
        "then",
        "jointly",
        "then",
        "in",
        "turn",
        "furthermore",
        "both",
    ]
)
_NOUN_MARKERS = frozenset({"the", "a", "an", "of", "to", "our", "his", "her", "their", "its"})
_BOTH = frozenset({"the", "both", "two"})
PREPOSITIONS = frozenset(
    [
        "-",
        "in",
        "of",
        "on",
        "to",
        "with",
        "for",
        "between",
        "about",
        "regarding",
        "against",
        "via",
        "over",
        "from",
        "towards",
        "around",
        "by",
        "and",
        "near",
        "at",
        "inside",
        "concerning",
    ]
)
_OFFICES = frozenset(
    ["president", "minister", "prime", "leader", "side", "party", "government", "chancellor", "king", "counterpart"]
) | {
    "prime minister",
    "foreign minister",
}
_JOINT_PLURAL = frozenset({"leaders", "parties", "sides", "presidents", "ministers", "heads", "two"})


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a text states: what it is (``key``) and the words that say it."""

    key: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words as one reads them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Number(Fact):
    """A quantity, with the stem of what is counted."""

    value: float = 0.0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody's act of speech within the call: who, and the stem of the verb."""

    actor: str
    verb: Word


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
    parties: frozenset[str]
    """Stems of the words that name a state, a leader or an institution which the register knows."""


def read_facts(text: str, register: Register | None = None) -> Facts:
    """Return what ``text`` states."""
    words = read_words(text)
    mentions = register.mentions(text) if register else ()
    content: dict[str, Word] = {}
    for word in words:
        if is_content(word):
            content.setdefault(word.stem, word)
    dates = tuple(_dates(words))
    dated = {word.start for fact in dates for word in fact.words}
    return Facts(
        words=words,
        content=content,
        numbers=tuple(_numbers(words, dated)),
        dates=dates,
        names=_names(words, mentions, dated),
        negated=_negated(words),
        denials=_denials(words),
        modality=_modality(words),
        terms=tuple(_terms(words)),
        charges=_charges(words),
        acts=tuple(_acts(words, mentions)),
        parties=frozenset(_named(words, mentions)),
    )


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to look up, by the forms of their words."""

    table: Mapping[tuple[str, ...], str]
    longest: int

    def at(self, words: Sequence[Word], index: int) -> tuple[str, int] | None:
        """Return the value and the length of the longest phrase that begins at ``index``."""
        for size in range(min(self.longest, len(words) - index), 0, -1):
            value = self.table.get(tuple(word.form for word in words[index : index + size]))
            if value is not None:
                return value, size
        return None


def _phrases(values: Mapping[str, str]) -> Phrases:
    table = {tuple(word.form for word in read_words(phrase)): value for phrase, value in values.items()}
    return Phrases(table, max(map(len, table), default=0))


@cache
def charge_classes() -> Mapping[str, str]:
    """Return the words that charge somebody → what with: force, harm, fault or threat."""
    return {word: name for name, words in read_json("evaluation").items() if name[0] != "_" for word in words}


@cache
def act_kinds() -> Mapping[str, str]:
    """Return form of a verb of what leaders do → kind of act (request, offer, thank, criticise, position, generic, joint)."""
    kinds = ("request", "offer", "thank", "criticise", "position", "generic", "joint")
    return {verb: kind for kind in kinds for verb in read_json("requests")[kind]}


@cache
def empty_stems() -> frozenset[str]:
    """Return stems of the words that tell of the reporting, of the act or of an unnamed subject, and nothing of the matter."""
    words = (*act_kinds(), *read_json("requests")["umbrella"], *read_json("requests")["reporting"])
    return frozenset(stem_of(word) for word in words)


def _named(words: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[str]:
    pending = list(reversed(mentions))
    for word in words:
        while pending and pending[-1].end <= word.start:
            pending.pop()
        if pending and pending[-1].start < word.end:
            yield word.stem


def _numbers(words: Sequence[Word], dated: set[int]) -> Iterator[Number]:
    index = 0
    while index < len(words):
        value = number_value(words[index].form)
        if value is None or words[index].start in dated or words[index].form == "one":
            index += 1
            continue
        start = index
        index += 1
        while index < len(words) and words[index].form in _MAGNITUDES:
            value *= _MAGNITUDES[words[index].form]
            index += 1
        unit = _unit(words, start, index)
        yield Number(f"{value:g} {unit}", tuple(words[start:index]), value, unit)


def number_value(form: str) -> float | None:
    """Return the number that a form writes in digits or as a word, if it does."""
    if form in _NUMBER_WORDS:
        return _NUMBER_WORDS[form]
    if not form[0].isdecimal():
        return None
    digits = "".join(character for character in form.replace(",", "") if character.isdecimal() or character == ".")
    try:
        return float(digits)
    except ValueError:
        return None


def denies(word: Word) -> bool:
    """Return whether a word denies what follows it."""
    return word.form in _particles() or word.form.endswith("n't") or word.stem in _denying_stems()


def is_date_word(word: Word) -> bool:
    """Return whether a word names a month or a day of the week."""
    return word.form in _WEEKDAYS or (word.form in _MONTHS and word.text[0].isupper())


def is_modal(word: Word) -> bool:
    """Return whether a word says how certain or binding something is."""
    return modal_phrases().at((word,), 0) is not None


def _unit(words: Sequence[Word], start: int, end: int) -> str:
    if start and words[start - 1].form in "$€£₹":
        return words[start - 1].form
    following = words[end : end + 3]
    return next((word.stem for word in following if is_content(word) or word.form == "percent"), "")


def _dates(words: Sequence[Word]) -> Iterator[Fact]:
    for index, word in enumerate(words):
        if word.form in _WEEKDAYS:
            yield Fact(word.form, (word,))
        elif word.form in _MONTHS and word.text[0].isupper():
            yield from _month(words, index)
        elif _is_year(word):
            yield Fact(word.form, (word,))


def _month(words: Sequence[Word], index: int) -> Iterator[Fact]:
    near = [words[k] for k in (index - 1, index + 1) if 0 <= k < len(words)]
    days = [
        word
        for word in near
        if (value := number_value(word.form)) is not None and 1 <= value <= 31 and not _is_year(word)
    ]
    month = _MONTHS[words[index].form]
    if days:
        yield Fact(
            f"{month:02}-{int(number_value(days[0].form) or 0):02}",
            tuple(sorted((days[0], words[index]), key=lambda w: w.start)),
        )
    elif words[index].form != "may" or (near and near[-1].form.isdecimal()):
        yield Fact(f"{month:02}", (words[index],))


def _is_year(word: Word) -> bool:
    return len(word.form) == 4 and word.form.isdecimal() and word.form[:2] in {"18", "19", "20"}


def _names(words: Sequence[Word], mentions: Sequence[Mention], dated: set[int]) -> dict[str, Fact]:
    names: dict[str, Fact] = {}
    run: list[Word] = []
    for index, word in enumerate(words):
        opens = index == 0 or words[index - 1].form in ".?!:\"“‘'\n"
        capital = word.text[0].isupper() and not (opens and not word.text.isupper())
        if capital and word.start not in dated and is_content(word) and word.form not in _WEEKDAYS:
            run.append(word)
            continue
        _close(run, names, mentions)
        run = []
    _close(run, names, mentions)
    return names


def _close(run: list[Word], names: dict[str, Fact], mentions: Sequence[Mention]) -> None:
    if not run:
        return
    key = next((f"side:{m.side}" for m in mentions if m.start < run[-1].end and run[0].start < m.end), None)
    names.setdefault(key or " ".join(word.stem for word in run), Fact(key or run[-1].stem, tuple(run)))


def _negated(words: Sequence[Word]) -> dict[str, Fact]:
    exempt = _exempt()
    negated: dict[str, Fact] = {}
    for index, word in enumerate(words):
        if denies(word) and exempt.at(words, index) is None and not _is_condition(words, index):
            for other in _scope(words, index):
                negated.setdefault(other.stem, Fact(other.stem, (word, other)))
    return negated


def _denials(words: Sequence[Word]) -> dict[str, Word]:
    found: dict[str, Word] = {}
    for index, word in enumerate(words):
        if denies(word) and _exempt().at(words, index) is None and not _is_condition(words, index):
            found.setdefault(word.stem if word.stem in _denying_stems() else NEGATOR, word)
    return found


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


def _modality(words: Sequence[Word]) -> dict[str, Word]:
    modals = modal_phrases()
    found: dict[str, Word] = {}
    for index, word in enumerate(words):
        hit = modals.at(words, index)
        if hit and not (word.form == "may" and word.text[0].isupper()):
            found.setdefault(hit[0], word)
    return found


def _terms(words: Sequence[Word]) -> Iterator[Fact]:
    table = _term_table()
    index = 0
    while index < len(words):
        hit = table.at(words, index)
        size = hit[1] if hit else 1
        if hit:
            yield Fact(hit[0], tuple(words[index : index + size]))
        index += size


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


@cache
def modal_phrases() -> Phrases:
    """Return the phrases that say how certain or binding something is → class."""
    return _phrases({phrase: name for name, phrases in read_json("modality")["classes"].items() for phrase in phrases})


def _charges(words: Sequence[Word]) -> dict[str, tuple[Word, ...]]:
    """Return the words that charge somebody, by class; "de-escalate" and "no threat" do not."""
    found: dict[str, tuple[Word, ...]] = {}
    for index, word in enumerate(words):
        name = charge_classes().get(word.form)
        if name and words[max(0, index - 1)].form not in {"-", "no", "not", "against", "counter"}:
            found[name] = (*found.get(name, ()), word)
    return found


def _acts(words: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[Act]:
    """Give each verb of what leaders do with its subject: the last party that a verb follows at once, or else the first party."""
    named = [*_parties(words, mentions), *_together(words)]
    taken = {subject.end for subject in named}
    subjects = sorted([*named, *(s for s in _unnamed(words) if s.end not in taken)], key=lambda subject: subject.end)
    for before, word in pairwise(words):
        if word.form not in act_kinds() or before.form in _NOUN_MARKERS:
            continue
        earlier = [subject for subject in subjects if subject.end <= word.start]
        if earlier:
            sure = [subject for subject in earlier if subject.acts]
            subject = sure[-1] if sure else earlier[0]
            if subject.side:
                yield Act(subject.side, word)


@dataclass(frozen=True, slots=True)
class _Subject:
    """A party that may be the subject of a verb after it."""

    end: int
    side: str
    acts: bool
    """Whether a verb follows it at once."""


def _parties(words: Sequence[Word], mentions: Sequence[Mention]) -> Iterator[_Subject]:
    """Give each mention that can act: not "in Ukraine", "India's concerns", "Indian citizens" or the "Modi-Putin talk"."""
    starts = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index for index, word in enumerate(words)}
    for mention in mentions:
        first, last = starts.get(mention.start), ends.get(mention.end)
        if mention.kind == "institution" or first is None or last is None:
            continue
        following = words[last + 1].form if last + 1 < len(words) else ""
        if mention.kind == "adjective":
            if following not in _OFFICES:
                continue
            last += 1
        if following != "-" and not _is_governed(words, first):
            yield _Subject(words[last].end, mention.side, _verb_follows(words, last))


def _is_governed(words: Sequence[Word], first: int) -> bool:
    """Return whether a mention hangs on a preposition or a hyphen; "the President of Ukraine" does not, it is that president."""
    index = first - 1
    while index >= 0 and (words[index].form in _OFFICES or words[index].form in {"the", "a", "an", "his", "her"}):
        index -= 1
    if index < 0:
        return False
    office = index > 0 and words[index].form == "of" and words[index - 1].form in _OFFICES
    if office:
        return index > 1 and _is_governed(words, index - 1)
    return words[index].form in PREPOSITIONS


def _verb_follows(words: Sequence[Word], last: int) -> bool:
    for word in words[last + 1 : last + 4]:
        if word.form not in _ADVERBS:
            return word.form in act_kinds() or word.form in {"said", "told", "added"}
    return False


def _unnamed(words: Sequence[Word]) -> Iterator[_Subject]:
    """Give the pronouns and bare titles that a verb follows at once: somebody acts, the text does not say who."""
    for index, word in enumerate(words):
        if (word.form in _OFFICES or word.form in {"he", "she"}) and _verb_follows(words, index):
            yield _Subject(word.end, "", acts=True)


def _together(words: Sequence[Word]) -> Iterator[_Subject]:
    for index, word in enumerate(words):
        before = words[index - 1].form if index else "the"
        if word.form in _JOINT_ALONE or (word.form in _JOINT_PLURAL and before in _BOTH):
            yield _Subject(word.end, TOGETHER, _verb_follows(words, index))
