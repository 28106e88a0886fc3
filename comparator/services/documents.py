"""Documents: added, corrected in what is known of them, withdrawn and removed. Their raw text never changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator import intake
from comparator.models import Collation, Document, Outlet
from comparator.services.calls import calls_sweep
from comparator.services.collations import CollationOutcome, collate_calls
from comparator.services.engine import PACKAGED, Engine
from comparator.services.errors import DuplicateDocumentError, EngineFailedError, NoReportError
from comparator.services.limits import upload_limits
from comparator.services.publicids import make_public_id
from comparator.services.reading import Reading, document_read
from comparator.services.register import register_load
from comparator.services.reviews import Made, reviews_store
from comparator.services.shingles import shingles_store
from comparator.services.versions import newest_version, version_read, version_remove

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

READ_FIELDS = frozenset({"kind", "outlet", "published", "language", "title"})
"""What the reading of a document depends on, beside its text."""

NO_REPORT = gettext_lazy(
    "Nothing but furniture (credits, dates, links) was found in this text. Paste the report itself."
)

_AHEAD = timedelta(hours=14)
"""Kiribati's day begins so long before that of Greenwich: a report may bear that date."""


@dataclass(frozen=True, slots=True)
class DocumentAdded:
    """A document that was stored, and what it brought."""

    document: Document
    reading: Reading
    collations: tuple[CollationOutcome, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a new document is to stored ones, and what its owner decided while adding it."""

    supersedes: Document | None = None
    """An older version of the same article."""
    syndicated_from: Document | None = None
    """The document that its outlet has taken over."""
    decisions: tuple[Made, ...] = ()


@transaction.atomic
def document_add(
    *,
    raw: bytes | str | intake.IntakeText,
    kind: str,
    outlet: Outlet,
    published: date | None = None,
    url: str = "",
    title: str = "",
    language: str = "en",
    added_by: User | None = None,
    lineage: Lineage = Lineage(),
    engine: Engine = PACKAGED,
) -> DocumentAdded:
    """Store a document, read it, and collate the calls that it speaks of; all or nothing.

    Args:
        raw: an upload (bytes), what was pasted (a string), or what the intake made of either.
        kind: a value of ``Document.KindChoice``.
        outlet: who published it.
        published: when; of a web page, the date that it gives is taken if this is None.
        url: where.
        title: of a web page, the title that it gives is taken if this is empty.
        language: BCP 47 tag.
        added_by: who hands it in.
        lineage: what it is to stored documents, and what was decided about it beforehand.
        engine: what reads and compares.

    Raises:
        intake.IntakeError: it is no text that can be stored.
        DuplicateDocumentError: the same text is stored already.
        NoReportError: it holds nothing but furniture.
        ValidationError: what is said of it is not valid.
        EngineFailedError: the engine broke down.
    """
    found = _taken_in(raw, url)
    _refuse_duplicate(found.text)
    document = Document(
        raw_text=found.text,
        sha256=sha256_of(found.text),
        public_id=make_public_id(found.text, lambda taken: Document.objects.filter(public_id=taken).exists()),
        kind=kind,
        outlet=outlet,
        url=url,
        title=title or one_line(found.title),
        published=published or date_not_ahead(found.published),
        language=language,
        added_by=added_by,
        supersedes=lineage.supersedes and newest_version(lineage.supersedes),
        syndicated_from=lineage.syndicated_from,
    )
    _save(document)
    shingles_store(documents=[document])
    reviews_store(document=document, made=lineage.decisions, by=added_by, engine_version=engine.version)
    state = register_load()
    reading = version_read(document=document, state=state, engine=engine)
    if not reading.content:
        raise NoReportError(str(NO_REPORT))
    outcomes = collate_calls(calls=reading.calls, engine=engine, state=state)
    refuse_failed(outcomes)
    return DocumentAdded(document, reading, outcomes)


@transaction.atomic
def document_update(
    *, document: Document, changed: Iterable[str], engine: Engine = PACKAGED
) -> tuple[CollationOutcome, ...]:
    """Save what an editor corrected in a document; read it again where that matters to the reading.

    Args:
        document: with the new values set.
        changed: the names of the fields that have new values.
        engine: what reads and compares.
    """
    names = set(changed)
    _validate(document)
    document.save()
    if names & READ_FIELDS:
        return documents_reread(documents=[document], engine=engine)
    if "status" in names:
        return collate_calls(calls=_calls_of(document), engine=engine)
    return ()


@transaction.atomic
def documents_delete(*, documents: Iterable[Document], engine: Engine = PACKAGED) -> tuple[CollationOutcome, ...]:
    """Remove documents, and collate their calls without them. Statements that no sentence supports any more are retired."""
    touched: set[int] = set()
    state = register_load()
    for document in documents:
        touched |= _calls_of(document) | version_remove(document=document, state=state, engine=engine)
        document.delete()
    outcomes = collate_calls(calls=touched, engine=engine)
    calls_sweep(calls=touched)
    return outcomes


@transaction.atomic
def documents_reread(*, documents: Iterable[Document], engine: Engine = PACKAGED) -> tuple[CollationOutcome, ...]:
    """Read documents again, after the engine or the register changed, and collate their calls before and after."""
    state = register_load()
    touched: set[int] = set()
    for document in documents:
        touched |= document_read(document=document, state=state, engine=engine).calls
    outcomes = collate_calls(calls=touched, engine=engine, state=state)
    calls_sweep(calls=touched)
    return outcomes


def document_with_text(*, text: str) -> Document | None:
    """Return the document of that text; line ends don't count, because browsers change them in what is pasted."""
    return Document.objects.filter(sha256__in=shas_like(text)).order_by("pk").first()


def shas_like(text: str) -> tuple[str, ...]:
    """Return the hashes under which a text may be stored, its own first."""
    unix = unix_lines(text)
    return tuple(dict.fromkeys(map(sha256_of, (text, unix, unix.replace("\n", "\r\n")))))


def unix_lines(text: str) -> str:
    """Return a text with its lines ended by a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def validate_published(day: date | None) -> None:
    """Refuse a date that has begun nowhere on Earth.

    Raises:
        ValidationError: it is in the future.
    """
    if day and date_not_ahead(day) is None:
        raise ValidationError(_("This date is in the future. Give the day on which it was published."))


def refuse_failed(outcomes: Iterable[CollationOutcome]) -> None:
    """Refuse what made a collation break down.

    Raises:
        EngineFailedError: one of them did.
    """
    for outcome in outcomes:
        if outcome.state == Collation.State.FAILED:
            raise EngineFailedError(
                _(
                    "The call %(call)s could not be collated because of an error in the program; it has been logged. "
                    "Nothing was stored."
                )
                % {"call": outcome.call}
            )


def _taken_in(raw: bytes | str | intake.IntakeText, url: str) -> intake.IntakeText:
    if isinstance(raw, intake.IntakeText):
        return raw
    return intake.read(raw, url=url or None, limits=upload_limits())


def _refuse_duplicate(text: str) -> None:
    existing = document_with_text(text=text)
    if existing is not None:
        raise DuplicateDocumentError(existing)


def _save(document: Document) -> None:
    _validate(document)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as error:  # the same text came twice at the same moment
        _refuse_duplicate(document.raw_text)
        raise error


def _validate(document: Document) -> None:
    document.full_clean()
    try:
        validate_published(document.published)
    except ValidationError as error:
        raise ValidationError({"published": error}) from error


def date_not_ahead(day: date | None) -> date | None:
    """Return the day if it has begun somewhere on Earth, else None."""
    return day if day and day <= (timezone.now() + _AHEAD).date() else None


def _calls_of(document: Document) -> set[int]:
    return set(document.sentences.exclude(call=None).values_list("call_id", flat=True).distinct())


def sha256_of(text: str) -> str:
    """Return the hash by which a text is known."""
    return hashlib.sha256(text.encode()).hexdigest()


def one_line(title: str) -> str:
    """Return a title as its field takes it."""
    return " ".join(title.split())[:300]
