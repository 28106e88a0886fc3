"""Word differences of the wordings that the pages show, made when a call is collated and not when its page is asked for.

Which wordings stand beside each other is the selector's to decide; this asks it for every row of the call and keeps what it compared.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction

from comparator.models import Statement
from comparator.selectors.calls import party_sides
from comparator.selectors.statements import rows_of
from comparator.selectors.wording import store

if TYPE_CHECKING:
    from comparator.models import Call

_BATCH = 200


@transaction.atomic
def differences_store(*, call: Call) -> int:
    """Keep the word differences of all rows of a call, given with its parties and their sides; return how many rows have any."""
    sides = {call.pk: party_sides(call.parties.all())}
    statements = Statement.objects.filter(call=call, retired=False).order_by("position", "pk").iterator(_BATCH)
    compared = 0
    while batch := list(islice(statements, _BATCH)):
        for statement, row in zip(batch, rows_of(sides, batch), strict=True):
            statement.differences = store(row.pairs)
            compared += bool(row.pairs)
        Statement.objects.bulk_update(batch, ["differences"], batch_size=_BATCH)
    return compared
