"""Collations: one run of stages 5 and 6 over what the documents say of a call.

The same input makes no new row. A run that fails is recorded with its error, and the former result stays as it was.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from comparator.engine.alignment.multilingual import model_name
from comparator.models import Call, Collation, Document, Link, Sentence
from comparator.services.crew import Crew, Failure, Task
from comparator.services.differences import differences_store
from comparator.services.echoes import echoes_refresh
from comparator.services.engine import PACKAGED, Engine
from comparator.services.errors import UnknownCallError
from comparator.services.mapping import sentence_key, sentence_record
from comparator.services.register import RegisterState, call_record, register_load
from comparator.services.reviews import pair_decisions, pair_reviews
from comparator.services.statements import StatementChanges, statements_store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from comparator.engine import records
    from comparator.engine.pairs import PairDecision
    from comparator.models import Review

logger = logging.getLogger(__name__)

UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class CollationOutcome:
    """What a run came to."""

    call: Call
    state: str
    """``done``, ``failed`` or ``unchanged``."""
    changes: StatementChanges = field(default_factory=StatementChanges)
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Input:
    """Everything that a run depends on."""

    row: Call
    call: records.Call
    sentences: tuple[records.Sentence, ...]
    decisions: tuple[PairDecision, ...]
    """What people decided about pairs of them."""
    keys: Mapping[str, int]
    """Engine sentence id → key of its row."""
    shas: tuple[str, ...]
    hash: str


def collate_call_now(*, call: Call, engine: Engine = PACKAGED) -> CollationOutcome:
    """Collate one call again, and look for echoes of it."""
    return collate_calls(calls=[call.pk], engine=engine)[0]


def find_calls(*, slugs: Collection[str] | None = None) -> list[Call]:
    """Return every call, or those of these slugs, in order of date.

    Raises:
        UnknownCallError: no call has one of the slugs.
    """
    calls = Call.objects.order_by("date", "slug")
    if slugs is not None:
        calls = calls.filter(slug__in=slugs)
        if missing := set(slugs) - {call.slug for call in calls}:
            raise UnknownCallError(_("No call has the address %(slug)s.") % {"slug": ", ".join(sorted(missing))})
    return list(calls)


def recollate_all(*, slugs: Collection[str] | None = None, engine: Engine = PACKAGED) -> tuple[CollationOutcome, ...]:
    """Collate every call, or those of these slugs, each in a transaction of its own, in order of date.

    Raises:
        UnknownCallError: no call has one of the slugs; nothing is changed.
    """
    return tuple(collate_call_now(call=call, engine=engine) for call in find_calls(slugs=slugs))


@transaction.atomic
def collate_calls(
    *, calls: Iterable[int], engine: Engine = PACKAGED, state: RegisterState | None = None, crew: Crew | None = None
) -> tuple[CollationOutcome, ...]:
    """Collate the calls of these keys, then look for echoes of what they say.

    The rows of the calls are locked, so two runs over one call come one after the other.

    Args:
        calls: keys of calls; all of them are held in memory at once.
        engine: what compares.
        state: the register as it stands, if it is known.
        crew: who runs the engine; the engine itself, here, if that is None.
    """
    state = state or register_load()
    crew = crew or Crew(engine, state.register)
    locked = list(Call.objects.select_for_update().filter(pk__in=set(calls)).order_by("pk"))
    loaded = (
        Call.objects.filter(pk__in=[call.pk for call in locked])
        .prefetch_related("parties__side")
        .order_by("date", "slug")
    )
    former = dict(Collation.objects.filter(call__in=locked, current=True).values_list("call", "input_hash"))
    inputs = _inputs(loaded, state, engine)
    due = [given for given in inputs if former.get(given.row.pk) != given.hash]
    results = crew.collate([Task(given.call, given.sentences, given.decisions) for given in due])
    changed = {given.row.pk: _outcome(given, result, engine) for given, result in zip(due, results, strict=True)}
    outcomes = tuple(changed.get(given.row.pk) or CollationOutcome(given.row, UNCHANGED) for given in inputs)
    echoes_refresh(calls=[outcome.call for outcome in outcomes], state=state, engine=engine)
    return outcomes


def _outcome(given: _Input, result: records.CallResult | Failure, engine: Engine) -> CollationOutcome:
    run = Collation(
        call=given.row,
        engine_version=engine.version,
        options=_options(engine),
        inputs=list(given.shas),
        input_hash=given.hash,
    )
    if isinstance(result, Failure):
        logger.error("Collating %s failed\n%s", given.row.slug, result.trace)
        return _failed(run, result.error)
    try:
        with transaction.atomic():
            return CollationOutcome(given.row, Collation.State.DONE.value, _store(run, result, given))
    except Exception as error:  # whatever goes wrong, the run is recorded and the former result stands
        logger.exception("Storing the collation of %s failed", given.row.slug)
        return _failed(run, f"{type(error).__name__}: {error}")


def _failed(run: Collation, error: str) -> CollationOutcome:
    run.pk, run.state, run.current, run.error = None, Collation.State.FAILED, False, error
    run.save(force_insert=True)
    return CollationOutcome(run.call, Collation.State.FAILED.value, error=error)


def _options(engine: Engine) -> dict[str, int | float | bool | str]:
    """Return what the run was made with, so that it is made again once a model for other languages is there."""
    return {**engine.options.as_dict(), "multilingual_model": model_name()}


def _inputs(calls: Iterable[Call], state: RegisterState, engine: Engine) -> list[_Input]:
    """Return what the runs of some calls depend on; three queries, and those of ``calls``."""
    told: dict[int, list[Sentence]] = {call.pk: [] for call in calls}
    rows = (
        Sentence.objects.filter(call__in=told, document__status=Document.Status.PUBLISHED)
        .exclude(role=Sentence.RoleChoice.FURNITURE)
        .order_by("document__public_id", "index")
    )
    for row in rows:
        told[row.call_id or 0].append(row)
    documents = Document.objects.in_bulk({row.document_id for found in told.values() for row in found})
    reviews = pair_reviews(documents=documents)
    return [_input(call, told[call.pk], documents, reviews, state, engine) for call in calls]


def _input(
    call: Call,
    rows: Sequence[Sentence],
    documents: Mapping[int, Document],
    reviews: Sequence[Review],
    state: RegisterState,
    engine: Engine,
) -> _Input:
    as_known = call_record(call)
    sentences = tuple(sentence_record(row, documents[row.document_id], call.slug) for row in rows)
    own = {row.document_id: documents[row.document_id] for row in rows}
    shas = tuple(document.sha256 for document in sorted(own.values(), key=lambda d: d.public_id))
    decisions = pair_decisions(reviews, sentences, {document.pk: document.public_id for document in own.values()})
    facts = {
        "engine": [engine.version, _options(engine)],
        "names": state.names_hash,
        "call": [as_known.id, as_known.date.isoformat(), as_known.sides, dict(as_known.leaders)],
        "documents": shas,
        "sentences": [_as_read(sentence) for sentence in sentences],
    }
    if decisions:
        facts["decisions"] = [[d.kind, d.a, d.b, d.value] for d in decisions]
    keys = {sentence_key(documents[row.document_id], row.index): row.pk for row in rows}
    given = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    return _Input(call, as_known, sentences, decisions, keys, shas, given)


def _as_read(s: records.Sentence) -> Sequence[str | int | bool | None]:
    return (s.id, s.span.start, s.span.end, s.role, s.voice, s.source, s.cue, s.quoted, s.attributed, s.paragraph)


def _store(run: Collation, result: records.CallResult, given: _Input) -> StatementChanges:
    Collation.objects.filter(call=run.call, current=True).update(current=False)
    run.current = True
    run.full_clean(validate_constraints=False)  # the database checks them, in order
    run.save()
    # Only the current links are kept: a run is a function of inputs that are all recorded, and can be run again.
    Link.objects.filter(collation__call=run.call).delete()
    Link.objects.bulk_create(
        (
            Link(
                collation=run,
                a_id=given.keys[link.a],
                b_id=given.keys[link.b],
                relation=link.relation.value,
                score=link.score,
                why=[{"name": signal.name, "value": signal.value} for signal in link.why],
            )
            for link in result.links
        ),
        batch_size=500,
    )
    sentences = {sentence.id: sentence for sentence in given.sentences}
    changes = statements_store(run=run, statements=result.statements, keys=given.keys, sentences=sentences)
    differences_store(call=run.call)
    return changes
