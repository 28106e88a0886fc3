"""Which words two texts share, for the eye: runs of words with the kind of their difference.

Takes texts, gives ``Piece`` records. What a collation compared is kept with its statements (``store``, ``recall``): the first page after a
start would otherwise pay for loading the engine's word lists and for every pair; other pairs are compared once and remembered. What counts
as a difference of meaning or of style is decided by the engine's word differences, not here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from comparator.engine.judgement.worddiff import RunKind, diff_words, telling_words
from comparator.engine.judgement.wording import Word, read_words
from comparator.engine.records import Span
from comparator.selectors.records import Piece, SideView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FEW_SHARED = 0.25
"""Versions that share less of their words are marked lightly: so much would be marked that the marks would tell nothing."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts with the words marked that only one of them has."""

    a: tuple[Piece, ...]
    b: tuple[Piece, ...]
    merged: tuple[Piece, ...]
    """Both in one run; the letters are ``a``, ``b`` or empty for common words."""

    @property
    def shared(self) -> float:
        """The share of the letters of both texts that is not marked."""
        everything = sum(len(piece.text) for piece in (*self.a, *self.b))
        common = sum(len(piece.text) for piece in (*self.a, *self.b) if piece.kind in ("", "style"))
        return common / everything if everything else 1.0

    @property
    def only_a(self) -> tuple[str, ...]:
        """The runs of words that only the first text has."""
        return tuple(piece.text for piece in self.a if piece.kind in ("plain", "meaning"))

    @property
    def only_b(self) -> tuple[str, ...]:
        """The runs of words that only the second text has."""
        return tuple(piece.text for piece in self.b if piece.kind in ("plain", "meaning"))


def pair_key(a: str, b: str) -> str:
    """Return the name under which the differences of two texts are kept: it says which texts they are of."""
    return hashlib.sha256(f"{a}\0{b}".encode()).hexdigest()[:20]


def store(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return the differences of some pairs of texts as they are kept."""
    return {pair_key(a, b): [[pack(p) for p in pieces] for pieces in _lists(compare(a, b))] for a, b in pairs}


def recall(kept: Mapping[str, object], a: str, b: str) -> Comparison:
    """Return the differences of two texts: those kept if they are of these very texts, else compare them now."""
    found = kept.get(pair_key(a, b)) if isinstance(kept, dict) else None
    if not isinstance(found, list) or len(found) != 3:
        return compare(a, b)
    ours, theirs, merged = (tuple(unpack(piece) for piece in pieces) for pieces in found)
    return Comparison(ours, theirs, merged)


def _lists(comparison: Comparison) -> tuple[tuple[Piece, ...], ...]:
    return comparison.a, comparison.b, comparison.merged


def pack(piece: Piece) -> list[object]:
    """Return a piece as it is kept: ``[text, kind, letter, parts]`` without the empty ones at the end."""
    fields: list[object] = [piece.text, piece.kind, piece.letter, [pack(part) for part in piece.parts]]
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    return fields


def unpack(fields: Sequence[Any]) -> Piece:
    """Return a piece that ``pack`` made ready to keep."""
    padded = [*fields, *[""] * (4 - len(fields))]
    return Piece(padded[0], padded[1], padded[2], parts=tuple(unpack(part) for part in padded[3]))


def lighten(pieces: Iterable[Piece], words: frozenset[str]) -> tuple[Piece, ...]:
    """Return the pieces with none of these words marked heavily.

    Both versions are about the parties of the call: that one has "Mr Putin" where the other has "he" changes no meaning.
    """
    return tuple(_lightened(piece, words) if piece.parts else piece for piece in pieces)


def _lightened(piece: Piece, words: frozenset[str]) -> Piece:
    parts = tuple(
        replace(part, kind="") if part.kind and _stands_in(part.text, words) else part for part in piece.parts
    )
    if any(part.kind for part in parts):
        return replace(piece, parts=parts)
    return replace(piece, kind="plain", parts=())


def _stands_in(text: str, words: frozenset[str]) -> bool:
    found = (word.casefold().removesuffix("'s").removesuffix("’s") for word in text.replace("-", " ").split())
    return all(word in words for word in found)


def label_merged(pieces: Sequence[Piece], first: SideView, second: SideView) -> tuple[Piece, ...]:
    """Name the sides of the pieces of a merged text."""
    sides = {"a": first, "b": second}
    return tuple(_labelled(piece, sides[piece.letter]) if piece.letter else piece for piece in pieces)


def _labelled(piece: Piece, side: SideView) -> Piece:
    return replace(piece, letter=side.letter, side=side.name, code=side.code)


@lru_cache(maxsize=2048)
def compare(a: str, b: str) -> Comparison:
    """Return both texts with the words marked that the other does not have."""
    heavy_a, heavy_b = _heavy_words(a, b), _heavy_words(b, a)
    pieces_a: list[Piece] = []
    pieces_b: list[Piece] = []
    merged: list[Piece] = []
    for run in diff_words(a, b):
        kind = "" if run.kind is RunKind.EQUAL else run.kind.value
        own_a = _pieces(a, run.a_span, kind, heavy_a)
        own_b = _pieces(b, run.b_span, kind, heavy_b)
        pieces_a += own_a
        pieces_b += own_b
        if run.kind in (RunKind.EQUAL, RunKind.STYLE):
            merged += own_a or own_b
        else:
            merged += [replace(piece, letter="a") if piece.kind else piece for piece in own_a]
            merged += [replace(piece, letter="b") if piece.kind else piece for piece in own_b]
    return Comparison(tuple(pieces_a), tuple(pieces_b), tuple(merged))


def revise(before: str, after: str) -> tuple[Piece, ...]:
    """Return a wording with what changed from an earlier one: what went has the letter ``a``, what came ``b``.

    Words that differ in style alone are given as the later wording has them.
    """
    pieces: list[Piece] = []
    for run in diff_words(before, after):
        if run.kind in (RunKind.EQUAL, RunKind.STYLE):
            pieces += _pieces(after, run.b_span, "", ())
        else:
            for letter, text, span in (("a", before, run.a_span), ("b", after, run.b_span)):
                found = _pieces(text, span, "plain", ())
                pieces += [replace(piece, letter=letter) if piece.kind else piece for piece in found]
    runs = groupby(pieces, key=lambda piece: (piece.kind, piece.letter))
    return tuple(Piece("".join(piece.text for piece in run), kind, letter) for (kind, letter), run in runs)


def _heavy_words(text: str, other: str) -> tuple[Word, ...]:
    """Return the words that change the meaning and that the other text has nowhere: a name that both give is no difference."""
    forms = {word.form for word in read_words(other)}
    return tuple(word for word in telling_words(text) if word.form not in forms)


def _pieces(text: str, span: Span, kind: str, heavy: Sequence[Word]) -> list[Piece]:
    """Return a run of the text, with the white space at its ends apart from it, so that no mark covers a gap between words."""
    run = text[span.start : span.end]
    core = run.strip()
    if not core:
        return [Piece(run)] if run else []
    start = span.start + run.index(core)
    end = start + len(core)
    cut = (Piece(text[span.start : start]), _mark(text, Span(start, end), kind, heavy), Piece(text[end : span.end]))
    return [piece for piece in cut if piece.text]


def _mark(text: str, span: Span, kind: str, heavy: Sequence[Word]) -> Piece:
    """Return the marked run, cut at its heavy words; a run that has none is marked as any other."""
    run = text[span.start : span.end]
    if kind not in ("plain", "meaning"):
        return Piece(run, kind)
    parts: list[Piece] = []
    at = span.start
    for word in heavy:
        if span.start <= word.start and word.end <= span.end:
            parts += [Piece(text[at : word.start]), Piece(text[word.start : word.end], "heavy")]
            at = word.end
    if not parts:
        return Piece(run, "plain")
    parts.append(Piece(text[at : span.end]))
    return Piece(run, "meaning", parts=tuple(part for part in parts if part.text))
