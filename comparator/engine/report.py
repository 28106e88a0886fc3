"""Stage 8: statements → rows of a report, one for each statement and source sentence.

Takes the parts of a collation and gives plain rows in a fixed order of columns. It knows nothing of outlets, addresses or reviews: the
web service adds those. Writing CSV, and guarding cells against formulas, is for whoever writes the file.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from comparator.engine.judgement.worddiff import Run, RunKind, diff_words
from comparator.engine.options import ENGINE_VERSION
from comparator.engine.records import OUTLET_VOICE, Call, Collation, Link, Relation, Sentence, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SEPARATOR = " | "
_UNLINKED = -1.0


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A statement and one sentence that carries it; empty means absent."""

    call_date: str
    call_id: str
    statement_id: str
    statement_label: str
    verdict: str
    reasons: str
    side: str
    """The side whose account the sentence carries."""
    voice: str
    source: str
    document: str
    document_sha256: str
    sentence_id: str
    sentence_no: int
    char_start: int
    char_end: int
    sentence_text: str
    quoted: str
    paired_sentence_id: str
    """The sentence of another side in the same statement that it is linked to most strongly."""
    paired_text: str
    confidence: str
    """Score of that link."""
    only_in_a: str
    """Words of this sentence that the paired one lacks; differences of style are left out."""
    only_in_b: str
    misdated_to: str
    engine_version: str


COLUMNS = tuple(field.name for field in fields(ReportRow))


def report_rows(collation: Collation, calls: Sequence[Call]) -> tuple[ReportRow, ...]:
    """Return the rows of every statement of a collation, in its order; ``calls`` are the calls that the register knows."""
    proposed = {p.id: Call(p.id, p.date, p.sides, p.leaders) for p in collation.proposed_calls}
    by_call = proposed | {call.id: call for call in calls}
    sentences = {s.id: s for document in collation.documents for s in document.sentences}
    hashes = {document.document.id: document.sha256 for document in collation.documents}
    links = _index(collation.links)
    return tuple(
        row
        for statement in collation.statements
        for row in statement_rows(statement, by_call[statement.call], sentences, hashes, links)
    )


def statement_rows(
    statement: Statement,
    call: Call,
    sentences: Mapping[str, Sentence],
    hashes: Mapping[str, str],
    links: Mapping[tuple[str, str], Link],
) -> Iterator[ReportRow]:
    """Give a row for each sentence of a statement, in reading order."""
    versions = {member.sentence: member.version for member in statement.members}
    for member in statement.members:
        sentence = sentences[member.sentence]
        pair = _pair(member.sentence, versions, links)
        runs = diff_words(sentence.text, sentences[pair].text) if pair else ()
        link = links.get(_key(member.sentence, pair)) if pair else None
        yield ReportRow(
            call_date=call.date.isoformat(),
            call_id=call.id,
            statement_id=statement.id,
            statement_label=statement.label,
            verdict=statement.verdict.value,
            reasons=_SEPARATOR.join(reason.text for reason in statement.reasons),
            side=member.version or "",
            voice=sentence.voice or "",
            source=sentence.source or "",
            document=sentence.document,
            document_sha256=hashes.get(sentence.document, ""),
            sentence_id=sentence.id,
            sentence_no=sentence.index,
            char_start=sentence.span.start,
            char_end=sentence.span.end,
            sentence_text=sentence.text,
            quoted="yes" if sentence.quoted else "no",
            paired_sentence_id=pair,
            paired_text=sentences[pair].text if pair else "",
            confidence=f"{link.score:.3f}" if link else "",
            only_in_a=_only(runs, first=True),
            only_in_b=_only(runs, first=False),
            misdated_to=sentence.misdated or "",
            engine_version=ENGINE_VERSION,
        )


def cells(row: ReportRow) -> tuple[str, ...]:
    """Return the row as text, in the order of ``COLUMNS``."""
    return tuple(str(value) for value in astuple(row))


def _pair(sentence: str, versions: Mapping[str, str | None], links: Mapping[tuple[str, str], Link]) -> str:
    """Return the sentence of another side that answers this one best, or nothing where none does."""
    if versions[sentence] in {None, OUTLET_VOICE}:
        return ""
    others = [other for other, side in versions.items() if side not in {None, OUTLET_VOICE, versions[sentence]}]
    ranked = sorted(others, key=lambda other: -_strength(links.get(_key(sentence, other))))
    return ranked[0] if ranked else ""


def _strength(link: Link | None) -> float:
    if link is None:
        return _UNLINKED
    return link.score + (1.0 if link.relation is not Relation.TOPIC else 0.0)


def _only(runs: Sequence[Run], *, first: bool) -> str:
    differing = [run for run in runs if run.kind in {RunKind.MEANING, RunKind.PLAIN}]
    texts = [" ".join((run.a if first else run.b).split()) for run in differing]
    return _SEPARATOR.join(text for text in texts if text)


def _index(links: Sequence[Link]) -> dict[tuple[str, str], Link]:
    return {_key(link.a, link.b): link for link in links}


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)
