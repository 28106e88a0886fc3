"""The words that a reason rests on, as phrases that a person would quote.

Takes a reason's spans, which are single words of the raw text, and gives for each version a few phrases cut from the sentence as they
stand: marked words that are near each other are one phrase, and a phrase is carried on to the end of its small unit ("unacceptable" becomes
"unacceptable military development"). It adds no word that is not in the text and decides nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comparator.engine import records

MOST = 3
"""Phrases of one version; the list of single words that stood here before was read by nobody."""
_NEAR = 3
"""Words between two marked ones that may stand unmarked inside a phrase."""
_LONGEST = 12
"""Words of a phrase."""
_FURTHER = 2
"""Words by which a phrase is carried on at most."""

_TOKEN = re.compile(r"\w+(?:[-'’.,]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    marked: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def phrases_of(
    reason: records.Reason, sentences: Mapping[str, records.Sentence], versions: Mapping[str, str | None]
) -> list[list[str]]:
    """Return pairs of side and phrase, in the order of the reason's spans.

    Args:
        reason: what the engine gave.
        sentences: engine id → sentence, with its raw text.
        versions: engine id of a sentence → side whose account it carries in the statement.
    """
    spans: defaultdict[str, list[records.Span]] = defaultdict(list)
    for part in reason.spans:
        spans[part.sentence].append(part.span)
    return [
        [side, phrase]
        for sentence, marked in spans.items()
        if sentence in sentences and (side := versions.get(sentence) or "")
        for phrase in cut_phrases(sentences[sentence].raw, [_within(span, sentences[sentence].span) for span in marked])
    ]


def cut_phrases(raw: str, marked: Sequence[tuple[int, int]]) -> list[str]:
    """Return the phrases of a text that hold its marked ranges, the fullest ones, in their order.

    >>> cut_phrases("They chose to launch a special operation.", [(14, 20), (23, 30), (31, 40)])
    ['launch a special operation']
    """
    tokens = [
        _Token(match[0], match.start(), match.end(), any(s < match.end() and match.start() < e for s, e in marked))
        for match in _TOKEN.finditer(raw)
    ]
    runs = list(_runs(tokens))
    fullest = sorted(runs, key=lambda run: (-sum(tokens[i].marked for i in range(*run)), run))[:MOST]
    found = (_carried_on(tokens, *run) for run in sorted(fullest))
    return [" ".join(raw[tokens[first].start : tokens[last - 1].end].split()) for first, last in found]


def _within(span: records.Span, sentence: records.Span) -> tuple[int, int]:
    return span.start - sentence.start, span.end - sentence.start


def _runs(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Give the ranges of tokens from one marked word to the last that is near; no phrase crosses a punctuation mark."""
    first = last = -1
    for index, token in enumerate(tokens):
        if first >= 0 and (not token.is_word or index - last > _NEAR + 1 or index - first >= _LONGEST):
            yield first, last + 1
            first = -1
        if token.marked and token.is_word:
            first = index if first < 0 else first
            last = index
    if first >= 0:
        yield first, last + 1


def _carried_on(tokens: Sequence[_Token], first: int, last: int) -> tuple[int, int]:
    for _word in range(_FURTHER):
        if last >= len(tokens) or not tokens[last].is_word or tokens[last].text.casefold() in _small_words():
            break
        last += 1
    return first, last


@cache
def _small_words() -> frozenset[str]:
    return frozenset(read_json("stopwords")["stop"])
