"""What a person types into a search box, as words and phrases, and where they stand in a text.

Takes text, gives records; asks no database. Words are folded as the index folds them (``comparator.migrations.0007_sentence_search``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import regex

from comparator.selectors.filters import MAX_QUERY_LENGTH, clean_query
from comparator.selectors.records import Piece, mark_hits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_TERMS = 12
"""More words than people type; each is one more look into the index."""
SHORTEST_BEGINNING = 3
"""Characters from which on a word finds those that begin with it: “in” would find every “India”."""
LONGEST_SNIPPET = 420
"""Characters of a sentence that a result shows; nine of ten sentences of the press are shorter."""

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»"), '"')
_INVISIBLE = dict.fromkeys((0x00AD, 0x200C, 0x200D, 0x2060, 0xFEFF))
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}\p{Co}\u00ad\u200c\u200d\u2060\ufeff]+")
_ACCENT = regex.compile(r"[\u0300-\u036f]+")
_SPACE = regex.compile(r"\s")


class Note(StrEnum):
    """What was odd about a query, and was searched all the same."""

    UNCLOSED = "unclosed"
    ALTERNATIVE = "alternative"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    NO_WORD = "no_word"
    ONLY_EXCLUDED = "only_excluded"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow each other."""

    words: tuple[str, ...]
    exact: bool = False
    """In quotation marks: the last word must stand as it is."""

    @property
    def is_beginning(self) -> bool:
        """Whether the last word may be the beginning of a longer one."""
        return not self.exact and len(self.words[-1]) >= SHORTEST_BEGINNING


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query that has been read: what must occur, what must not, and what was odd."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    notes: tuple[Note, ...] = ()


NOTHING = Wanted()


@dataclass(frozen=True, slots=True)
class _Found:
    term: Term
    excluded: bool


def fold(text: str) -> str:
    """Return a text without case, accents and invisible characters.

    >>> fold("Erdoğan"), fold("ЕЩЁ")
    ('erdogan', 'еще')
    """
    plain: str = _ACCENT.sub("", unicodedata.normalize("NFD", text.translate(_INVISIBLE).lower()))
    return plain


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text in order."""
    return tuple(_WORD.findall(fold(text)))


def read_query(text: str) -> Wanted:
    """Read words, phrases in quotation marks, and words with a minus (or NOT) before them, which must not occur.

    >>> [term.words for term in read_query('"peace talks" grain -deal').terms]
    [('peace', 'talks'), ('grain',)]
    """
    pieces = clean_query(text).translate(_QUOTES).split('"')
    unclosed = len(pieces) % 2 == 0
    notes = [
        note
        for note, holds in ((Note.TOO_LONG, len(text.strip()) > MAX_QUERY_LENGTH), (Note.UNCLOSED, unclosed))
        if holds
    ]
    found: list[_Found] = []
    excluded = False
    for number, piece in enumerate(pieces):
        if number % 2 and not (unclosed and number == len(pieces) - 1):
            found += _term(piece, exact=True, excluded=excluded)
            excluded = False
        else:
            notes += [Note.ALTERNATIVE] if "OR" in piece.split() else []
            loose, excluded = _loose(piece)
            found += loose
    found = list(dict.fromkeys(found))
    kept = found[:MAX_TERMS]
    terms = tuple(item.term for item in kept if not item.excluded)
    notes += [Note.TOO_MANY] if len(found) > len(kept) else []
    notes += [Note.ONLY_EXCLUDED] if kept and not terms else []
    notes += [Note.NO_WORD] if text.strip() and not kept else []
    return Wanted(terms, tuple(item.term for item in kept if item.excluded), tuple(dict.fromkeys(notes)))


def _loose(piece: str) -> tuple[list[_Found], bool]:
    """Return the words outside quotation marks, and whether what follows them is excluded."""
    found: list[_Found] = []
    excluded = False
    for chunk in piece.split():
        if chunk in ("-", "−", "NOT"):
            excluded = True
        elif chunk not in ("AND", "OR"):
            found += _term(chunk, exact=False, excluded=excluded or chunk[0] in "-−")
            excluded = False
    return found, excluded


def _term(text: str, *, exact: bool, excluded: bool) -> list[_Found]:
    words = words_of(text)
    return [_Found(Term(words, exact), excluded)] if words else []


def highlight(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """Cut a text into pieces, those that match a term with the kind ``hit``."""
    return mark_hits(text, _joined(_hits(text, terms)))


def snippet(text: str, terms: Sequence[Term]) -> tuple[Piece, ...]:
    """Return a text with its hits marked; of a long one, what is around the first hit."""
    if len(text) <= LONGEST_SNIPPET:
        return highlight(text, terms)
    first = next(iter(_joined(_hits(text, terms))), (0, 0))[0]
    start = max(0, min(first - LONGEST_SNIPPET // 3, len(text) - LONGEST_SNIPPET))
    end = start + LONGEST_SNIPPET
    start = _next_space(text, start, first) if start else 0
    end = text.rfind(" ", first, end) if end < len(text) and text.rfind(" ", first, end) > first else end
    pieces = highlight(text[start:end].strip(), terms)
    before, after = Piece("… " if start else ""), Piece(" …" if end < len(text) else "")
    return tuple(piece for piece in (before, *pieces, after) if piece.text)


def _next_space(text: str, start: int, limit: int) -> int:
    match = _SPACE.search(text, start, limit)
    return match.end() if match else start


def _hits(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return start and end of every place that matches a term, in order."""
    places = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
    places = [place for place in places if place[2]]
    folded = tuple(place[2] for place in places)
    return [
        (places[index][0], places[index + len(term.words) - 1][1])
        for index in range(len(places))
        for term in terms
        if _matches(folded[index : index + len(term.words)], term)
    ]


def _matches(words: tuple[str, ...], term: Term) -> bool:
    if len(words) != len(term.words) or words[:-1] != term.words[:-1]:
        return False
    return words[-1].startswith(term.words[-1]) if term.is_beginning else words[-1] == term.words[-1]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
