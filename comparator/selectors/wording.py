"""Which words two texts share, for the eye: runs of words with the kind of their difference.

Takes texts, gives ``Piece`` records; each pair is compared once and remembered, since pages show the same pairs again and again. What
counts as a difference of meaning or of style is decided by the engine's word differences, not here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from comparator.engine.worddiff import RunKind, diff_words, telling_words
from comparator.engine.wording import read_words
from comparator.selectors.records import Piece, SideView

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        pieces_a += _pieces(run.a, kind)
        pieces_b += _pieces(run.b, kind)
        if run.kind in (RunKind.EQUAL, RunKind.STYLE):
            merged += _pieces(run.a or run.b, kind)
        else:
            merged += (*_pieces(run.a, kind, "a"), *_pieces(run.b, kind, "b"))
    weights = {"a": heavy_a, "b": heavy_b}
    return Comparison(
        tuple(_weighed(piece, heavy_a) for piece in pieces_a),
        tuple(_weighed(piece, heavy_b) for piece in pieces_b),
        tuple(_weighed(piece, weights.get(piece.letter, frozenset())) for piece in merged),
    )


def _pieces(text: str, kind: str, letter: str = "") -> list[Piece]:
    """Return the run with the white space at its ends apart from it, so that no mark covers a gap between words."""
    core = text.strip()
    if not core:
        return [Piece(text)] if text else []
    start = text.index(core)
    cut = (Piece(text[:start]), Piece(core, kind, letter), Piece(text[start + len(core) :]))
    return [piece for piece in cut if piece.text]


def _heavy_words(text: str, other: str) -> frozenset[str]:
    """Return the words that change the meaning and that the other text has nowhere: a name that both give is no difference."""
    forms = {word.form for word in read_words(other)}
    return frozenset(word.text for word in telling_words(text) if word.form not in forms)


def _weighed(piece: Piece, heavy: frozenset[str]) -> Piece:
    """Cut a marked piece at its heavy words; a run that has none is marked as any other."""
    if piece.kind not in ("plain", "meaning"):
        return piece
    parts: list[Piece] = []
    at = 0
    for word in read_words(piece.text):
        if word.text in heavy:
            parts += [Piece(piece.text[at : word.start]), Piece(word.text, "heavy")]
            at = word.end
    if not parts:
        return replace(piece, kind="plain")
    parts.append(Piece(piece.text[at:]))
    return replace(piece, kind="meaning", parts=tuple(part for part in parts if part.text))
