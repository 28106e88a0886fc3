"""What an article has named so far, for the words that point back.

Takes the reports of sentences in reading order; resolves "it", "he", "they", "the statement", "the ministry" and "the
prime minister" to the source that was named last and fits. It knows nothing of later sentences.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from comparator.engine.sources import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from comparator.engine.reports import Report

_POSSESSIVE = re.compile(r"(\w+)['’]s\b")
_INSTITUTIONS = (SourceKind.DOCUMENT, SourceKind.BODY, SourceKind.COUNTRY, SourceKind.PRESS)
_PERSONS = (SourceKind.OFFICIAL, SourceKind.HEAD)


class Memory:
    """The sources that a report named last, by kind."""

    def __init__(self, home: str | None, titles: Mapping[str, str]) -> None:
        self._home = home
        """The outlet's own side, if it takes part in the calls: whose statement "a statement" is."""
        self._titles = titles
        self.institution: Source | None = None
        self.person: Source | None = None
        self.last: Source | None = None
        self._surnames: dict[str, Source] = {}

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
            self._see_person(topic)
        if report.side is not None or report.named:
            self.last = source

    def _see_person(self, person: Source) -> None:
        if not _is_plural(person):
            self.person = person
        words = person.text.split()
        if len(words) > 1 and words[-1][0].isupper():
            self._surnames[words[-1]] = person

    def resolve(self, source: Source) -> Source:
        """Return the source with the side that what was said before gives it."""
        if source.side is not None:
            return source
        if source.kind is SourceKind.PRONOUN:
            return self._pronoun(source)
        if source.kind in (SourceKind.DOCUMENT, SourceKind.BODY):
            return self._institution(source)
        if source.kind is SourceKind.OFFICIAL:
            return self._official(source)
        if source.kind is SourceKind.HEAD:
            return self._head(source)
        known = self._surnames.get(source.text.removeprefix("Mr ").removeprefix("Ms "))
        return source if known is None else replace(known, text=source.text)

    def _pronoun(self, source: Source) -> Source:
        named = {"it": self.institution, "they": self.last}.get(source.head, self.person)
        return replace(named, text=source.text) if named is not None else replace(source, kind=SourceKind.NONE)

    def _institution(self, source: Source) -> Source:
        known = self.institution.side if self.institution else None
        return replace(source, side=(self._home or known) if source.indefinite else (known or self._home))

    def _official(self, source: Source) -> Source:
        if source.indefinite or _is_plural(source):
            return replace(source, side=self._home)
        titled = next(
            (self._titles[word] for word in _POSSESSIVE.findall(source.text.lower()) if word in self._titles), None
        )
        if titled is not None:
            return replace(source, side=titled)
        if self.person is not None and self.person.kind is SourceKind.OFFICIAL:
            return replace(source, side=self.person.side)
        known = self.institution.side if self.institution else None
        return replace(source, side=known or self._home)

    def _head(self, source: Source) -> Source:
        side = self._titles.get(source.head)
        if side is None and self.person is not None and self.person.kind is SourceKind.HEAD and not _is_plural(source):
            side = self.person.side
        return replace(source, side=side)


def _is_plural(source: Source) -> bool:
    return source.head.endswith("s")
