"""What an article has named so far, for the words that point back.

Takes the reports of sentences in reading order; resolves "it", "he", "his spokesman", "the statement", "the aide", "the
same source" and "the prime minister" to the source that was named last and fits: by its noun, then by its kind. It
knows nothing of later sentences.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from comparator.engine.attribution.sourcekinds import Source, SourceKind

if TYPE_CHECKING:
    from comparator.engine.attribution.callers import Callers
    from comparator.engine.attribution.reports import Report

_POSSESSIVE = re.compile(r"(\w+)['’]s\b")
_SAME = re.compile(r"^\W*the (?:same|latter)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"^\W*(?:the|this|that|these|those)\b", re.IGNORECASE)
_FULL_NAME = re.compile(r"(?P<first>[^\W\d_a-z][\w’'-]+) (?:[^\W\d_a-z][\w’'.-]* )?(?P<last>[^\W\d_a-z][\w’'-]+)$")
_NAMED = re.compile(r"[^\W\d_][\w’'-]*")
_INSTITUTIONS = (SourceKind.DOCUMENT, SourceKind.BODY, SourceKind.COUNTRY, SourceKind.PRESS)
_PERSONS = (SourceKind.OFFICIAL, SourceKind.HEAD)
_DESCRIBED = (SourceKind.BODY, SourceKind.OFFICIAL, SourceKind.OTHER)
_DESCRIBING = (*_DESCRIBED, SourceKind.PRESS)
"""Kinds that "the" and a noun may point back with: "the broadcaster" may be one that speaks for its state."""
_AN_ACCOUNT = 2
"""Sources of one side in a row from which the report is telling its account."""
_NEW_NAME = 2
"""Words with a capital from which a phrase without an article names somebody new."""


class Memory:
    """The sources that a report named last, by kind and by noun."""

    def __init__(self, home: str | None, callers: Callers) -> None:
        self._home = home
        """The outlet's own side, if it takes part in the calls: whose statement "a statement" is."""
        self._titles = callers.titles
        self._shared_titles = callers.shared_titles
        self.institution: Source | None = None
        self.person: Source | None = None
        self.leader: Source | None = None
        self.last: Source | None = None
        self.public: str | None = None
        """The side whose leader's words to the public the sentence before carried."""
        self._told = 0
        """Sources in a row of the side that was named last."""
        self._official: Source | None = None
        self._surnames: dict[str, Source] = {}
        self._described: dict[str, Source] = {}
        """Noun → the source that it was said of last."""

    def see(self, report: Report) -> None:
        """Remember whom a sentence named."""
        source, topic = report.source, report.topic
        if source.kind in _INSTITUTIONS and (report.side or source.side or source.kind is SourceKind.PRESS):
            self.institution = source
        elif topic is not None and topic.kind in (SourceKind.DOCUMENT, SourceKind.BODY) and topic.side:
            self.institution = topic
        if source.kind in _PERSONS or (source.kind is SourceKind.OTHER and report.named):
            self._see_person(source)
        elif topic is not None and topic.kind in _PERSONS:
            self._see_person(self.resolve(topic))
        if topic is not None and topic.kind is SourceKind.HEAD and topic.side:
            self.leader = topic
        if report.side is not None or report.named:
            self._see_source(report)

    def _see_source(self, report: Report) -> None:
        """Remember the source of a sentence that names one."""
        source = report.source
        self._told = self._told + 1 if self.last is not None and self.last.side == source.side else 1
        self.last = source
        if source.kind is not SourceKind.HEAD or self.public != report.side or report.is_open:
            self.public = report.side if report.is_open else None
        if report.is_open and report.side != (self.institution.side if self.institution else None):
            # "Niinisto said in a statement. … it added": the statement is his.
            self.institution = replace(source, kind=SourceKind.DOCUMENT, head="")
        if report.relayer is not None:
            self.institution = report.relayer
        for named in (source, report.relayer):
            if named is not None and named.head and named.kind in _DESCRIBED:
                self._described[named.head] = named

    def _see_person(self, person: Source) -> None:
        if not _is_plural(person):
            self.person = person
        if person.kind is SourceKind.OFFICIAL:
            self._official = person
        if person.kind is SourceKind.HEAD and person.side:
            self.leader = person
        for part in person.text.split(","):
            name = _FULL_NAME.search(part)
            if name is not None:
                # Family names stand last in most languages and first in some.
                self._surnames[name["last"]] = person
                self._surnames.setdefault(name["first"], person)

    def resolve(self, source: Source, owner: str | None = None) -> Source:
        """Return the source with the side that what was said before gives it; ``owner`` is whom "his" and "its" point to."""
        if source.side is not None:
            return source
        if source.kind is SourceKind.PRONOUN:
            return self._pronoun(source)
        if owner is not None or source.possessor:
            return replace(source, side=owner or self._possessor(source.possessor))
        if _SAME.match(source.text) and self.last is not None:
            return replace(self.last, text=source.text)
        described = self._by_noun(source)
        if described is not None:
            return described
        if source.kind in (SourceKind.DOCUMENT, SourceKind.BODY):
            return self._institution(source)
        if source.kind is SourceKind.OFFICIAL:
            return self._by_office(source)
        if source.kind is SourceKind.HEAD:
            return self._head(source)
        known = self._surnames.get(source.text.partition(",")[0].removeprefix("Mr ").removeprefix("Ms "))
        return source if known is None else replace(known, text=source.text)

    def _pronoun(self, source: Source) -> Source:
        named = {"it": self.institution, "they": self.last, "them": self.last}.get(source.head, self.person)
        return replace(named, text=source.text) if named is not None else replace(source, kind=SourceKind.NONE)

    def _possessor(self, word: str) -> str | None:
        """Return the side that "his", "its" or "their" points to when nobody in the sentence is meant."""
        personal = self.leader or self.person
        known = personal if word in ("his", "her") else self.institution if word == "its" else self.last
        return known.side if known is not None else self._home

    def _by_noun(self, source: Source) -> Source | None:
        """Return the source that the same noun named before, for a description with "the"."""
        known = self._described.get(source.head) if _DEFINITE.match(source.text) else None
        if known is None or source.kind not in _DESCRIBING or _POSSESSIVE.search(source.text):
            return None
        return replace(known, text=source.text)

    def _institution(self, source: Source) -> Source:
        known = self.institution.side if self.institution else None
        home_first = source.indefinite or source.shared or (source.kind is SourceKind.BODY and _in_full(source))
        return replace(source, side=(self._home or known) if home_first else (known or self._home))

    def _by_office(self, source: Source) -> Source:
        if source.indefinite or _is_plural(source):
            return replace(source, side=self._home)
        titled = next(
            (self._titles[word] for word in _POSSESSIVE.findall(source.text.lower()) if word in self._titles), None
        )
        if titled is not None:
            return replace(source, side=titled)
        told = self.last.side if self.last else None
        if _is_new(source):
            # Whose account is being told beats the outlet's home: it is their ministry that goes on.
            return replace(source, side=told if self._told >= _AN_ACCOUNT else self._home or told)
        if self._official is not None:
            return replace(source, side=self._official.side)
        known = self.institution.side if self.institution else None
        return replace(source, side=known or self._home)

    def _head(self, source: Source) -> Source:
        side = self._titles.get(source.head)
        if side is None and not _is_plural(source) and not _is_new(source):
            side = self.leader.side if self.leader else None
            if source.head in self._shared_titles and self._home is not None:
                side = self._home
        return replace(source, side=side)


def _is_new(source: Source) -> bool:
    """Tell whether a phrase names somebody in full, without "the"."""
    return not _DEFINITE.match(source.text) and _in_full(source)


def _in_full(source: Source) -> bool:
    """Tell whether a phrase is a name of two words or more: "the Department for Business and Trade"."""
    words: list[str] = _NAMED.findall(_DEFINITE.sub("", source.text))
    return sum(word[0].isupper() for word in words) >= _NEW_NAME


def _is_plural(source: Source) -> bool:
    return source.head.endswith("s")
