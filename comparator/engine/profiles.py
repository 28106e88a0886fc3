"""What is compared of a sentence: its words, clauses, names and agenda items.

Takes text and what the register finds named in it; gives a ``Profile``. A sentence with several claims is cut into clauses, so that each
claim can be found again in a sentence that makes it alone. It compares nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from comparator.engine.agenda import refers_back, tag
from comparator.engine.words import Word, WordKind, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.register import Mention

_JOINERS = frozenset({"and", "while", "but", "whereas", "wherein", "which"})
_FILLERS = frozenset(
    {"also", "then", "further", "that", "he", "she", "they", "it", "had", "has", "have", "again", "both", "expressed"}
)
_IRREGULAR_PAST = frozenset({"gave", "made", "said", "told", "held", "spoke", "took", "drew", "laid", "put", "thought"})
_SHORTEST_PARTICIPLE = 6

_NO_ITEMS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a sentence."""

    stems: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    names: frozenset[str] = frozenset()
    """Stems of what is named inside it: capitalised words, numbers, states that are no party."""
    items: Mapping[str, float] = field(default_factory=lambda: _NO_ITEMS, hash=False)
    """Agenda items, each with the probability that the sentence is about it."""
    refers_back: bool = False
    """Whether it points to what the sentence before said ("this would be …")."""


def build_profile(text: str, mentions: Sequence[Mention], parties: frozenset[str], *, agenda: bool = True) -> Profile:
    """Return the profile of a sentence; ``agenda`` tells whether its items are wanted."""
    words = split_words(text, mentions)
    return Profile(
        stems=tuple(word.stem for word in words if word.counts),
        clauses=split_clauses(words, text),
        names=_names(words, parties),
        items=tag(words, parties) if agenda else _NO_ITEMS,
        refers_back=agenda and refers_back(words),
    )


def split_clauses(words: Sequence[Word], text: str) -> tuple[tuple[str, ...], ...]:
    """Return the stems of each clause: cut at semicolons, and before "and", "while" … where a verb follows."""
    clauses: list[list[str]] = [[]]
    for index, word in enumerate(words):
        if index and _begins_clause(words, index, text):
            clauses.append([])
        if word.counts:
            clauses[-1].append(word.stem)
    return tuple(tuple(clause) for clause in clauses if clause)


def _begins_clause(words: Sequence[Word], index: int, text: str) -> bool:
    word = words[index]
    between = text[words[index - 1].end : word.start]
    if ";" in between or ": " in between:
        return True
    if word.text not in _JOINERS:
        return "," in between and word.text.endswith("ing") and len(word.text) >= _SHORTEST_PARTICIPLE
    for later in words[index + 1 : index + 4]:
        if later.text not in _FILLERS:
            return later.text.endswith(("ed", "ing")) or later.text in _IRREGULAR_PAST
    return False


def _names(words: Sequence[Word], parties: frozenset[str]) -> frozenset[str]:
    return frozenset(
        word.stem
        for index, word in enumerate(words)
        if word.kind is WordKind.NUMBER
        or (word.kind is WordKind.SIDE and word.stem[1:] not in parties)
        or (word.kind is WordKind.CONTENT and word.capital and index > 0)
    )
