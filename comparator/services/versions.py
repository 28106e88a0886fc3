"""Versions of one article: the newest takes part in comparisons, the older ones stay to be read.

The rows of sentences go over to the newest version, so that statements, which are known by these rows, keep their ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from comparator.models import Document
from comparator.services.reading import Reading, document_read
from comparator.services.reviews import reviews_carry

if TYPE_CHECKING:
    from comparator.services.engine import Engine
    from comparator.services.register import RegisterState


def newest_version(document: Document) -> Document:
    """Return the version that no other supersedes."""
    while (newer := document.newer.first()) is not None:
        document = newer
    return document


@transaction.atomic
def version_read(*, document: Document, state: RegisterState, engine: Engine) -> Reading:
    """Read a stored document that supersedes another for the first time; the other one steps back, unless it is withdrawn and stays so."""
    old = document.supersedes
    if old is None:
        return document_read(document=document, state=state, engine=engine)
    reviews_carry(old=old, new=document)
    _change_status(old, Document.Status.PUBLISHED, Document.Status.SUPERSEDED)
    reading = document_read(document=document, state=state, engine=engine, former=old)
    was = document_read(document=old, state=state, engine=engine)
    return Reading(reading.content, reading.furniture, reading.calls | was.calls)


@transaction.atomic
def version_remove(*, document: Document, state: RegisterState, engine: Engine) -> frozenset[int]:
    """Take a document that is about to be deleted out of its line of versions; return keys of the calls that this touches.

    Where it is the newest, the version before it steps forward again, unless that one is withdrawn.
    """
    older, newer = document.supersedes, document.newer.first()
    if older is None:
        return frozenset()
    document.supersedes = None
    document.save(update_fields=["supersedes"])
    if newer is not None:
        newer.supersedes = older
        newer.save(update_fields=["supersedes"])
        return frozenset()
    _change_status(older, Document.Status.SUPERSEDED, Document.Status.PUBLISHED)
    older.sentences.all().delete()  # they were read to be shown; those of the newest version have what points at them
    return document_read(document=older, state=state, engine=engine, former=document).calls


def _change_status(document: Document, was: str, status: str) -> None:
    if document.status == was:
        document.status = status
        document.save(update_fields=["status"])
