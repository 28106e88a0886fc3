"""How near two sentences come in meaning where their words differ.

Takes profiles; gives, for all pairs of a call at once, how far words that are near each other cover both sentences, and how far the two
lead away from what the whole call is about in the same direction. It serves ``features`` and decides nothing.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from comparator.engine.alignment.vectors import cosines, vectors
from comparator.engine.alignment.words import WordKind, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from comparator.engine.alignment.profiles import Profile

    Matrix = NDArray[np.float64]

_FAR = 0.3
"""Cosine of two words that have nothing to do with each other; what lies above counts in proportion."""


def word_nearness(vocabulary: Sequence[str]) -> Matrix:
    """Return how near each stem is to each other, from 0 to 1; nothing is near a word without a vector but itself."""
    near = np.maximum((cosines(vectors(vocabulary)) - _FAR) / (1.0 - _FAR), 0.0)
    found: Matrix = np.maximum(near, np.eye(len(vocabulary)))
    return found


def gist_likeness(profiles: Sequence[Profile], parties: frozenset[str]) -> Matrix:
    """Return the cosine of the mean word vectors of each pair, less what all sentences of the call have in common; 0 at the least."""
    content = [[word.stem for word in profile.words if word.kind is WordKind.CONTENT] for profile in profiles]
    stems = sorted(set(chain.from_iterable(content)))
    column = {stem: k for k, stem in enumerate(stems)}
    weights = [weight(stem, parties) for stem in stems]
    table = np.zeros((len(profiles), len(stems)))
    for row, words in enumerate(content):
        for stem, count in Counter(words).items():
            table[row, column[stem]] = count * weights[column[stem]]
    gists = table @ vectors(stems)
    length = np.linalg.norm(gists, axis=1, keepdims=True)
    gists = np.divide(gists, length, out=np.zeros_like(gists), where=length > 0)
    found: Matrix = np.maximum(cosines(gists - gists.mean(axis=0)), 0.0)
    return found
