"""How near words come in meaning, by packaged word vectors.

Takes stems; gives their vectors (``lexicon/word_vectors.json``), none for a side's token, a number or an unknown word. Words that turn up
around the same words are near each other ("captives", "prisoners"); so are opposites, so nearness says what is spoken of, not what is
said of it.
"""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_DIGITS = 6
_TINY = 1e-9


@cache
def _table() -> tuple[Mapping[str, int], NDArray[np.int8]]:
    data = read_json("word_vectors")
    stems = data["stems"].split()
    packed = np.frombuffer(base64.b64decode(data["vectors"]), dtype=np.int8)
    return {stem: row for row, stem in enumerate(stems)}, packed.reshape(len(stems), data["dimensions"])


def vectors(stems: Sequence[str]) -> Matrix:
    """Return the vector of each stem, one row each; a row of zeros where there is none."""
    rows, packed = _table()
    found = np.zeros((len(stems), packed.shape[1]))
    known = [k for k, stem in enumerate(stems) if stem in rows]
    found[known] = packed[[rows[stems[k]] for k in known]]
    return found


def cosines(table: Matrix) -> Matrix:
    """Return the cosine of each two rows; 0 where one is all zeros. The last digits, which differ between machines, are cut off."""
    unit = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), _TINY)
    found: Matrix = np.round(unit @ unit.T, _DIGITS)
    return found
