"""Rows as engine records. Pure: it makes no query of its own."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from comparator.engine import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.models import Document, Sentence


def source_document(document: Document, decisions: Sequence[records.Decision] = ()) -> records.SourceDocument:
    """Return a document as the engine takes it, with what people decided about it; its public id is its id."""
    side = document.outlet.side
    return records.SourceDocument(
        id=document.public_id,
        text=document.raw_text,
        kind=records.Kind(document.kind),
        outlet=document.outlet.name,
        side=side.code if side else None,
        published=document.published,
        language=document.language or None,
        title=document.title or None,
        decisions=tuple(decisions),
    )


def sentence_record(sentence: Sentence, document: Document, call: str | None) -> records.Sentence:
    """Return a stored sentence as the engine's stages 5 to 7 take it.

    What stage 7 found earlier is left out: it would make the result depend on the runs before.
    """
    return records.Sentence(
        id=sentence_key(document, sentence.index),
        document=document.public_id,
        index=sentence.index,
        span=records.Span(sentence.start, sentence.end),
        text=sentence.text,
        role=records.Role(sentence.role),
        voice=sentence.voice or None,
        source=sentence.source or None,
        cue=sentence.cue or None,
        quoted=sentence.quoted,
        attributed=sentence.attributed,
        call=call,
        paragraph=sentence.paragraph,
        rule=sentence.rule or None,
        flags=tuple(sentence.flags),
        why=MappingProxyType({key: value for key, value in sentence.why.items() if key != "misdated"}),
        raw=document.raw_text[sentence.start : sentence.end],
        kind=records.Kind(document.kind),
    )


def sentence_key(document: Document, index: int) -> str:
    """Return the id that the engine gives the sentence of that index."""
    return f"{document.public_id}#{index}"
