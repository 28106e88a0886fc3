"""The words by which sides name one thing differently: "operation", "war", "conflict"; "Kyiv", "Kiev".

Takes a text and gives every place of it where a term of a group stands. Which terms name one thing is data
(``lexicon/loaded_terms.json``, ``lexicon/terms.json``). It counts words and judges none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One way to name a thing, in all its spellings."""

    slug: str
    spellings: tuple[str, ...]

    @property
    def name(self) -> str:
        """The spelling that stands for all."""
        return self.spellings[0]


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms for one thing."""

    slug: str
    thing: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class TermHit:
    """A place where a term stands."""

    thing: str
    """Slug of the group."""
    term: str
    """Slug of the term."""
    span: Span


@cache
def term_groups() -> tuple[TermGroup, ...]:
    """Return all groups: words first, then names, in the order of the data files."""
    return tuple(
        TermGroup(
            slug=_slug(group["thing"]),
            thing=group["thing"],
            terms=tuple(Term(_slug(spellings[0]), tuple(spellings)) for spellings in group["terms"]),
        )
        for group in (*read_json("loaded_terms")["groups"], *read_json("terms")["names"])
    )


def find_terms(text: str) -> tuple[TermHit, ...]:
    """Return the terms of a text in order, the longest where several begin at one place.

    A term inside a set phrase that means something else ("world war") is none. The text has its white space folded.

    >>> [(hit.thing, hit.term) for hit in find_terms("The war crimes of the Second World War, said Kiev.")]
    [('harm-to-civilians', 'war-crimes'), ('kyiv-or-kiev', 'kiev')]
    """
    known = _by_spelling()
    return tuple(
        TermHit(thing, term, Span(*match.span()))
        for match in _pattern().finditer(text)
        for thing, term in known.get(match.group().casefold(), ())
    )


@cache
def _by_spelling() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return spelling → slugs of the group and the term."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for group in term_groups():
        for term in group.terms:
            for spelling in term.spellings:
                found[spelling.casefold()].append((group.slug, term.slug))
    return {spelling: tuple(terms) for spelling, terms in found.items()}


@cache
def _pattern() -> re.Pattern[str]:
    phrases = {*_by_spelling(), *(phrase.casefold() for phrase in read_json("terms")["set_phrases"])}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in longest_first)})\b", re.IGNORECASE)


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return _NOT_IN_A_SLUG.sub("-", plain).strip("-")
