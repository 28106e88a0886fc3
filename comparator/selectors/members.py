"""Sentences in their documents: those that statements consist of, and any others, as records for the pages."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from comparator.engine.records import Role
from comparator.models import Document, Sentence, Statement, StatementMember
from comparator.selectors.records import Occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence


class Member(NamedTuple):
    """A sentence in a statement."""

    version: str
    """Code of the side whose account it carries, or empty."""
    text: str
    place: Occurrence


def members_of(statements: Sequence[Statement]) -> dict[int, list[Member]]:
    """Return what each statement consists of, in published documents; one query, of columns and not of objects, which cost much more."""
    sentence, document = "sentence__", "sentence__document__"
    rows = (
        StatementMember.objects.filter(statement__in=[statement.pk for statement in statements])
        .order_by("position", "pk")
        .values_list(
            *("statement_id", "version", "sentence_id", f"{sentence}misdated__slug", f"{sentence}misdated__date"),
            *(f"{sentence}{name}" for name in ("text", "index", "start", "end", "source", "cue", "quoted", "role")),
            *(f"{sentence}{name}" for name in ("voice", "why")),
            *(f"{document}{name}" for name in ("status", "public_id", "published", "sha256", "url", "language")),
            *(f"{document}outlet__{name}" for name in ("name", "official")),
            named=True,
        )
    )
    members: defaultdict[int, list[Member]] = defaultdict(list)
    for row in rows:
        # SQLite asked for published documents alone reads all of them first: a hundred times the time.
        if row.sentence__document__status == Document.Status.PUBLISHED:
            members[row.statement_id].append(Member(row.version, row.sentence__text, _place(row)))
    return members


def _place(row: Any) -> Occurrence:  # noqa: ANN401 (a named tuple that Django makes)
    return Occurrence(
        sentence=row.sentence_id,
        document=row.sentence__document__public_id,
        outlet=row.sentence__document__outlet__name,
        official=row.sentence__document__outlet__official,
        published=row.sentence__document__published,
        number=row.sentence__index,
        start=row.sentence__start,
        end=row.sentence__end,
        source=row.sentence__source,
        cue=row.sentence__cue,
        quoted=row.sentence__quoted,
        headline=row.sentence__role == Role.HEADLINE.value,
        own_voice=bool(row.version) and row.sentence__voice == row.version,
        why=row.sentence__why.get("voice", ""),
        misdated_slug=row.sentence__misdated__slug or "",
        misdated_date=row.sentence__misdated__date,
        misdated_why=row.sentence__why.get("misdated", ""),
        sha256=row.sentence__document__sha256,
        url=row.sentence__document__url,
        language=row.sentence__document__language,
    )


def occurrence(sentence: Sentence, version: str = "") -> Occurrence:
    """Return the record of a sentence whose document, outlet and misdating are loaded."""
    document = sentence.document
    return Occurrence(
        sentence=sentence.pk,
        document=document.public_id,
        outlet=document.outlet.name,
        official=document.outlet.official,
        published=document.published,
        number=sentence.index,
        start=sentence.start,
        end=sentence.end,
        source=sentence.source,
        cue=sentence.cue,
        quoted=sentence.quoted,
        headline=sentence.role == Role.HEADLINE.value,
        own_voice=bool(version) and sentence.voice == version,
        why=sentence.why.get("voice", ""),
        misdated_slug=sentence.misdated.slug if sentence.misdated else "",
        misdated_date=sentence.misdated.date if sentence.misdated else None,
        misdated_why=sentence.why.get("misdated", ""),
        sha256=document.sha256,
        url=document.url,
        language=document.language,
    )
