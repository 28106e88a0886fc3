"""The terms of a document's sentences, stored when it is read: the pages count rows and search no text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from comparator.engine.terms import find_terms
from comparator.models import Sentence, TermUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comparator.models import Document


@transaction.atomic
def terms_store(*, document: Document) -> int:
    """Make the term rows of a document what its stored sentences say; return how many there are."""
    TermUse.objects.filter(sentence__document=document).delete()
    return term_uses_create(sentences=Sentence.objects.filter(document=document))


def term_uses_create(*, sentences: Iterable[Sentence]) -> int:
    """Store the terms of sentences that have none stored yet; return how many there are."""
    rows = [
        TermUse(sentence_id=sentence.pk, thing=thing, term=term, wording=_digest(sentence.text))
        for sentence in sentences
        if sentence.role != Sentence.RoleChoice.FURNITURE
        for thing, term in sorted({(hit.thing, hit.term) for hit in find_terms(sentence.text)})
    ]
    TermUse.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _digest(text: str) -> str:
    return hashlib.sha256(text.casefold().encode()).hexdigest()[:16]
