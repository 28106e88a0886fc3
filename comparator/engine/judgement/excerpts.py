"""Short verbatim phrases that show what a sentence says and another does not.

Takes the words of a sentence and those among them that tell; gives ranges of words that stand together in the text, none longer than
``MOST_WORDS`` and at most ``MOST_PHRASES``, the most telling first. What tells most is rare in official readouts. It adds no word and
leaves none out inside a phrase.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.alignment.words import weight
from comparator.engine.judgement.facts import empty_stems
from comparator.engine.judgement.polarity import denies
from comparator.engine.judgement.wording import is_content

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from comparator.engine.judgement.wording import Word

MOST_WORDS = 8
MOST_PHRASES = 3
_GAP = 3
"""Words that do not tell but hold together two that do ("dialogue *and* diplomacy")."""
_WORTH, _LEAST = 0.4, 4.0
"""Share of the first phrase's weight that the others must have, and weight of one that is worth telling: below are remnants ("recent")."""
_POINTED, _POINTED_CONTENT = 6, 3
"""Words, and content words among them, that show a single word in its surroundings."""
_VERBAL = ("ed", "ing", "ly")
_CURRENCIES = frozenset("$€£₹")
_BREAKS = frozenset('.;:!?"()[]—–\n')


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A run of words, as it stands in the text."""

    start: int
    end: int
    """Offsets of the text."""

    def of(self, text: str) -> str:
        """Return the excerpt of ``text`` with white space folded."""
        return " ".join(text[self.start : self.end].split())


def telling_excerpts(words: Sequence[Word], telling: Collection[Word]) -> tuple[Excerpt, ...]:
    """Return the phrases that hold the ``telling`` words, the most telling first."""
    marked = {word.start for word in telling}
    weighed = {run: _weight(words, run, marked) for run in _runs(words, marked)}
    runs = sorted(weighed, key=lambda run: (-weighed[run], run.start))
    least = max(_LEAST, _WORTH * weighed[runs[0]]) if runs else 0.0
    return tuple(_excerpt(words, _rounded(words, run, marked)) for run in runs if weighed[run] >= least)[:MOST_PHRASES]


def pointed_excerpts(words: Sequence[Word], pointed: Collection[Word]) -> tuple[Excerpt, ...]:
    """Return phrases that show each of the ``pointed`` words with what goes with it, in the order of the text."""
    runs: list[range] = []
    for run in _runs(words, {word.start for word in pointed}):
        wider = _widened(words, run)
        if not runs or wider.start >= runs[-1].stop:
            runs.append(wider)
    return tuple(_excerpt(words, run) for run in runs[:MOST_PHRASES])


def opening_excerpt(words: Sequence[Word]) -> tuple[Excerpt, ...]:
    """Return the first words of a text, where no part of it tells more than another."""
    return (_excerpt(words, range(min(MOST_WORDS, len(words)))),) if words else ()


def _runs(words: Sequence[Word], marked: Collection[int]) -> Iterator[range]:
    """Give ranges of words that begin and end with a telling one; too long a range is cut where its telling words are farthest apart."""
    waiting = list(_chains(words, [index for index, word in enumerate(words) if word.start in marked]))[::-1]
    while waiting:
        chain = waiting.pop()
        if chain[-1] - chain[0] < MOST_WORDS:
            yield range(chain[0], chain[-1] + 1)
            continue
        cut = max(range(1, len(chain)), key=lambda k: (chain[k] - chain[k - 1], min(k, len(chain) - k)))
        waiting += [chain[cut:], chain[:cut]]


def _chains(words: Sequence[Word], telling: Sequence[int]) -> Iterator[list[int]]:
    """Give the places of telling words that no mark and no more than a few other words keep apart."""
    chain: list[int] = []
    for index in telling:
        between = words[chain[-1] + 1 : index] if chain else ()
        if chain and (len(between) > _GAP or any(word.form in _BREAKS for word in between)):
            yield chain
            chain = []
        chain.append(index)
    if chain:
        yield chain


def _rounded(words: Sequence[Word], run: range, marked: Collection[int]) -> range:
    """Return the run with the denial before it and the noun after it, so that it reads as a phrase; it takes no word of another run."""
    start, stop = run.start, run.stop
    while start and stop - start < MOST_WORDS and denies(words[start - 1]) and words[start - 1].start not in marked:
        start -= 1
    if stop < len(words) and stop - start < MOST_WORDS and words[stop].start not in marked:
        stop += _is_noun_of(words[stop - 1], words[stop])
    return range(start, stop)


def _widened(words: Sequence[Word], run: range) -> range:
    """Return the run with the words after it, or before it where a mark follows, until it says something."""
    start, stop = run.start, run.stop
    end = stop
    while _says_little(words, range(start, end)) and end < len(words) and not words[end].is_mark:
        end += 1
        stop = end if is_content(words[end - 1]) else stop
    stop += stop < len(words) and stop - start < MOST_WORDS and _is_noun_of(words[stop - 1], words[stop])
    first = start
    while _says_little(words, range(first, stop)) and first and not words[first - 1].is_mark:
        first -= 1
        start = first if is_content(words[first]) else start
    start -= start > 0 and stop - start < MOST_WORDS and words[start - 1].form in _CURRENCIES
    return range(start, stop)


def _says_little(words: Sequence[Word], run: range) -> bool:
    return len(run) < _POINTED and sum(is_content(words[index]) for index in run) < _POINTED_CONTENT


def _is_noun_of(word: Word, following: Word) -> bool:
    """Return whether a phrase that ends with ``word`` may go on: "special and privileged strategic" with "partnership"."""
    plain = following.text[0].islower() and is_content(following) and following.stem not in empty_stems()
    return plain and is_content(word) and not following.text.endswith(_VERBAL) and not denies(following)


def _weight(words: Sequence[Word], run: range, marked: Collection[int]) -> float:
    stems = {words[index].stem for index in run if words[index].start in marked}
    return round(sum(map(weight, sorted(stems))), 6)


def _excerpt(words: Sequence[Word], run: range) -> Excerpt:
    return Excerpt(words[run.start].start, words[run.stop - 1].end)
