"""What a file, an archive or a table holds, as documents that could be stored.

Takes the items that the intake gives; gives for each an unsaved document, or the reason why it can't be stored. It writes nothing: an
outlet that is not there yet is an unsaved row too, and is made with the first document of it (``storing``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comparator.engine.records import Kind
from comparator.intake import Facts
from comparator.models import Call, Document, Outlet, Side
from comparator.services.documents import date_not_ahead, one_line, sha256_of, validate_published
from comparator.services.outlets import outlet_key, outlets_named
from comparator.services.publicids import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.contrib.auth.models import User

    from comparator.engine.register import Register
    from comparator.intake import Item

_OFFICIAL = frozenset({Kind.READOUT.value, Kind.STATEMENT.value})
"""Kinds of documents whose outlet, where it is new, is a body of a government."""
_NOT_STATED = {"outlet", "public_id", "added_by"}
"""Fields that no item gives."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that could be stored."""

    place: str
    """Where it comes from, for people."""
    document: Document
    """Not saved; its outlet and the outlet's side may not be saved either."""
    call: str = ""
    """Slug of the call that it is said to be about."""
    notes: tuple[str, ...] = ()
    """What to look at, in whole sentences."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An item that can't be stored."""

    place: str
    reason: str
    """What is wrong and what to do, beginning with the place."""


@dataclass(slots=True)
class Candidates:
    """Makes candidates of items; remembers the outlets and calls that they name."""

    register: Register
    """By which an official outlet's side is told from its name where nothing else says it."""
    defaults: Facts = field(default_factory=Facts)
    """What holds for an item that does not state it; it goes before what was found in the item's text."""
    added_by: User | None = None
    _outlets: dict[str, Outlet] = field(default_factory=dict)
    _calls: dict[str, bool] = field(default_factory=dict)

    def make(self, items: Iterable[Item]) -> list[Candidate | Refusal]:
        """Return a candidate or a refusal for each item; at most three queries for outlets and one for calls."""
        given = [(item, self._facts(item)) for item in items]
        self._load([facts for _, facts in given])
        return [self._candidate(item, facts) for item, facts in given]

    def _facts(self, item: Item) -> Facts:
        stated = item.stated.over(self.defaults)
        return stated.over(item.text.facts) if item.text else stated

    def _load(self, facts: Sequence[Facts]) -> None:
        """Look up what is named and not known yet; an outlet that was not stored at the last look may be now."""
        known = {key for key, outlet in self._outlets.items() if outlet.pk}
        names = {each.outlet for each in facts if each.outlet and outlet_key(each.outlet) not in known}
        if names:
            self._outlets |= outlets_named(names=names)
        slugs = {each.call for each in facts if each.call} - set(self._calls)
        if slugs:
            stored = set(Call.objects.filter(slug__in=slugs).values_list("slug", flat=True))
            self._calls |= {slug: slug in stored for slug in slugs}

    def _candidate(self, item: Item, facts: Facts) -> Candidate | Refusal:
        if item.text is None:
            return Refusal(item.place, item.error)
        try:
            outlet = self._outlet(facts)
            if facts.call and not self._calls[facts.call]:
                raise ValidationError(
                    _("No call is known as “%(call)s”. The address of a call’s page ends in its name.")
                    % {"call": facts.call}
                )
            document = _document(item.text.text, facts, dated=facts.published == item.stated.published)
        except ValidationError as error:
            return Refusal(item.place, f"{item.place}: {_in_words(error)}")
        document.outlet, document.added_by = outlet, self.added_by
        return Candidate(item.place, document, facts.call, item.text.notes)

    def _outlet(self, facts: Facts) -> Outlet:
        if not facts.outlet:
            raise ValidationError(
                _("It does not say who published it. Name the outlet in a column “outlet”, or for all at once.")
            )
        key = outlet_key(facts.outlet)
        if key not in self._outlets:
            outlet = Outlet(name=facts.outlet, official=facts.kind in _OFFICIAL)
            outlet.clean_fields()
            code = facts.side or self._side_named(outlet)
            if code:
                outlet.side = Side(code=code)
                outlet.side.clean_fields(exclude={"name", "adjective"})
            self._outlets[key] = outlet
        return self._outlets[key]

    def _side_named(self, outlet: Outlet) -> str:
        """Return the code of the only side that the name of an official outlet names, or nothing."""
        named = {mention.side for mention in self.register.mentions(outlet.name)} if outlet.official else set()
        return named.pop() if len(named) == 1 else ""


def _document(text: str, facts: Facts, *, dated: bool) -> Document:
    """Return a document but for its outlet; a day that was only found in the text is left out if it can't be."""
    document = Document(
        raw_text=text,
        sha256=sha256_of(text),
        public_id=encode(text),
        kind=facts.kind or Kind.ARTICLE.value,
        url=facts.url,
        title=one_line(facts.title),
        published=facts.published if dated else date_not_ahead(facts.published),
        language=facts.language or "en",
    )
    document.clean_fields(exclude=_NOT_STATED)
    validate_published(document.published)
    return document


def _in_words(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
