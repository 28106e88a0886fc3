"""The reasons of a verdict, in words.

Takes the accounts of two sides and what differs between them, and gives records that a page can show: a kind, a sentence in plain
English, phrases of each side as they stand in its text, and their places there. It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.judgement.contrast import Difference, words_in_common
from comparator.engine.judgement.excerpts import Excerpt, opening_excerpt, pointed_excerpts, telling_excerpts
from comparator.engine.judgement.facts import Facts, empty_stems, holding_stems
from comparator.engine.records import OUTLET_VOICE, Reason, Sentence, SentenceSpan, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from comparator.engine.judgement.verdict import Assessment
    from comparator.engine.judgement.wording import Word
    from comparator.engine.records import Verdict
    from comparator.engine.register import Register

_MOST_REASONS = 5
_GAP = " … "
"""Between the phrases of one side in ``Reason.a`` and ``Reason.b``."""
_SUPPORTING = frozenset({"negation", "antonym", "number", "date", "actor", "charge", "term"})
"""Kinds that tell of a divergence by themselves; names, modality and additions are given where they are all there is, or beside them."""
_SPREAD = frozenset({"name", "addition"})
"""Kinds made of many words, of which the most telling are shown; of the others each word is shown with what goes with it."""
_TRANSLATED = (
    "The two versions are in different languages; a translation model finds that they say the same, at least in part. "
    "Their words were not compared."
)
_NOT_DENIED = "nothing in one is denied by the other"


@dataclass(frozen=True, slots=True)
class Account:
    """A sentence as the account of a side, with what it states."""

    side: str
    sentence: Sentence
    facts: Facts

    @property
    def text(self) -> str:
        """The text that the facts were read from."""
        return self.sentence.raw or self.sentence.text


@dataclass(frozen=True, slots=True)
class Plain:
    """A text that belongs to no call, with what it states."""

    text: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Told:
    """One of two texts: what to call it, where its phrases stand, and the phrases."""

    name: str
    excerpts: tuple[Excerpt, ...]
    phrases: tuple[str, ...]

    @property
    def quoted(self) -> str:
        """The phrases in quotation marks, as a list in a sentence."""
        marked = [f"“{phrase}”" for phrase in self.phrases]
        return " and ".join(filter(None, (", ".join(marked[:-1]), *marked[-1:])))

    @property
    def joined(self) -> str:
        """The phrases in one line."""
        return _GAP.join(self.phrases)


def divergence(register: Register, first: Account, second: Account, assessment: Assessment) -> tuple[Reason, ...]:
    """Return on what two accounts diverge, the most telling first."""
    names = _version(register, first.side), _version(register, second.side)
    shown: list[_Told] = []
    reasons: list[Reason] = []
    for difference in assessment.differences:
        if len(reasons) == _MOST_REASONS or not _worth_telling(difference, assessment):
            continue
        one = _told(names[0], first, difference.kind, _unshown(difference.a, shown[::2]))
        other = _told(names[1], second, difference.kind, _unshown(difference.b, shown[1::2]))
        if one.phrases or other.phrases:
            shown += [one, other]
            spans = (*_spans(first, one), *_spans(second, other))
            reasons.append(Reason(_kind(difference), _tell(difference)(one, other), one.joined, other.joined, spans))
    text = f"{_both(register, first, second)} speak to one matter and say different things of it."
    return tuple(reasons) or (_wording(text, first, second),)


def agreement(register: Register, first: Account, second: Account, assessment: Assessment) -> tuple[Reason, ...]:
    """Return what two accounts both say."""
    if assessment.translated:
        return (_wording(_TRANSLATED, first, second),)
    denied = any(difference.opposed for difference in assessment.differences)
    close = "." if denied else f"; {_NOT_DENIED}."
    ours = [word for word in words_in_common(first.facts, second.facts) if _tells(word, first)]
    theirs = [word for word in words_in_common(second.facts, first.facts) if _tells(word, second)]
    one = _told(_version(register, first.side), first, "shared", ours)
    other = _told(_version(register, second.side), second, "shared", theirs)
    if not one.phrases or not other.phrases:
        held = not any(holding_stems().isdisjoint(account.facts.content) for account in (first, second))
        what = "both tell of the holding of the call" if held else "speak of one matter in different words"
        text = f"{_both(register, first, second)} {what}{close}"
        return (_wording(text, first, second),)
    if sorted(map(str.lower, one.phrases)) == sorted(map(str.lower, other.phrases)):
        text = f"{_both(register, first, second)} both have {one.quoted}{close}"
    else:
        text = f"Both say so: {one.quoted} in {one.name}, {other.quoted} in {other.name}{close}"
    return (Reason("shared", text, one.joined, other.joined, (*_spans(first, one), *_spans(second, other))),)


def plain_divergence(difference: Difference, first: Plain, second: Plain) -> Reason:
    """Return a difference of two texts that belong to no side, as a reason whose spans name the texts ``a`` and ``b``."""
    one = _told("the first text", first, difference.kind, difference.a)
    other = _told("the second text", second, difference.kind, difference.b)
    spans = [
        SentenceSpan(name, Span(e.start, e.end)) for name, told in (("a", one), ("b", other)) for e in told.excerpts
    ]
    return Reason(_kind(difference), _tell(difference)(one, other), one.joined, other.joined, tuple(spans))


def plain_agreement(shared: Sequence[Word], text: Plain) -> Reason:
    """Return that two texts both have what ``shared`` says, in the words of one of them."""
    told = _told("", text, "shared", shared)
    both = f"Both have {told.quoted}" if told.phrases else "They speak of one matter"
    return Reason("shared", f"{both}; {_NOT_DENIED}.")


def one_side_only(register: Register, side: str, other: str, carriers: int) -> Reason:
    """Return that one side tells something and another does not.

    ``carriers`` counts the documents of the call that have a sentence in the other side's own voice, a readout or a report that quotes it.
    """
    here, there = _version(register, side), _version(register, other)
    if not carriers:
        return Reason("omission", f"Only {here} has it; no source of this call carries {there}.")
    sources = "1 source of this call carries" if carriers == 1 else f"{carriers} sources of this call carry"
    return Reason("omission", f"Only {here} has it; it is not in {there}, which {sources}.")


def narration(register: Register, account: Account) -> Reason:
    """Return that a side's version is compared as the outlet tells it, with no source."""
    text = f"Here {_version(register, account.side)} is known only through the outlet's own narration, which names no source."
    return Reason("narration", text, spans=(SentenceSpan(account.sentence.id, account.sentence.span),))


def decided(verdict: Verdict) -> Reason:
    """Return that a person gave the verdict."""
    return Reason("decided", f"A person decided that the accounts {verdict.value}.")


def unattributed(sentences: Sequence[Sentence]) -> Reason:
    """Return that nobody who speaks for a side is given for a statement."""
    others = sorted({s.source for s in sentences if s.source and s.voice != OUTLET_VOICE})
    if len(others) == 1:
        return Reason("unattributed", f"Told by {others[0]}, who speaks for no side of this call.")
    if others:
        return Reason("unattributed", f"Told by {', '.join(others)}, none of whom speaks for a side of this call.")
    return Reason("unattributed", "The outlet's own words: no source is named that speaks for a side of this call.")


def adjective(register: Register, code: str) -> str:
    """Return how a page names the version of a side ("Indian"); its name where it has no adjective."""
    side = register.sides.get(code)
    if side is None:
        return code
    return side.adjectives[0] if side.adjectives else side.name


def _version(register: Register, code: str) -> str:
    return f"the {adjective(register, code)} version"


def _both(register: Register, first: Account, second: Account) -> str:
    return f"The {adjective(register, first.side)} version and {_version(register, second.side)}"


def _told(name: str, text: Account | Plain, kind: str, words: Sequence[Word]) -> _Told:
    find = telling_excerpts if kind in _SPREAD or kind == "shared" else pointed_excerpts
    excerpts = find(text.facts.words, words)
    return _Told(name, excerpts, tuple(excerpt.of(text.text) for excerpt in excerpts))


def _unshown(words: Sequence[Word], shown: Sequence[_Told]) -> list[Word]:
    """Return the words that no earlier reason has shown."""
    ranges = [excerpt for told in shown for excerpt in told.excerpts]
    return [word for word in words if not any(e.start <= word.start < e.end for e in ranges)]


def _tells(word: Word, account: Account) -> bool:
    return word.stem not in empty_stems() and word.stem not in account.facts.parties


def _worth_telling(difference: Difference, assessment: Assessment) -> bool:
    strong = any(d.kind in _SUPPORTING for d in assessment.differences)
    return difference.kind in _SUPPORTING or difference.kind == "addition" or not strong


def _kind(difference: Difference) -> str:
    return {"antonym": "wording", "denial": "negation"}.get(difference.kind, difference.kind)


def _each(what: str) -> Callable[[_Told, _Told], str]:
    """Return a teller of what the two texts have against each other."""

    def tell(one: _Told, other: _Told) -> str:
        return f"{what}: {', '.join(f'{told.quoted} in {told.name}' for told in (one, other) if told.phrases)}."

    return tell


def _only(verb: str) -> Callable[[_Told, _Told], str]:
    """Return a teller of what one text has and the other lacks, whichever of the two has any."""

    def tell(one: _Told, other: _Told) -> str:
        text = "; ".join(f"only {told.name} {verb} {told.quoted}" for told in (one, other) if told.phrases)
        return f"{text[0].upper()}{text[1:]}."

    return tell


_TELLERS: dict[str, Callable[[_Told, _Told], str]] = {
    "negation": _each("One denies what the other states"),
    "denial": _only("denies something:"),
    "antonym": _each("They use words that exclude each other"),
    "number": _each("The numbers differ"),
    "date": _each("The dates differ"),
    "actor": _each("The same act is done by different parties"),
    "modality": _each("How certain or binding it is differs"),
    "charge": _only("has words of blame or harm:"),
    "name": _only("names"),
    "addition": _only("has"),
}


def _tell(difference: Difference) -> Callable[[_Told, _Told], str]:
    return _each(f"They name {difference.note} differently") if difference.kind == "term" else _TELLERS[difference.kind]


def _wording(text: str, first: Account, second: Account) -> Reason:
    one, other = (
        _Told("", excerpts, tuple(excerpt.of(account.text) for excerpt in excerpts))
        for account in (first, second)
        for excerpts in (opening_excerpt(account.facts.words),)
    )
    return Reason("wording", text, one.joined, other.joined, (*_spans(first, one), *_spans(second, other)))


def _spans(account: Account, told: _Told) -> Iterator[SentenceSpan]:
    """Give the places of excerpts in the raw text, or the whole sentence where its raw form was not kept."""
    sentence = account.sentence
    if not told.excerpts:
        return
    if not sentence.raw and len(sentence.text) != sentence.span.end - sentence.span.start:
        yield SentenceSpan(sentence.id, sentence.span)
        return
    for excerpt in told.excerpts:
        start = sentence.span.start
        yield SentenceSpan(sentence.id, Span(start + excerpt.start, start + excerpt.end))
