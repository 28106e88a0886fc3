"""Pairs of sentences of different calls that share their words.

Takes sentences; gives scored pairs. Candidates come from runs of two telling words that few sentences share, so the work grows with the
number of sentences and not with its square: a run that many share (a formula) links each sentence with its next few neighbours in time
only. It does not say what a recurrence means.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, LCSseq

from comparator.engine.alignment.words import WordKind, idf, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comparator.engine.options import Options
    from comparator.engine.records import Sentence
    from comparator.engine.register import Register

_KEYS = 8
"""Rarest runs of a sentence that are looked up. Of the sentences of 529 readouts with a near copy (0.8) in another call, 95.7% find one
with 4 runs, 96.4% with 8 and no more with 24; the rest share only what a crowd shares."""
_CROWD = 12
"""Sentences that may share a run and still all be compared with each other."""
_NEIGHBOURS = 3
"""Others that a sentence is compared with where more share a run."""
_MAX_WORDS = 120
"""Words of a sentence that are compared; the longest sentence of 529 readouts has 85."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence with its words as comparison sees them."""

    sentence: Sentence
    stems: tuple[str, ...]
    """Stems of all words in order."""
    telling: tuple[str, ...]
    """Stems of the words that carry meaning, the parties left out."""
    marks: frozenset[str]
    """Telling stems that hardly any readout has: names, numbers, rare words."""


@dataclass(frozen=True, slots=True)
class EchoPair:
    """Two sentences of different calls and how nearly their words are the same."""

    a: Worded
    b: Worded
    score: float

    @property
    def shared_marks(self) -> frozenset[str]:
        """What both have and hardly any other text has."""
        return self.a.marks & self.b.marks


def find_pairs(worded: Sequence[Worded], least: float) -> tuple[EchoPair, ...]:
    """Return the pairs of sentences of different calls whose wording is at least ``least`` alike, from 0 to 1."""
    found = []
    for first, second in sorted(_candidates(worded)):
        a, b = worded[first], worded[second]
        score = likeness(a, b)
        if score >= least:
            found.append(EchoPair(a, b, score))
    return tuple(found)


def word_sentences(sentences: Sequence[Sentence], register: Register, options: Options) -> tuple[Worded, ...]:
    """Return sentences with their words, in order of call and id, without those too short to be told from chance."""
    ordered = sorted(sentences, key=lambda s: (s.call or "", s.id))
    worded = (_worded(sentence, register, options) for sentence in ordered)
    return tuple(one for one in worded if len(one.telling) >= options.echo_min_words)


def _worded(sentence: Sentence, register: Register, options: Options) -> Worded:
    text = sentence.text
    words = split_words(text, register.mentions(text))[:_MAX_WORDS]
    telling = tuple(word.stem for word in words if word.kind in {WordKind.CONTENT, WordKind.NUMBER})
    marks = frozenset(
        word.stem
        for word in words
        if word.kind is WordKind.NUMBER or (word.kind is WordKind.CONTENT and idf(word.stem) >= options.echo_rare_idf)
    )
    return Worded(sentence, tuple(word.stem for word in words), telling, marks)


def likeness(a: Worded, b: Worded) -> float:
    """Return how nearly two sentences have the same words in the same order: 1 is verbatim.

    The shorter may be a part of the longer, as reports cut and join the sentences of a readout; that counts a little less.
    """
    whole = Indel.normalized_similarity(a.stems, b.stems)
    shorter = min(len(a.telling), len(b.telling))
    if shorter < _PART_WORDS:
        return round(whole, 4)
    part = LCSseq.similarity(a.telling, b.telling) / shorter
    return round(max(whole, _PART * part), 4)


_PART = 0.9
"""What a wording is worth that is only a part of the other sentence."""
_PART_WORDS = 6
"""Telling words below which a part proves nothing: with four, "discussed the situation in Gaza" was a part of any sentence on it."""


def _candidates(worded: Sequence[Worded]) -> set[tuple[int, int]]:
    """Return index pairs of different calls that share a rare run."""
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    runs = [sorted(set(pairwise(one.telling))) for one in worded]
    for index, own in enumerate(runs):
        for run in own:
            buckets[run].append(index)
    found: set[tuple[int, int]] = set()
    for index, own in enumerate(runs):
        rarest = sorted((run for run in own if len(buckets[run]) > 1), key=lambda run: (len(buckets[run]), run))[:_KEYS]
        for run in rarest:
            found.update((min(index, j), max(index, j)) for j in _partners(worded, buckets[run], index))
    return found


def _partners(worded: Sequence[Worded], bucket: Sequence[int], index: int) -> Iterator[int]:
    call = worded[index].sentence.call
    if len(bucket) <= _CROWD:
        yield from (j for j in bucket if worded[j].sentence.call != call)
        return
    at = bisect_left(bucket, index)
    taken = 0
    for j in bucket[at + 1 : at + 1 + _CROWD]:
        if worded[j].sentence.call != call:
            taken += 1
            yield j
            if taken == _NEIGHBOURS:
                return


def calls_of(pairs: Sequence[EchoPair]) -> Mapping[str, frozenset[str]]:
    """Return, for each sentence of a pair, the calls in which its wording occurs, its own included."""
    calls: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        both = {pair.a.sentence.call or "", pair.b.sentence.call or ""}
        calls[pair.a.sentence.id] |= both
        calls[pair.b.sentence.id] |= both
    return {key: frozenset(value) for key, value in calls.items()}
