"""The sampled shingles of documents, by which others of much the same text are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from comparator.models import Shingle
from comparator.shingles import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.models import Document


@transaction.atomic
def shingles_store(*, documents: Sequence[Document]) -> None:
    """Store the samples of new documents; one query."""
    Shingle.objects.bulk_create(
        (Shingle(document=document, hash=value) for document in documents for value in sample(document.raw_text)),
        batch_size=1000,
    )
