"""Stage 8: statements → rows of a report, one for each statement and source sentence, and any such rows as CSV.

Takes a collation and gives plain rows in a fixed order of columns. It knows nothing of outlets, addresses or reviews: the site has rows of
its own for those. Both are written by ``csv_lines``, which guards what a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from comparator.engine.judgement.worddiff import Run, RunKind, diff_words
from comparator.engine.options import ENGINE_VERSION
from comparator.engine.records import OUTLET_VOICE, Call, Collation, Link, Relation, Sentence, Statement

if TYPE_CHECKING:
    from collections.abc import Collection as Names
    from collections.abc import Iterable, Iterator, Mapping, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for its own code page and spoils every quotation mark."""
_SEPARATOR = " | "
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
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
    document_id: str
    document_sha256: str
    sentence_id: str
    sentence_number: int
    char_start: int
    char_end: int
    sentence_text: str
    quoted: str
    paired_sentence_id: str
    """The sentence of another side in the same statement that it is linked to most strongly."""
    paired_text: str
    confidence: str
    """Score of that link."""
    only_here: str
    """Words of this sentence that the paired one lacks; differences of style are left out."""
    only_in_paired: str
    misdated_call: str
    """Id of the call that it seems to be of."""
    engine_version: str


COLUMNS = tuple(field.name for field in fields(ReportRow))
GUARDED = frozenset(COLUMNS) - {"call_date", "verdict", "sentence_number", "char_start", "char_end", "confidence"}
"""Columns whose cells are text, in which a spreadsheet might see a formula; ids are as the manifest has them."""


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
        for row in _rows_of(statement, by_call[statement.call], sentences, hashes, links)
    )


def _rows_of(
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
            reasons=joined(reason.text for reason in statement.reasons),
            side=member.version or "",
            voice=sentence.voice or "",
            source=sentence.source or "",
            document_id=sentence.document,
            document_sha256=hashes.get(sentence.document, ""),
            sentence_id=sentence.id,
            sentence_number=sentence.index,
            char_start=sentence.span.start,
            char_end=sentence.span.end,
            sentence_text=sentence.text,
            quoted=flag(sentence.quoted),
            paired_sentence_id=pair,
            paired_text=sentences[pair].text if pair else "",
            confidence=f"{link.score:.3f}" if link else "",
            only_here=_only(runs, first=True),
            only_in_paired=_only(runs, first=False),
            misdated_call=sentence.misdated or "",
            engine_version=ENGINE_VERSION,
        )


def cells(row: ReportRow) -> tuple[str, ...]:
    """Return the row as text, in the order of ``COLUMNS``."""
    return tuple(str(value) for value in astuple(row))


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[str]], guarded: Names[str]) -> Iterator[str]:
    """Give a report as CSV (RFC 4180) line by line, byte order mark and header first.

    Args:
        columns: their names.
        rows: a cell for each column.
        guarded: names of the columns that hold free text.
    """
    writer = csv.writer(_Echo(), dialect="excel", lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow(
            [guard(cell) if column in guarded else cell for column, cell in zip(columns, row, strict=True)]
        )


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text


def flag(value: bool) -> str:  # noqa: FBT001 (a cell's value, not a switch)
    """Return a truth as a cell."""
    return "true" if value else "false"


def joined(texts: Iterable[str]) -> str:
    """Return several texts as one cell."""
    return _SEPARATOR.join(text.strip() for text in texts)


class _Echo:
    """A file that gives back what is written, so that each line can be streamed."""

    def write(self, line: str) -> str:
        return line


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
    texts = (" ".join((run.a if first else run.b).split()) for run in differing)
    return joined(text for text in texts if text)


def _index(links: Sequence[Link]) -> dict[tuple[str, str], Link]:
    return {_key(link.a, link.b): link for link in links}


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)
