"""What is compared of a sentence: its words, clauses, names and agenda items.

Takes text and what the register finds named in it; gives a ``Profile``. A sentence with several claims is cut into clauses, so that each
claim can be found again in a sentence that makes it alone. It compares nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from comparator.engine.alignment.agenda import tag
from comparator.engine.alignment.agendacues import answers, items, names_item, refers_back
from comparator.engine.alignment.words import FUNCTION_MARK, Word, WordKind, names_nothing, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.register import Mention

_JOINERS = frozenset({"and", "while", "but", "whereas", "wherein", "which"})
_FILLERS = frozenset(
    {"also", "then", "further", "that", "he", "she", "they", "it", "had", "has", "have", "again", "both", "expressed"}
)
_IRREGULAR_PAST = frozenset({"gave", "made", "said", "told", "held", "spoke", "took", "drew", "laid", "put", "thought"})
_SHORTEST_PARTICIPLE = 6

_MOST_CLAUSES = 12
"""Clauses of one sentence; what follows stays in the last one. Sentences of the annotated calls have at most five."""

_SHORTEST_CLAUSE = 5
"""Words that a clause must have to be about something by itself."""

_OF_CLAUSE = 0.8
"""What an item of a clause counts for in its sentence; left-out F1 of topic pairs is 0.80 with it, 0.79 without."""

_SHORTEST_MEMBER = 2
"""Words that count which a member of a list must have."""

_QUOTED = re.compile(r"""["“]([^"“”]{3,90})["”]|(?:‘|(?<=\s)')([^'‘’]{3,90})['’](?!\w)""")
"""Quotations short enough to stand inside a sentence of somebody else; marks of both kinds, no apostrophe."""

_MOST_QUOTED = 8
"""Telling words of such a quotation."""

_NO_ITEMS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a sentence."""

    words: tuple[Word, ...]
    stems: tuple[str, ...]
    """Stems of the words that count, in order."""
    clauses: tuple[tuple[str, ...], ...]
    run: tuple[str, ...] = ()
    """Stems of all its words in order; those that do not count are marked."""
    quoted: tuple[frozenset[str], ...] = ()
    """Stems of each short quotation in it."""
    names: frozenset[str] = frozenset()
    """Stems of what is named inside it: capitalised words, numbers, states that are no party."""
    named: frozenset[tuple[str, ...]] = frozenset()
    """Stems of each whole name inside it ("Black Sea") and of each state that is no party."""
    items: Mapping[str, float] = field(default_factory=lambda: _NO_ITEMS, hash=False)
    """Agenda items, each with the probability that the sentence is about it."""
    parts: tuple[Mapping[str, float], ...] = field(default=(), hash=False)
    """The items of each part of it that can be a topic by itself: its clauses and the members of its lists."""
    refers_back: bool = False
    """Whether it points to what the sentence before said ("this would be …")."""
    answers: bool = False
    """Whether it replies to the sentence before, whoever spoke there ("she denied that")."""


@lru_cache(maxsize=2048)
def build_profile(text: str, mentions: tuple[Mention, ...], parties: frozenset[str], *, agenda: bool = True) -> Profile:
    """Return the profile of a sentence; ``agenda`` tells whether its items are wanted."""
    words = split_words(text, mentions)
    parts = _split(words, text)
    clauses = (tuple(word.stem for word in part if word.counts) for part in parts)
    return Profile(
        words=words,
        stems=tuple(word.stem for word in words if word.counts),
        clauses=tuple(clause for clause in clauses if clause),
        run=tuple(word.stem if word.counts else FUNCTION_MARK + word.stem for word in words),
        quoted=_quotations(text, words),
        names=_names(words, parties),
        named=_whole_names(words, text),
        items=_items(words, parts, parties) if agenda else _NO_ITEMS,
        parts=_topics(words, text, parties) if agenda else (),
        refers_back=agenda and refers_back(words),
        answers=agenda and answers(words),
    )


def _items(words: Sequence[Word], parts: Sequence[Sequence[Word]], parties: frozenset[str]) -> Mapping[str, float]:
    """Return the items of the sentence, and, a little weaker, those that only a clause by itself shows."""
    found = dict(tag(words, parties))
    if len(parts) > 1:
        for part in parts:
            if len(part) >= _SHORTEST_CLAUSE:
                for key, value in tag(part, parties).items():
                    found[key] = max(found.get(key, 0.0), _OF_CLAUSE * value)
    return found


def _topics(words: Sequence[Word], text: str, parties: frozenset[str]) -> tuple[Mapping[str, float], ...]:
    """Return the items of each member of a list ("energy, and a truce at sea, as well as talks"); none where there is no list."""
    cuts = list(islice((k for k in range(1, len(words)) if _begins_member(words, k, text)), _MOST_CLAUSES - 1))
    if not cuts:
        return ()
    members = (words[start:end] for start, end in pairwise([0, *cuts, len(words)]))
    telling = (member for member in members if sum(word.counts for word in member) >= _SHORTEST_MEMBER)
    known = items()
    tagged = ({k: v for k, v in tag(member, parties).items() if known[k].kind == "plain"} for member in telling)
    return tuple(found for found in tagged if found)


def _begins_member(words: Sequence[Word], index: int, text: str) -> bool:
    word, before = words[index].text, words[index - 1]
    between = text[before.end : words[index].start]
    if "," in between or ";" in between or word in _JOINERS:
        return True
    return (word == "by" and before.text == "followed") or (word == "well" and before.text == "as")


def _split(words: Sequence[Word], text: str) -> list[Sequence[Word]]:
    """Cut a sentence into clauses: at semicolons, and before "and", "while" … where a verb follows."""
    begins = (k for k in range(1, len(words)) if _begins_clause(words, k, text))
    cuts = [0, *islice(begins, _MOST_CLAUSES - 1), len(words)]
    return [words[start:end] for start, end in pairwise(cuts) if start < end]


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


def _quotations(text: str, words: Sequence[Word]) -> tuple[frozenset[str], ...]:
    spans = [match.span() for match in _QUOTED.finditer(text)]
    found = (frozenset(w.stem for w in words if w.counts and start <= w.start < end) for start, end in spans)
    return tuple(stems for stems in found if 0 < len(stems) <= _MOST_QUOTED)


def _names(words: Sequence[Word], parties: frozenset[str]) -> frozenset[str]:
    return frozenset(
        word.stem
        for index, word in enumerate(words)
        if word.kind is WordKind.NUMBER
        or (word.kind is WordKind.SIDE and word.stem[1:] not in parties)
        or (word.kind is WordKind.CONTENT and word.capital and index > 0)
    )


def _whole_names(words: Sequence[Word], text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of capitalised words inside the sentence that name something narrower than an agenda item."""
    runs: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        proper = index > 0 and word.capital and word.kind is WordKind.CONTENT
        if not proper:
            runs.append([])
        elif text[words[index - 1].end : word.start] != " ":
            runs.append([word])
        else:
            runs[-1].append(word)
    named = (run for run in runs if not all(names_nothing(word.text) for word in run))
    return frozenset(name for run in named if not names_item(name := tuple(word.stem for word in run)))
