"""What the statements of a call are narrowed to, as the address says it.

One record serves the page, its counts, the report and the links between them, so that they can't differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from comparator.engine.records import Verdict
from comparator.models import Document, Statement, StatementMember
from comparator.selectors.records import verdict_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.selectors.records import SideView

MAX_QUERY_LENGTH = 200
"""Longer text in a search box is cut: nobody types it, and every word costs a comparison with every sentence."""
MAX_WORDS = 8
"""Words that a list is narrowed by; of more, the first. On PostgreSQL a list of four calls takes 0.1 s with 8 words, 1.5 s with 12 and over
a minute with 100."""


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter, in words, with the parameter that takes it away."""

    parameter: str
    label: str


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """The parameters ``verdict``, ``side``, ``outlet`` and ``q``; empty means no such filter."""

    verdict: str = ""
    side: str = ""
    outlet: str = ""
    q: str = ""

    @classmethod
    def parse(cls, parameters: Mapping[str, str]) -> StatementFilter:
        """Read the parameters of an address; an unknown verdict is no filter."""
        verdict = parameters.get("verdict", "")
        return cls(
            verdict=verdict if verdict in {known.value for known in Verdict} else "",
            side=clean_query(parameters.get("side", ""))[:2].upper(),
            outlet=clean_query(parameters.get("outlet", "")),
            q=clean_words(parameters.get("q", "")),
        )

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.verdict or self.side or self.outlet or self.q)

    def apply(self, statements: QuerySet[Statement]) -> QuerySet[Statement]:
        """Narrow the statements."""
        if self.verdict:
            statements = statements.filter(verdict=self.verdict)
        if self.side and self.verdict == Verdict.ONE_SIDED.value:
            statements = statements.filter(only_side=self.side)
        elif self.side:
            statements = statements.filter(_has_member(version=self.side))
        if self.outlet:
            statements = statements.filter(_has_member(sentence__document__outlet__name=self.outlet))
        for word in self.q.split():
            statements = statements.filter(Q(label__icontains=word) | _has_member(sentence__text__icontains=word))
        return statements

    def chips(self, sides: Sequence[SideView]) -> tuple[Chip, ...]:
        """Return the active filters in words."""
        names = {side.code: side.name for side in sides}
        found = (
            ("verdict", verdict_label(self.verdict) if self.verdict else ""),
            ("side", self.side and _("Told by %(side)s") % {"side": names.get(self.side, self.side)}),
            ("outlet", self.outlet and _("In %(outlet)s") % {"outlet": self.outlet}),
            ("q", self.q and _("Text “%(text)s”") % {"text": self.q}),
        )
        return tuple(Chip(parameter, label) for parameter, label in found if label)


def clean_query(text: str) -> str:
    """Return what a person typed without control characters (PostgreSQL refuses NUL) and not too long."""
    return "".join(" " if ord(character) < 32 else character for character in text[:MAX_QUERY_LENGTH]).strip()


def clean_words(text: str) -> str:
    """Return the words of what a person typed that a list is narrowed by."""
    return " ".join(clean_query(text).split()[:MAX_WORDS])


def _has_member(**conditions: str) -> Exists:
    return Exists(
        StatementMember.objects.filter(
            statement=OuterRef("pk"), sentence__document__status=Document.Status.PUBLISHED, **conditions
        )
    )
