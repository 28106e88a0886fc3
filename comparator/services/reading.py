"""One document through stages 1 to 4, into rows."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy

from comparator.engine import records
from comparator.engine.errors import EngineError
from comparator.models import Call, Document, Sentence
from comparator.services.calls import calls_propose
from comparator.services.errors import EngineFailedError
from comparator.services.mapping import source_document
from comparator.services.register import RegisterState, sides_ensure
from comparator.services.reviews import decisions_of
from comparator.services.sentences import sentences_store
from comparator.services.terms import terms_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.services.engine import Engine

logger = logging.getLogger(__name__)

BROKE_DOWN = gettext_lazy(
    "The text could not be read because of an error in the program; it has been logged. Nothing was stored."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a document gave."""

    content: int
    """Sentences of the report itself."""
    furniture: int
    calls: frozenset[int]
    """Keys of the calls that its sentences speak of now or did before."""


@transaction.atomic
def document_read(
    *, document: Document, state: RegisterState, engine: Engine, former: Document | None = None
) -> Reading:
    """Read a stored document and store what was found, keeping the rows of sentences that it had.

    Args:
        document: what to read.
        state: the register.
        engine: what reads.
        former: the version before it, whose sentences' rows go over to it where it says the same.

    Raises:
        EngineFailedError: the engine broke down; nothing is changed.
    """
    read = _read(document, state, engine)
    spoken = Sentence.objects.filter(document=document).exclude(call=None)
    before = set(spoken.values_list("call", flat=True).distinct())
    calls = call_keys([read])
    sides_ensure(codes=voices_of(read.sentences))
    sentences_store(document=document, sentences=read.sentences, calls=calls, former=former)
    terms_store(document=document)
    document.metadata = metadata_of(read)
    document.engine_version, document.register_hash = engine.version, state.sides_hash
    # Not saved but updated: what a reading finds is no edit of the document's record.
    Document.objects.filter(pk=document.pk).update(
        metadata=document.metadata, engine_version=document.engine_version, register_hash=document.register_hash
    )
    after = set(calls.values())
    furniture = sum(sentence.role is records.Role.FURNITURE for sentence in read.sentences)
    return Reading(len(read.sentences) - furniture, furniture, frozenset(before | after))


def _read(document: Document, state: RegisterState, engine: Engine) -> records.ReadDocument:
    try:
        return engine.read(source_document(document, decisions_of(document)), state.register)
    except EngineError as error:
        raise EngineFailedError(str(error)) from error
    except Exception as error:  # whatever goes wrong in the engine, the person gets a message and the log the traceback
        logger.exception("Reading document %s failed", document.public_id)
        raise EngineFailedError(str(BROKE_DOWN)) from error


def call_keys(documents: Sequence[records.ReadDocument]) -> Mapping[str, int]:
    """Return engine call id → key of the row, for all calls that the documents' sentences speak of; those proposed are made."""
    mentioned = {sentence.call for read in documents for sentence in read.sentences if sentence.call}
    proposed = calls_propose(proposals=(p for read in documents for p in read.proposed if p.id in mentioned))
    known = Call.objects.filter(slug__in=mentioned - set(proposed)).values_list("slug", "pk")
    return {**dict(known), **{call_id: call.pk for call_id, call in proposed.items()}}


def voices_of(sentences: Iterable[records.Sentence]) -> set[str]:
    """Return the codes of sides that speak, so that each has a row with its name."""
    return {s.voice for s in sentences if s.voice and s.voice != records.OUTLET_VOICE}


def metadata_of(read: records.ReadDocument) -> list[dict[str, str | int]]:
    """Return what a text says of itself, as the document's row holds it."""
    return [
        {"key": item.key, "value": item.value, "start": item.span.start, "end": item.span.end} for item in read.metadata
    ]
