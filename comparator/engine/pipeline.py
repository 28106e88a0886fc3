"""The stages in order.

``read_document`` runs stages 1 to 4 on one document, ``collate_call`` stages 5 and 6 on the sentences of one call, ``find_echoes``
(stage 7) on the sentences of several calls. ``collate`` composes them. Nothing else in the engine knows the order.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from comparator.engine.align import align
from comparator.engine.attribute import attribute
from comparator.engine.clean import clean
from comparator.engine.decisions import with_boundaries, with_calls, with_roles, with_voices
from comparator.engine.echo import find_echoes
from comparator.engine.judge import judge
from comparator.engine.judgement.narration import with_retold_voices
from comparator.engine.locate import locate
from comparator.engine.options import Options
from comparator.engine.records import (
    Call,
    CallResult,
    Collation,
    Misdating,
    ProposedCall,
    ReadDocument,
    Role,
    Sentence,
    SourceDocument,
)
from comparator.engine.segment import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.pairs import PairDecision
    from comparator.engine.register import Register


def read_document(document: SourceDocument, register: Register, options: Options | None = None) -> ReadDocument:
    """Run stages 1 to 4: furniture, sentences, voices and calls of one document."""
    options = options or Options()
    cleaned = with_roles(clean(document), document.decisions)
    segments = with_boundaries(document.text, segment(cleaned, options), document.decisions)
    segments, attributions = with_voices(segments, attribute(document, segments, register), document.decisions)
    located = locate(document, cleaned, segments, attributions, register)
    segments, locations = with_calls(segments, located.locations, document.decisions)
    sentences = tuple(
        Sentence(
            id=f"{document.id}#{index}",
            document=document.id,
            index=index,
            span=part.span,
            text=part.text,
            role=part.role,
            voice=attribution.voice,
            source=attribution.source,
            cue=attribution.cue,
            quoted=attribution.quoted,
            attributed=attribution.attributed,
            call=location.call,
            paragraph=part.paragraph,
            rule=part.rule,
            flags=part.flags,
            raw=document.text[part.span.start : part.span.end],
            kind=document.kind,
            why={
                key: value
                for key, value in (("role", part.rule), ("voice", attribution.why), ("call", location.why))
                if value
            },
        )
        for index, (part, attribution, location) in enumerate(zip(segments, attributions, locations, strict=True))
    )
    return ReadDocument(
        document=document,
        sha256=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        metadata=cleaned.metadata,
        sentences=sentences,
        proposed=located.proposed,
    )


def collate_call(
    call: Call,
    sentences: Sequence[Sentence],
    register: Register,
    options: Options | None = None,
    decisions: Sequence[PairDecision] = (),
) -> CallResult:
    """Run stages 5 and 6 on the sentences of one call, whatever their order, with what a person decided about pairs of them."""
    options = options or Options()
    own = tuple(
        sorted(
            (s for s in sentences if s.call == call.id and s.role is not Role.FURNITURE),
            key=lambda s: (s.document, s.index),
        )
    )
    alignment = align(call, with_retold_voices(call, own, register), register, options, decisions)
    return CallResult(call=call.id, links=alignment.links, statements=judge(call, own, alignment, register, decisions))


def collate(documents: Sequence[SourceDocument], register: Register, options: Options | None = None) -> Collation:
    """Run every stage over a set of documents.

    The result does not depend on the order of ``documents``: they are taken in the order of their ids.
    """
    options = options or Options()
    read = [read_document(document, register, options) for document in sorted(documents, key=lambda d: d.id)]
    sentences = [sentence for document in read for sentence in document.sentences]
    proposed = _merge_proposed(read)
    known = {call.id: call for call in register.calls}
    calls = [*register.calls, *(Call(p.id, p.date, p.sides, p.leaders) for p in proposed if p.id not in known)]
    by_call = defaultdict(list)
    for sentence in sentences:
        by_call[sentence.call].append(sentence)
    results = [collate_call(call, by_call[call.id], register, options) for call in calls]
    findings = find_echoes(sentences, register, options)
    misdated = {m.sentence: m for m in findings.misdatings}
    return Collation(
        documents=tuple(
            replace(d, sentences=tuple(_with_misdating(s, misdated.get(s.id)) for s in d.sentences)) for d in read
        ),
        links=tuple(link for result in results for link in result.links),
        statements=tuple(statement for result in results for statement in result.statements),
        echoes=findings.echoes,
        proposed_calls=proposed,
    )


def _merge_proposed(read: Sequence[ReadDocument]) -> tuple[ProposedCall, ...]:
    merged: dict[str, ProposedCall] = {}
    for document in read:
        for proposal in document.proposed:
            merged.setdefault(proposal.id, proposal)
    return tuple(merged[key] for key in sorted(merged))


def _with_misdating(sentence: Sentence, misdating: Misdating | None) -> Sentence:
    if misdating is None:
        return sentence
    return replace(sentence, misdated=misdating.call, why={**sentence.why, "misdated": misdating.why})
