"""Echoes, formulas and misdatings: stage 7 over a call and its neighbours.

Looking through all calls for each new document would cost what the whole corpus costs. A passage is carried over from a call that the
same leaders held not long before, so only the nearest calls that share a side are looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from comparator.engine.decisions import PERSON
from comparator.models import Call, Document, Echo, Sentence
from comparator.selectors.wording import store
from comparator.services.calls import calls_near
from comparator.services.formulas import formulas_refresh
from comparator.services.mapping import sentence_key, sentence_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.engine import records
    from comparator.services.engine import Engine
    from comparator.services.register import RegisterState

REACH = 12
"""Calls before and after that are looked at: about two years of the busiest pair of leaders in the official lists."""


@transaction.atomic
def echoes_refresh(*, calls: Sequence[Call], state: RegisterState, engine: Engine) -> None:
    """Look for echoes of what these calls' sentences say, and for sentences of theirs, or of neighbours, that seem misdated.

    Args:
        calls: with their parties prefetched.
        state: the register as it stands.
        engine: what does stage 7.
    """
    touched = {call.pk for call in calls}
    rows = _sentences(calls_near(calls=calls, reach=REACH))
    by_key = {sentence_key(row.document, row.index): row for row in rows}
    findings = engine.echoes(
        [sentence_record(row, row.document, row.call.slug if row.call else None) for row in rows], state.register
    )
    _echoes_store(touched, findings.echoes, by_key)
    _misdatings_store(touched, findings.misdatings, by_key)
    _differences_store(touched)
    formulas_refresh(calls=touched)


def _sentences(calls: Iterable[int]) -> list[Sentence]:
    """Return all sentences of the documents that speak of any of ``calls``, with their documents and calls."""
    told = set(Sentence.objects.filter(call__in=calls).order_by().values_list("document", flat=True))
    documents = Document.objects.filter(status=Document.Status.PUBLISHED, pk__in=told).select_related("outlet")
    loaded = {document.pk: document for document in documents}
    rows = list(Sentence.objects.filter(document__in=loaded).order_by("document__public_id", "index"))
    known = Call.objects.in_bulk({row.call_id for row in rows if row.call_id})
    for row in rows:
        row.document = loaded[row.document_id]
        row.call = known[row.call_id] if row.call_id else None
    return rows


def _echoes_store(touched: set[int], echoes: Iterable[records.Echo], by_key: Mapping[str, Sentence]) -> None:
    Echo.objects.filter(pk__in=_echoes_of(touched)).delete()
    found = [echo for echo in echoes if {by_key[echo.a].call_id, by_key[echo.b].call_id} & touched]
    Echo.objects.bulk_create(
        (Echo(a=by_key[echo.a], b=by_key[echo.b], score=echo.score, kind=echo.kind.value) for echo in found),
        batch_size=500,
        ignore_conflicts=True,  # a request about the other call may find the same pair at the same moment
    )


def _echoes_of(calls: set[int]) -> set[int]:
    """Return the keys of the echoes of these calls; one query for each end, because both at once would be looked for among all echoes."""
    ends = ({f"{end}__call__in": calls} for end in "ab")
    return {pk for end in ends for pk in Echo.objects.filter(**end).order_by().values_list("pk", flat=True)}


def _misdatings_store(
    touched: set[int], misdatings: Iterable[records.Misdating], by_key: Mapping[str, Sentence]
) -> None:
    """Write where sentences seem to belong, for those that this look can tell.

    A sentence of a neighbour is judged in full only when its own call is looked at; here it can only gain or lose a touched call.
    """
    found = {misdating.sentence: misdating for misdating in misdatings}
    slugs = {misdating.call for misdating in found.values()}
    calls = dict(Call.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    outlets = {row.document.public_id: row.document.outlet.name for row in by_key.values()}
    changed = []
    for key, row in by_key.items():
        misdating = None if row.why.get("call") == PERSON else found.get(key)
        target = calls.get(misdating.call) if misdating else None
        if row.call_id not in touched and not {target, row.misdated_id} & touched:
            continue
        why = {name: text for name, text in row.why.items() if name != "misdated"}
        if misdating is not None and target is not None:
            why["misdated"] = _with_outlets(misdating.why, outlets)
        if (row.misdated_id, row.why) != (target, why):
            row.misdated_id, row.why = target, why
            changed.append(row)
    Sentence.objects.bulk_update(changed, ["misdated", "why"], batch_size=200)


def _differences_store(touched: set[int]) -> None:
    """Keep how the wordings differ of sentences that seem misdated and of what echoes them in the call that they seem to be of."""
    compared = []
    misdated = Q(a__misdated=F("b__call")) | Q(b__misdated=F("a__call"))
    echoes = Echo.objects.filter(misdated, pk__in=_echoes_of(touched))
    for echo in echoes.select_related("a", "b"):
        if echo.a.misdated_id == echo.b.call_id:
            echo.differences |= store([(echo.a.text, echo.b.text)])
        if echo.b.misdated_id == echo.a.call_id:
            echo.differences |= store([(echo.b.text, echo.a.text)])
        compared.append(echo)
    Echo.objects.bulk_update(compared, ["differences"], batch_size=200)


def _with_outlets(why: str, outlets: Mapping[str, str]) -> str:
    """Name documents by who published them: the engine knows them by their ids only."""
    return re.sub("“([0-9a-z]+)”", lambda match: f"“{outlets.get(match[1], match[1])}”", why)
