"""The nouns that head the names of sources, by class.

Gives the classes of ``lexicon/institutions.json`` as sets and, for international bodies, as one pattern. It reads no
text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SourceNouns:
    """Words of one class each, in lower case; the data file says what the classes are."""

    documents: frozenset[str]
    bodies: frozenset[str]
    roles: frozenset[str]
    heads: frozenset[str]
    press: frozenset[str]
    local: frozenset[str]
    persons: frozenset[str]
    state: frozenset[str]
    veiled: frozenset[str]
    unofficial: frozenset[str]
    private: frozenset[str]
    shared: tuple[str, ...]
    media: Mapping[str, str]
    """Media of a state → its side."""
    organisations: re.Pattern[str]


@cache
def source_nouns() -> SourceNouns:
    """Return the packaged nouns."""
    raw = read_json("institutions")
    groups = {name: frozenset(raw[name]) for name in ("documents", "bodies", "roles", "heads", "press")}
    groups |= {
        "local": frozenset(raw["local_roles"]),
        "persons": frozenset(raw["persons"]),
        "state": frozenset(raw["state_press"]),
        "veiled": frozenset(raw["veiled"]),
        "unofficial": frozenset(raw["unofficial"]),
        "private": frozenset(raw["private_houses"]),
    }
    organisations = re.compile(rf"\b{any_of(raw['organisations'])}\b", re.IGNORECASE)
    return SourceNouns(
        **groups, shared=tuple(raw["shared_bodies"]), media=raw["state_media"], organisations=organisations
    )
