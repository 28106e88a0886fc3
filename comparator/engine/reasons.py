"""The reasons of a verdict, in words.

Takes the accounts of two sides and what differs between them, and gives records that a page can show: a kind, a sentence in plain
English, the words of each side and where they stand in the raw texts. It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from comparator.engine.contrast import Difference, shared_words
from comparator.engine.facts import Facts, empty_stems
from comparator.engine.records import Reason, Sentence, SentenceSpan, Span
from comparator.engine.words import idf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from comparator.engine.register import Register
    from comparator.engine.verdict import Assessment
    from comparator.engine.wording import Word

_MOST_REASONS = 5
_MOST_WORDS = 8
_SUPPORTING = frozenset({"negation", "antonym", "number", "date", "actor", "charge", "term"})
"""Kinds that tell of a divergence by themselves; names, modality and additions are given where they are all there is, or beside them."""


@dataclass(frozen=True, slots=True)
class Account:
    """A sentence as the account of a side, with what it states."""

    side: str
    sentence: Sentence
    facts: Facts


def divergence(register: Register, first: Account, second: Account, assessment: Assessment) -> tuple[Reason, ...]:
    """Return on what two accounts diverge, the most telling first."""
    told = [d for d in assessment.differences if _worth_telling(d, assessment)]
    reasons = [_reason(register, first, second, difference) for difference in told[:_MOST_REASONS]]
    return tuple(reasons) or (_wording(register, first, second),)


def agreement(register: Register, first: Account, second: Account, assessment: Assessment) -> tuple[Reason, ...]:
    """Return what two accounts both say."""
    shared = [(a, b) for a, b in shared_words(first.facts, second.facts) if _tells(a, first) and _tells(b, second)]
    if not shared:
        text = f"{_both(register, first, second)} speak of the same matter in different words"
        reason = Reason("wording", f"{text}; nothing in one is denied by the other.", _shorten(first), _shorten(second))
        return (replace(reason, spans=(_whole(first), _whole(second))),)
    shared = sorted(shared, key=lambda both: (-idf(both[0].stem), both[0].stem))[:_MOST_WORDS]
    ours = sorted((a for a, _ in shared), key=lambda word: word.start)
    theirs = sorted((b for _, b in shared), key=lambda word: word.start)
    words = ", ".join(f"“{word.text}”" for word in ours)
    return (
        Reason(
            "shared",
            f"{_both(register, first, second)} have {words}; nothing in one is denied by the other.",
            _quote(ours),
            _quote(theirs),
            (*_spans(first, ours), *_spans(second, theirs)),
        ),
    )


def _tells(word: Word, account: Account) -> bool:
    return word.stem not in empty_stems() and word.stem not in account.facts.parties


def one_side_only(register: Register, side: str, other: str, searched: int) -> Reason:
    """Return that one side tells something and another does not.

    ``searched`` counts the documents of the call that have a sentence in the other side's own voice, a readout or a report that quotes it.
    """
    if not searched:
        where = "no source of this call carries that version"
    else:
        where = "1 source searched" if searched == 1 else f"{searched} sources searched"
    text = f"Only the {adjective(register, side)} version has it; not in the {adjective(register, other)} version ({where})."
    return Reason("omission", text)


def unattributed(sentences: Sequence[Sentence]) -> Reason:
    """Return that nobody who speaks for a side is given for a statement."""
    others = sorted({s.source for s in sentences if s.source})
    if others:
        return Reason("unattributed", f"Told by {', '.join(others)}, who speaks for no side of this call.")
    return Reason("unattributed", "The outlet's own words: no source is named that speaks for a side of this call.")


def adjective(register: Register, code: str) -> str:
    """Return how a page names the version of a side ("Indian"), or its code where the register lacks it."""
    side = register.sides.get(code)
    if side is None:
        return code
    return side.adjectives[0] if side.adjectives else side.name


def _worth_telling(difference: Difference, assessment: Assessment) -> bool:
    strong = any(d.kind in _SUPPORTING for d in assessment.differences)
    return difference.kind in _SUPPORTING or difference.kind == "addition" or not strong


def _reason(register: Register, first: Account, second: Account, difference: Difference) -> Reason:
    ours, theirs = _most_telling(difference.a), _most_telling(difference.b)
    parties = " or ".join(adjective(register, code) for code in difference.note.split("/"))
    telling = _Telling(
        _named(register, first), _named(register, second), _quote(ours), _quote(theirs), difference.note, parties
    )
    spans = (*_spans(first, ours), *_spans(second, theirs))
    return Reason(
        _KINDS.get(difference.kind, difference.kind), _TEXTS[difference.kind](telling), telling.a, telling.b, spans
    )


def plain_reason(difference: Difference) -> Reason:
    """Return a difference of two texts that belong to no side, as a reason whose spans name the texts ``a`` and ``b``."""
    ours, theirs = _most_telling(difference.a), _most_telling(difference.b)
    telling = _Telling("the first text", "the second text", _quote(ours), _quote(theirs), difference.note, "")
    spans = [SentenceSpan(name, Span(w.start, w.end)) for name, words in (("a", ours), ("b", theirs)) for w in words]
    kind = _KINDS.get(difference.kind, difference.kind)
    return Reason(kind, _TEXTS[difference.kind](telling), telling.a, telling.b, tuple(spans))


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the sentence of a reason is made of."""

    one: str
    other: str
    a: str
    b: str
    note: str
    parties: str


def _named(register: Register, account: Account) -> str:
    return f"the {adjective(register, account.side)} version"


def _each(what: str) -> Callable[[_Telling], str]:
    return lambda t: f"{what}: “{t.a}” in {t.one}, “{t.b}” in {t.other}."


def _some(what: str) -> Callable[[_Telling], str]:
    def tell(t: _Telling) -> str:
        told = ((t.a, t.one), (t.b, t.other))
        parts = ", ".join(f"“{words}” in {text}" for words, text in told if words)
        silent = [text for words, text in told if not words]
        return f"{what}: {parts}; nothing of it in {silent[0]}." if silent else f"{what}: {parts}."

    return tell


def _actor(t: _Telling) -> str:
    who = f" ({t.parties})" if t.parties else ""
    return _each(f"The same act is done by different parties{who}")(t)


_KINDS = {"antonym": "wording", "denial": "negation"}
_TEXTS: dict[str, Callable[[_Telling], str]] = {
    "negation": _each("One denies what the other states"),
    "denial": _some("One denies something and the other denies nothing"),
    "antonym": _each("They use words that exclude each other"),
    "number": _each("The numbers differ"),
    "date": _each("The dates differ"),
    "actor": _actor,
    "modality": _each("How certain or binding it is differs"),
    "term": lambda t: _each(f"They name {t.note} differently")(t),
    "charge": _some("Words of blame or harm that the other does not use"),
    "name": _some("Named by one alone"),
    "addition": _some("Said by one alone"),
}


def _wording(register: Register, first: Account, second: Account) -> Reason:
    text = f"{_both(register, first, second)} speak to one matter and say different things of it."
    return Reason("wording", text, _shorten(first), _shorten(second), (_whole(first), _whole(second)))


def _both(register: Register, first: Account, second: Account) -> str:
    return f"The {adjective(register, first.side)} and the {adjective(register, second.side)} version"


def _most_telling(words: Sequence[Word]) -> list[Word]:
    """Return the rarest of the words, in their order."""
    rarest = sorted(words, key=lambda word: (-idf(word.stem), word.start))[:_MOST_WORDS]
    return sorted(rarest, key=lambda word: word.start)


def _quote(words: Sequence[Word]) -> str:
    """Return words as one reads them, neighbours joined, gaps shown."""
    text, end = "", -1
    for word in words:
        joint = "" if end < 0 else " " if 0 <= word.start - end <= 1 else " … "
        text, end = text + joint + " ".join(word.text.split()), word.end
    return text


def _shorten(account: Account) -> str:
    return _quote(account.facts.words[:_MOST_WORDS])


def _whole(account: Account) -> SentenceSpan:
    return SentenceSpan(account.sentence.id, account.sentence.span)


def _spans(account: Account, words: Sequence[Word]) -> Iterator[SentenceSpan]:
    """Give the places of words in the raw text, or the whole sentence where its raw form was not kept."""
    sentence = account.sentence
    if not words:
        return
    if not sentence.raw and len(sentence.text) != sentence.span.end - sentence.span.start:
        yield _whole(account)
        return
    for word in words:
        yield SentenceSpan(sentence.id, Span(sentence.span.start + word.start, sentence.span.start + word.end))
