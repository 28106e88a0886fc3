"""Many documents that were read, into rows: with their outlets, sides, calls and sentences, in a handful of queries.

What one document is stored with (``reading``), without a query for each row of it. The documents must be new: rows of sentences that exist
are not looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from comparator.models import Document, Outlet, Sentence
from comparator.services.outlets import outlet_key, outlets_named
from comparator.services.publicids import make_public_id
from comparator.services.reading import call_keys, metadata_of, voices_of
from comparator.services.register import RegisterState, sides_ensure
from comparator.services.sentences import fill_row
from comparator.services.shingles import shingles_store
from comparator.services.terms import term_uses_create

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.engine import records
    from comparator.services.engine import Engine


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that is not stored, and what the engine read in it."""

    document: Document
    read: records.ReadDocument


@transaction.atomic
def documents_store(*, found: Sequence[NewDocument], state: RegisterState, engine: Engine) -> None:
    """Store documents with everything that was read in them; afterwards they have their keys.

    Args:
        found: none of them is stored, no two have one text, and all are handed in by one person. Their outlets, and these outlets'
            sides, may be new as well.
        state: the register that they were read with.
        engine: what read them.

    Raises:
        IntegrityError: one of them has been stored by another in the meantime; nothing is changed.
    """
    # The sides first: two imports that store the same documents at once wait for each other here, and not across each other.
    _outlets_ensure([new.document for new in found])
    calls = call_keys([new.read for new in found])
    sides_ensure(codes={voice for new in found for voice in voices_of(new.read.sentences)})
    _give_ids([new.document for new in found])
    for new in found:
        new.document.metadata = metadata_of(new.read)
        new.document.engine_version, new.document.register_hash = engine.version, state.sides_hash
    _create([new.document for new in found])
    shingles_store(documents=[new.document for new in found])
    rows = [_row(new.document, sentence, calls) for new in found for sentence in new.read.sentences]
    term_uses_create(sentences=Sentence.objects.bulk_create(rows, batch_size=500))


def _outlets_ensure(documents: Iterable[Document]) -> None:
    """Give each document a stored outlet of its outlet's name; make those that are missing."""
    wanted = {outlet_key(document.outlet.name): document.outlet for document in documents}
    stored = outlets_named(names=[outlet.name for outlet in wanted.values()])
    missing = [wanted[key] for key in sorted(set(wanted) - set(stored))]
    sides = sides_ensure(codes={outlet.side.code for outlet in missing if outlet.side})
    for outlet in missing:
        facts = {"side": sides[outlet.side.code] if outlet.side else None, "official": outlet.official}
        stored[outlet_key(outlet.name)] = Outlet.objects.get_or_create(name=outlet.name, defaults=facts)[0]
    for document in documents:
        document.outlet = stored[outlet_key(document.outlet.name)]


def _give_ids(documents: Sequence[Document]) -> None:
    """Give the documents public ids that no other has; that the first one asked for is taken is rare."""
    given: set[str] = set()
    asked = [document.public_id for document in documents]
    stored = set(Document.objects.filter(public_id__in=asked).values_list("public_id", flat=True))

    def is_taken(public_id: str) -> bool:
        if public_id in given or public_id in stored:
            return True
        return public_id not in asked and Document.objects.filter(public_id=public_id).exists()

    for document in documents:
        document.public_id = make_public_id(document.raw_text, is_taken)
        given.add(document.public_id)


def _create(documents: Sequence[Document]) -> None:
    """Store documents, each with the first entry of its history."""
    added_by = documents[0].added_by if documents else None
    bulk_create_with_history(documents, Document, batch_size=100, default_user=added_by)


def _row(document: Document, sentence: records.Sentence, calls: Mapping[str, int]) -> Sentence:
    row = Sentence(document=document)
    fill_row(row, sentence, calls)
    return row
