"""The report of a call as CSV: one row for each statement and source.

Takes a call and the filter of its page, gives encoded lines one batch at a time, so that a report of any size needs little memory.
``COLUMNS`` is the one list of columns: the header, the rows and the documentation page are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from comparator.engine.report import csv_lines, flag, guard, joined
from comparator.selectors.statements import StatementRow, Wording, ordered_statements, statement_rows
from comparator.selectors.wording import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import Promise

    from comparator.selectors.filters import StatementFilter
    from comparator.selectors.records import CallSummary, Occurrence

BATCH = 200


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the report."""

    name: str
    about: str | Promise
    guarded: bool = False
    """Whether its cells are free text, in which a spreadsheet might see a formula."""


COLUMNS = (
    Column("call_date", _("Date of the call, ISO 8601.")),
    Column("call_slug", _("Identifier of the call in the site’s addresses.")),
    Column("statement_id", _("Permanent identifier of the statement.")),
    Column("statement_number", _("Place of the statement in the call, in reading order.")),
    Column("statement_label", _("Short neutral heading of the statement."), guarded=True),
    Column("verdict", _("agree, diverge, one_sided or unattributed.")),
    Column("only_side", _("Code of the only side that tells it, where the verdict is one_sided.")),
    Column("verdict_by", _("machine: decided by the program, not reviewed; person: decided by a reviewer.")),
    Column("reasons", _("Reasons of the verdict in words, joined with “ | ”."), guarded=True),
    Column("side", _("Code of the side whose version the sentence carries; empty where it carries none.")),
    Column("side_name", _("Name of that side."), guarded=True),
    Column("own_voice", _("true where that side itself is speaking, false where the outlet narrates its version.")),
    Column("source", _("Who is named as the source in the text."), guarded=True),
    Column("cue", _("The words that attribute the sentence."), guarded=True),
    Column("quoted", _("true where the sentence is a quotation.")),
    Column("outlet", _("Who published the document."), guarded=True),
    Column("official", _("true where the outlet is a government body.")),
    Column("published", _("Date of publication, ISO 8601; empty where unknown.")),
    Column("url", _("Address of the document, where known."), guarded=True),
    Column("document_id", _("Permanent identifier of the document.")),
    Column("sentence_number", _("Place of the sentence in its document, from 0.")),
    Column(
        "char_start",
        _("First character of the sentence in the stored raw text, counted in Unicode code points from 0."),
    ),
    Column("char_end", _("Character after its last one.")),
    Column("sentence_text", _("The sentence, white space folded."), guarded=True),
    Column(
        "sentence_text_guarded",
        _("true where an apostrophe was put before sentence_text, because it begins like a formula."),
    ),
    Column(
        "paired_text",
        _("The other side’s wording that the page shows beside it; empty where there is none."),
        guarded=True,
    ),
    Column("only_here", _("Words of this wording that the paired one lacks, joined with “ | ”."), guarded=True),
    Column("only_in_paired", _("Words of the paired wording that this one lacks, joined with “ | ”."), guarded=True),
    Column(
        "misdated_call",
        _("Date of the call that the sentence seems to belong to, where its report puts it in another one."),
    ),
    Column("document_sha256", _("SHA-256 of the stored raw text.")),
    Column("engine_version", _("Version of the engine that made the comparison.")),
    Column("permalink", _("Address of the statement.")),
)


def report_lines(call: CallSummary, narrowed: StatementFilter, base_url: str) -> Iterator[str]:
    """Give the report line by line, byte order mark and header first.

    Args:
        call: The call, with its sides.
        narrowed: The filter of the page; the report holds the same statements.
        base_url: Scheme and host for the permalinks, without a slash at the end.
    """
    rows = (cells for row in _rows(call, narrowed) for cells in _report_rows(call, row, base_url))
    guarded = {column.name for column in COLUMNS if column.guarded}
    return csv_lines([column.name for column in COLUMNS], rows, guarded)


def _rows(call: CallSummary, narrowed: StatementFilter) -> Iterator[StatementRow]:
    statements = ordered_statements(call, narrowed).iterator(chunk_size=BATCH)
    while batch := list(islice(statements, BATCH)):
        yield from statement_rows([call], batch)


def _report_rows(call: CallSummary, row: StatementRow, base_url: str) -> Iterator[list[str]]:
    leads = {cell.side.code: cell.lead for cell in row.cells if cell.lead}
    for cell in row.cells:
        paired = next((lead for code, lead in leads.items() if code != cell.side.code), None)
        for wording in cell.wordings:
            for place in wording.occurrences:
                yield _cells(call, row, base_url, _Place(wording, place, cell.side.code, cell.side.name, paired))
    for wording in row.unplaced:
        for place in wording.occurrences:
            yield _cells(call, row, base_url, _Place(wording, place))


@dataclass(frozen=True, slots=True)
class _Place:
    wording: Wording
    occurrence: Occurrence
    side: str = ""
    side_name: str = ""
    paired: Wording | None = None


def _cells(call: CallSummary, row: StatementRow, base_url: str, place: _Place) -> list[str]:
    o = place.occurrence
    text = place.wording.text
    differences = compare(text, place.paired.text) if place.paired else None
    return [
        call.date.isoformat(),
        call.slug,
        row.public_id,
        str(row.number),
        row.label,
        row.verdict,
        row.only.code if row.only else "",
        "person" if row.decided else "machine",
        joined(reason.text for reason in row.reasons),
        place.side,
        place.side_name,
        flag(o.own_voice) if place.side else "",
        o.source,
        o.cue,
        flag(o.quoted),
        o.outlet,
        flag(o.official),
        o.published.isoformat() if o.published else "",
        o.url,
        o.document,
        str(o.number),
        str(o.start),
        str(o.end),
        text,
        flag(guard(text) != text),
        place.paired.text if place.paired else "",
        joined(differences.only_a) if differences else "",
        joined(differences.only_b) if differences else "",
        o.misdated_date.isoformat() if o.misdated_date else "",
        o.sha256,
        call.collation.engine_version if call.collation else "",
        f"{base_url}/statements/{row.public_id}/",
    ]
