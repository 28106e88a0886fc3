"""The terms of a document's sentences, stored when it is read: the pages count rows and search no text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from comparator.engine.terms import find_terms
from comparator.models import Sentence, TermUse

if TYPE_CHECKING:
    from comparator.models import Document


@transaction.atomic
def terms_store(*, document: Document) -> int:
    """Make the term rows of a document what its stored sentences say; return how many there are."""
    TermUse.objects.filter(sentence__document=document).delete()
    told = document.sentences.exclude(role=Sentence.RoleChoice.FURNITURE).values_list("pk", "text")
    rows = [
        TermUse(sentence_id=pk, thing=thing, term=term, wording=_digest(text))
        for pk, text in told
        for thing, term in sorted({(hit.thing, hit.term) for hit in find_terms(text)})
    ]
    TermUse.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _digest(text: str) -> str:
    return hashlib.sha256(text.casefold().encode()).hexdigest()[:16]
