"""Closed classes of words that the attribution rules ask for, from ``lexicon/grammar.json``."""

from __future__ import annotations

from comparator.engine.lexicon import read_json


def words(name: str) -> frozenset[str]:
    """Return the words of one class, in lower case."""
    return frozenset(read_json("grammar")[name])
