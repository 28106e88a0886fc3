"""The sampled shingles of a document, by which others of much the same text are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from comparator.models import Shingle
from comparator.shingles import sample

if TYPE_CHECKING:
    from comparator.models import Document


@transaction.atomic
def shingles_store(*, document: Document) -> None:
    """Store the sample of a new document; one query."""
    Shingle.objects.bulk_create(Shingle(document=document, hash=value) for value in sample(document.raw_text))
