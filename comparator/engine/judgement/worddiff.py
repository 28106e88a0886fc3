"""The words in which two texts differ.

Takes two texts and gives runs that tile both: what is equal, and what differs, classed by what the difference is worth (style, meaning
or plain). White space does not count; case, quotes, titles and spelling variants ("Kiev", "Kyiv") are differences of style. Swapping
the texts swaps the two sides of every run. Past ``MAX_WORDS`` words the rest of both texts is one run. It says nothing of whole
sentences: that is for ``judge``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from comparator.engine.judgement.contrast import opposites
from comparator.engine.judgement.figures import is_date_word, number_value
from comparator.engine.judgement.polarity import denies, is_modal
from comparator.engine.judgement.wording import Word, is_content, read_words
from comparator.engine.lexicon import read_json
from comparator.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class RunKind(StrEnum):
    """What a run of words is to the reader."""

    EQUAL = "equal"
    STYLE = "style"
    """Differs in case, quotes, titles or spelling alone."""
    MEANING = "meaning"
    """Differs in a negation, a number, a date, a name, a modal verb or an opposite."""
    PLAIN = "plain"
    """Differs in other words."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of both texts that stand against each other; offsets are of the texts as given."""

    kind: RunKind
    a: str
    b: str
    a_span: Span
    b_span: Span


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run as ranges of words."""

    kind: RunKind
    a: tuple[int, int]
    b: tuple[int, int]


def diff_words(a: str, b: str) -> tuple[Run, ...]:
    """Return runs of words that tile ``a`` and ``b`` in order.

    >>> [(run.kind.value, run.a, run.b) for run in diff_words("Modi called Kiev", "Modi called Kyiv")]
    [('equal', 'Modi called ', 'Modi called '), ('style', 'Kiev', 'Kyiv')]
    """
    if (b, a) < (a, b):  # one order of the two, so that a tie between alignments is broken alike both ways
        return tuple(Run(r.kind, r.b, r.a, r.b_span, r.a_span) for r in diff_words(b, a))
    ours, theirs = read_words(a), read_words(b)
    stretches = _merge(_classify(stretch, ours, theirs) for stretch in _coalesce(_stretches(ours, theirs), ours))
    return tuple(_runs(a, b, ours, theirs, stretches))


def telling_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text that weigh if another text lacks them: names, numbers, dates, negations, modal verbs.

    >>> [word.text for word in telling_words("They will not go to Kyiv on Friday")]
    ['will', 'not', 'Kyiv', 'Friday']
    """
    words = read_words(text)
    return tuple(word for index, word in enumerate(words) if _weighs(words, index))


def _stretches(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[_Stretch]:
    numbers: dict[str, int] = {}
    keys = [[numbers.setdefault(word.form, len(numbers)) for word in words] for words in (ours, theirs)]
    for opcode in LCSseq.opcodes(*keys):
        kind = RunKind.EQUAL if opcode.tag == "equal" else RunKind.PLAIN
        yield _Stretch(kind, (opcode.src_start, opcode.src_end), (opcode.dest_start, opcode.dest_end))


def _coalesce(stretches: Iterator[_Stretch], ours: Sequence[Word]) -> list[_Stretch]:
    """Join differing stretches that nothing but a function word or a mark keeps apart, and split equal words that look different."""
    joined: list[_Stretch] = []
    for stretch in stretches:
        joined.append(stretch)
        while len(joined) > 1 and joined[-1].kind is joined[-2].kind:
            joined[-2:] = [_join(joined[-2], joined[-1])]
        if len(joined) > 2 and stretch.kind is RunKind.PLAIN and _is_thin(joined[-2], ours):
            joined[-3:] = [_join(_join(joined[-3], joined[-2]), joined[-1])]
    return joined


def _join(first: _Stretch, second: _Stretch) -> _Stretch:
    kind = first.kind if first.kind is second.kind else RunKind.PLAIN
    return _Stretch(kind, (first.a[0], second.a[1]), (first.b[0], second.b[1]))


def _is_thin(stretch: _Stretch, ours: Sequence[Word]) -> bool:
    start, end = stretch.a
    return end - start <= 2 and not any(is_content(word) for word in ours[start:end])


def _classify(stretch: _Stretch, ours: Sequence[Word], theirs: Sequence[Word]) -> tuple[_Stretch, ...]:
    if stretch.kind is RunKind.EQUAL:
        return tuple(_equal_words(stretch, ours, theirs))
    a, b = ours[slice(*stretch.a)], theirs[slice(*stretch.b)]
    if [word.form for word in a if not _is_dress(word)] == [word.form for word in b if not _is_dress(word)]:
        return (replace(stretch, kind=RunKind.STYLE),)
    return (replace(stretch, kind=RunKind.MEANING if _changes_meaning(a, b) else RunKind.PLAIN),)


def _equal_words(stretch: _Stretch, ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[_Stretch]:
    for i, j in zip(range(*stretch.a), range(*stretch.b), strict=True):
        same = ours[i].text == theirs[j].text
        yield _Stretch(RunKind.EQUAL if same else RunKind.STYLE, (i, i + 1), (j, j + 1))


def _changes_meaning(a: Sequence[Word], b: Sequence[Word]) -> bool:
    if any(_weighs(words, index) for words in (a, b) for index in range(len(words))):
        return True
    stems = {word.stem for word in b}
    return any(other in stems for word in a for other in opposites().get(word.stem, ()))


def _weighs(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.is_mark or _is_dress(word):
        return False
    name = word.text[0].isupper() and is_content(word) and word.start > 0
    return name or denies(word) or is_date_word(word) or is_modal(word) or number_value(word.form) is not None


def _is_dress(word: Word) -> bool:
    return word.is_mark or word.form in _titles()


@cache
def _titles() -> frozenset[str]:
    return frozenset(read_json("spelling_variants")["titles"])


def _merge(groups: Iterator[tuple[_Stretch, ...]]) -> list[_Stretch]:
    merged: list[_Stretch] = []
    for group in groups:
        for stretch in group:
            if merged and merged[-1].kind is stretch.kind:
                merged[-1] = _Stretch(stretch.kind, (merged[-1].a[0], stretch.a[1]), (merged[-1].b[0], stretch.b[1]))
            else:
                merged.append(stretch)
    return merged


def _runs(a: str, b: str, ours: Sequence[Word], theirs: Sequence[Word], stretches: Sequence[_Stretch]) -> Iterator[Run]:
    starts_a, starts_b = _starts(a, ours), _starts(b, theirs)
    for stretch in stretches:
        yield _run(stretch.kind, a, b, [starts_a[k] for k in stretch.a], [starts_b[k] for k in stretch.b])
    rest_a, rest_b = starts_a[-1], starts_b[-1]
    if rest_a < len(a) or rest_b < len(b):
        kind = RunKind.EQUAL if a[rest_a:].split() == b[rest_b:].split() else RunKind.PLAIN
        yield _run(kind, a, b, [rest_a, len(a)], [rest_b, len(b)])


def _run(kind: RunKind, a: str, b: str, ours: Sequence[int], theirs: Sequence[int]) -> Run:
    return Run(kind, a[slice(*ours)], b[slice(*theirs)], Span(*ours), Span(*theirs))


def _starts(text: str, words: Sequence[Word]) -> list[int]:
    """Return where each word begins, the first with the white space before it, and where the last one ends with what follows it."""
    if not words:
        return [0]
    end = len(text) - len(text[words[-1].end :].lstrip())
    return [0, *(word.start for word in words[1:]), end]
