"""Which words two texts share, for the eye: runs of words with the kind of their difference.

Takes texts, gives ``Piece`` records; each pair is compared once and remembered, since pages show the same pairs again and again. What
counts as a difference of meaning or of style is decided by the engine's word differences, not here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from comparator.selectors.records import Piece, SideView

MAX_WORDS = 400
"""Longer texts are shown unmarked: beyond it marks are a carpet, and the comparison grows with the product of the lengths."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts with the words marked that only one of them has."""

    a: tuple[Piece, ...]
    b: tuple[Piece, ...]
    merged: tuple[Piece, ...]
    """Both in one run; the letters are ``a``, ``b`` or empty for common words."""

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
    return tuple(
        Piece(piece.text, piece.kind, sides[piece.letter].letter, sides[piece.letter].name) if piece.letter else piece
        for piece in pieces
    )


@lru_cache(maxsize=8192)
def compare(a: str, b: str) -> Comparison:
    """Return both texts with the words marked that the other does not have."""
    if max(a.count(" "), b.count(" ")) > MAX_WORDS:
        return Comparison((Piece(a),), (Piece(b),), (Piece(a, "plain", "a"), Piece(b, "plain", "b")))
    pieces_a: list[Piece] = []
    pieces_b: list[Piece] = []
    merged: list[Piece] = []
    for run in _runs(a, b):
        text_a, text_b = a[run.a_start : run.a_end], b[run.b_start : run.b_end]
        if text_a:
            pieces_a.append(Piece(text_a, run.kind))
        if text_b:
            pieces_b.append(Piece(text_b, run.kind))
        if run.kind in ("", "style"):
            merged.append(Piece(text_a or text_b, run.kind))
        else:
            merged.extend(Piece(t, run.kind, letter) for t, letter in ((text_a, "a"), (text_b, "b")) if t)
    return Comparison(tuple(pieces_a), tuple(pieces_b), tuple(merged))


@dataclass(frozen=True, slots=True)
class _Run:
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    kind: str


_TOKEN = re.compile(r"\w+(?:[’'.-]\w+)*|[^\w\s]")


def _runs(a: str, b: str) -> list[_Run]:
    """Cut both texts at the same places, white space included, so that the runs of each text join to that text."""
    tokens_a, tokens_b = list(_TOKEN.finditer(a)), list(_TOKEN.finditer(b))
    forms_a = [_form(token.group()) for token in tokens_a]
    forms_b = [_form(token.group()) for token in tokens_b]
    runs: list[_Run] = []
    at_a = at_b = 0
    for code in Indel.opcodes(forms_a, forms_b):
        end_a = tokens_a[code.src_end].start() if code.src_end < len(tokens_a) else len(a)
        end_b = tokens_b[code.dest_end].start() if code.dest_end < len(tokens_b) else len(b)
        kind = "" if code.tag == "equal" else _kind(a[at_a:end_a] + b[at_b:end_b])
        if runs and kind and runs[-1].kind:
            last = runs.pop()
            stronger = "plain" if "plain" in (kind, last.kind) else "style"
            runs.append(_Run(last.a_start, end_a, last.b_start, end_b, stronger))
        else:
            runs.append(_Run(at_a, end_a, at_b, end_b, kind))
        at_a, at_b = end_a, end_b
    return runs


def _form(token: str) -> str:
    return token.casefold().replace("’", "'").replace("“", '"').replace("”", '"')


def _kind(text: str) -> str:
    return "plain" if any(character.isalnum() for character in text) else "style"
