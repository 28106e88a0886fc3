"""Everything known of one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from comparator.models import Statement
from comparator.selectors.calls import get_call
from comparator.selectors.statements import StatementRow, statement_rows

if TYPE_CHECKING:
    from comparator.selectors.records import CallSummary

MAX_MERGES = 20
"""How many times in a row a statement may have been merged; a longer chain is a fault in the data."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement, or the one that it was merged into."""

    public_id: str
    survivor: str = ""
    retired: bool = False
    call: CallSummary | None = None
    row: StatementRow | None = None


def get_statement(public_id: str) -> Evidence:
    """Return a statement with its call, or raise Http404."""
    statement = _find(public_id)
    survivor = statement
    for _step in range(MAX_MERGES):
        if survivor.merged_into is None:
            break
        survivor = survivor.merged_into
    if survivor.pk != statement.pk:
        return Evidence(public_id, survivor=survivor.public_id)
    call = get_call(statement.call.slug)
    row = statement_rows([call], [statement])[0]
    return Evidence(public_id, retired=statement.retired, call=call, row=row)


def _find(public_id: str) -> Statement:
    statement = Statement.objects.select_related("call", "merged_into").filter(public_id=public_id).first()
    if statement is None:
        raise Http404(_("No statement has this address."))
    return statement
