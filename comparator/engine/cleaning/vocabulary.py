"""The words by which furniture is known, in the shapes that the rules ask for.

Takes the lists of ``lexicon/furniture.json`` and gives each as a set or as one pattern, made once. It judges nothing.
"""

from __future__ import annotations

import re
from functools import cache

from comparator.engine.lexicon import read_json
from comparator.engine.patterns import any_of


@cache
def words_of(key: str) -> frozenset[str]:
    """Return a list of the lexicon as a set."""
    return frozenset(read_json("furniture")[key])


@cache
def listed(key: str) -> str:
    """Return a list of the lexicon as alternatives of a regular expression."""
    return any_of(words_of(key))


@cache
def alternation(key: str) -> re.Pattern[str]:
    """Return the pattern of any entry of a list, as whole words."""
    return re.compile(rf"(?<!\w){listed(key)}(?!\w)")
