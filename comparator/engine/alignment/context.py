"""What the other sentences of a call say about a pair.

Takes who gives each sentence and where, and how likely each pair is by itself; gives features of the pair among the others: one account
restates another account's sentence once rather than twice, what two sentences share with a third they share with each other, and what
one account says of a matter the other answers whoever repeats it. It decides nothing: ``model`` weighs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from comparator.engine.records import Sentence

    Matrix = NDArray[np.float64]

_LEAST = 0.05
"""Likelihood below which a pair leads nowhere; it keeps the work to the few pairs that do."""

_TINY = 1e-9


def layout_features(sentences: Sequence[Sentence], parties: frozenset[str]) -> dict[str, Matrix]:
    """Return for each pair whose voices and which documents they are of, as 0 or 1.

    ``one_voice``: one side asserts both; ``two_sides``: two sides do; ``retold``: a side asserts one and no side the other;
    ``one_document``: both stand in one document; ``repeated``: one side asserts both there. ``apart`` is no such figure: of two documents,
    how far one sentence is on in its own beside the other in its, from 0 (the same share of each is behind) to 1.
    """
    voices = np.array([s.voice if s.voice in parties else "" for s in sentences])
    documents = np.array([s.document for s in sentences])
    given = voices != ""
    both = given[:, None] & given[None, :]
    alike = both & (voices[:, None] == voices[None, :])
    here = documents[:, None] == documents[None, :]
    share = _shares(documents)
    found = {
        "apart": np.where(here, 0.0, np.abs(share[:, None] - share[None, :])),
        "one_voice": alike,
        "two_sides": both & ~alike,
        "retold": given[:, None] != given[None, :],
        "one_document": here,
        "repeated": alike & here,
    }
    return {name: values.astype(float) for name, values in found.items()}


def _shares(documents: NDArray[np.str_]) -> Matrix:
    """Return which share of its document is behind each sentence, from 0 at its first to 1 at its last."""
    share = np.zeros(len(documents))
    for document in np.unique(documents):
        places = np.flatnonzero(documents == document)
        share[places] = np.arange(len(places)) / max(1, len(places) - 1)
    return share


def context_features(
    sentences: Sequence[Sentence], layout: Mapping[str, Matrix], claim: Matrix, topic: Matrix
) -> tuple[dict[str, Matrix], dict[str, Matrix]]:
    """Return the features in context of shared claims and of common items, given how likely each pair is by itself.

    ``rival_low`` and ``rival_high``: how near the pair comes to the best that either sentence has in the account of the other (the
    sentences of one voice in one document); ``through``: how likely the best way from one to the other over what restates them is.
    """
    apart = 1.0 - np.eye(len(claim))
    claim, topic = claim * apart, topic * layout["two_sides"]
    accounts = [(s.document, str(s.voice)) for s in sentences]
    restated = np.maximum(claim * layout["one_voice"], np.eye(len(claim)))
    answered = _best_ways(_best_ways(restated, topic), restated)
    return (
        {**_rivals(claim, accounts), "through": _best_ways(claim, claim)},
        {**_rivals(topic, accounts), "through": answered},
    )


def _rivals(likely: Matrix, accounts: Sequence[tuple[str, str]]) -> dict[str, Matrix]:
    order = {account: k for k, account in enumerate(sorted(set(accounts)))}
    column = np.array([order[account] for account in accounts])
    best = np.stack([likely[:, column == k].max(axis=1) for k in range(len(order))], axis=1)
    share = likely / np.maximum(best[:, column], _TINY)
    return {"rival_low": np.minimum(share, share.T), "rival_high": np.maximum(share, share.T)}


def _best_ways(first: Matrix, second: Matrix) -> Matrix:
    """Return for each pair the likelihood of the best way over one sentence: the largest product."""
    best = np.zeros_like(first)
    leads, onward = first >= _LEAST, np.where(second >= _LEAST, second, 0.0)
    for row in np.flatnonzero(leads.any(axis=1)):
        over = np.flatnonzero(leads[row])
        best[row] = (first[row, over, None] * onward[over]).max(axis=0)
    return best
