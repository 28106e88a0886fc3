"""What reviewers decide about stored documents: kept, put into force at once, and taken back.

Each decision is a row that is never changed; what it bears on is read and collated again in the same transaction, so the pages never show
one without the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comparator.engine import records
from comparator.engine.decisions import JOIN, SPLIT
from comparator.engine.options import ENGINE_VERSION
from comparator.engine.pairs import APART, PairDecided
from comparator.models import Call, Document, Link, Review, Sentence, Side, StatementMember
from comparator.models.review import in_force
from comparator.services.collations import collate_calls
from comparator.services.documents import documents_reread, refuse_failed
from comparator.services.engine import PACKAGED, Engine
from comparator.services.errors import ServiceError
from comparator.services.mapping import source_document
from comparator.services.register import register_load
from comparator.services.reviews import decisions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import User

MOST_WORDS_OF_WHY = 300
"""Characters of a person's reason that are kept."""

_LINKS = frozenset({*(relation.value for relation in records.Relation), APART})
_VERDICTS = frozenset({records.Verdict.AGREE.value, records.Verdict.DIVERGE.value})


class NotDecidableError(ServiceError):
    """It can't be decided so: what was chosen is not known, or it is not there any more."""


class AlreadyWithdrawnError(ServiceError):
    """Somebody has taken the decision back, or replaced it, in the meantime."""


@transaction.atomic
def document_decide(
    *,
    document: Document,
    made: Iterable[records.Decision] = (),
    undone: Iterable[tuple[records.Decided, records.Span]] = (),
    by: User | None,
    why: str = "",
    engine: Engine = PACKAGED,
) -> int:
    """Keep decisions about a document's text, take others back, and read it again; return how many are new.

    Args:
        document: a stored one.
        made: what is decided; what holds in the same words already is not stored again.
        undone: kind and characters of decisions that are to hold no more.
        by: who decides.
        why: in that person's words.
        engine: what reads and compares.

    Raises:
        NotDecidableError: a value is not known, or lies outside the text; nothing is changed.
        EngineFailedError: the engine broke down over it; nothing is changed.
    """
    document = Document.objects.select_for_update(of=("self",)).select_related("outlet__side").get(pk=document.pk)
    holding = {row.subject: row for row in in_force(_about(document))}
    rows = []
    for decision in made:
        _refuse_unknown(document, decision)
        row = _row(document, decision.kind.value, decision.span)
        row.value, row.found = decision.value, decision.found
        former = holding.get(row.subject)
        if former is None or former.value != row.value:
            rows.append(row)
        elif (found := _found_now(document, decision, engine)) != former.found:  # confirmed against new evidence
            row.found = found
            rows.append(row)
    for kind, span in undone:
        row = _row(document, kind.value, span)
        if former := holding.get(row.subject):
            row.value, row.found, row.undone = former.value, former.found, True
            rows.append(row)
    if rows:
        _store(rows, by, why)
        refuse_failed(documents_reread(documents=[document], engine=engine))
    return len(rows)


@transaction.atomic
def link_decide(
    *, a: Sentence, b: Sentence, relation: str, by: User | None, why: str = "", engine: Engine = PACKAGED
) -> bool:
    """Keep how two sentences of one call are linked (a ``Relation``), or that they are not (``apart``); return whether that is new.

    Raises:
        NotDecidableError: there is no such relation, or they are not two sentences of one call.
        EngineFailedError: the engine broke down over it; nothing is changed.
    """
    if relation not in _LINKS:
        raise NotDecidableError(_("“%(value)s” is not one of the choices.") % {"value": relation[:40]})
    pair = Link.objects.filter(collation__current=True, a__in=(a, b), b__in=(a, b)).values_list("relation", flat=True)
    return _decide_pair(PairDecided.LINK, a, b, relation, pair.first() or APART, by, why, engine)


@transaction.atomic
def verdict_decide(
    *, a: Sentence, b: Sentence, verdict: str, by: User | None, why: str = "", engine: Engine = PACKAGED
) -> bool:
    """Keep whether the accounts in two sentences agree or diverge; it holds for the statement that has both. Return whether that is new.

    Raises:
        NotDecidableError: it is no such verdict, or no statement has both sentences.
        EngineFailedError: the engine broke down over it; nothing is changed.
    """
    if verdict not in _VERDICTS:
        raise NotDecidableError(_("“%(value)s” is not one of the choices.") % {"value": verdict[:40]})
    both = (
        StatementMember.objects.filter(sentence=a, statement__retired=False, statement__members__sentence=b)
        .values_list("statement__verdict", flat=True)
        .first()
    )
    if both is None:
        raise NotDecidableError(_("No statement has both sentences any more. Look at it again."))
    return _decide_pair(PairDecided.VERDICT, a, b, verdict, both, by, why, engine)


@transaction.atomic
def review_withdraw(*, review: Review, by: User | None, why: str = "", engine: Engine = PACKAGED) -> None:
    """Take a decision back: what the program finds holds again.

    Raises:
        AlreadyWithdrawnError: it does not hold any more.
        EngineFailedError: the engine broke down over it; nothing is changed.
    """
    _lock(review.document, review.other)
    if review.pk not in {row.pk for row in in_force(_about(review.document))}:
        raise AlreadyWithdrawnError(_("This decision holds no more: it was taken back or replaced in the meantime."))
    row = Review(
        document=review.document,
        kind=review.kind,
        start=review.start,
        end=review.end,
        other=review.other,
        other_start=review.other_start,
        other_end=review.other_end,
        value=review.value,
        found=review.found,
        undone=True,
    )
    _store([row], by, why)
    if row.kind in Review.PAIRS:
        calls = Call.objects.filter(sentences__document=row.document).filter(sentences__document=row.other).distinct()
        refuse_failed(collate_calls(calls=calls.values_list("pk", flat=True), engine=engine))
    else:
        document = Document.objects.select_related("outlet__side").get(pk=row.document_id)
        refuse_failed(documents_reread(documents=[document], engine=engine))


def _found_now(document: Document, decision: records.Decision, engine: Engine) -> str:
    """Return the voice or the call that the program finds where something else was decided; else what it had found."""
    name = {records.Decided.VOICE: "voice", records.Decided.CALL: "call"}.get(decision.kind)
    others = [d for d in decisions_of(document) if (d.kind, d.span) != (decision.kind, decision.span)]
    read = engine.read(source_document(document, others), register_load().register)
    found = next((s for s in read.sentences if s.span == decision.span), None)
    return decision.found if name is None or found is None else getattr(found, name) or ""


def _decide_pair(
    kind: PairDecided,
    a: Sentence,
    b: Sentence,
    value: str,
    found: str,
    by: User | None,
    why: str,
    engine: Engine,
) -> bool:
    if a.pk == b.pk or a.call_id is None or a.call_id != b.call_id:
        raise NotDecidableError(_("These are not two sentences of one call."))
    _lock(a.document, b.document)
    first, second = sorted((a, b), key=lambda s: (s.document.public_id, s.index))
    row = _row(first.document, kind.value, records.Span(first.start, first.end))
    row.other, row.other_start, row.other_end = second.document, second.start, second.end
    row.value, row.found = value, found
    holding = {former.subject: former for former in in_force(_about(first.document))}
    former = holding.get(row.subject)
    if former is not None and former.value == value:
        return False
    if former is not None:
        row.found = former.found
    _store([row], by, why)
    refuse_failed(collate_calls(calls=[a.call_id], engine=engine))
    return True


def _lock(*documents: Document | None) -> None:
    """Have decisions about these documents come one after the other."""
    keys = [document.pk for document in documents if document is not None]
    list(Document.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _about(document: Document) -> Iterable[Review]:
    """Return all reviews that a decision about a document may follow on, in the order in which they were made."""
    own = Review.objects.filter(document=document)
    return (own | Review.objects.filter(other=document)).order_by("pk")


def _row(document: Document, kind: str, span: records.Span) -> Review:
    return Review(document=document, kind=kind, start=span.start, end=span.end)


def _store(rows: Iterable[Review], by: User | None, why: str) -> None:
    for row in rows:
        row.by, row.note, row.at = by, " ".join(why.split())[:MOST_WORDS_OF_WHY], timezone.now()
        row.engine_version = ENGINE_VERSION
        row.save()


def _refuse_unknown(document: Document, decision: records.Decision) -> None:
    known: dict[records.Decided, Callable[[str], bool]] = {
        records.Decided.ROLE: lambda value: value in set(records.Role),
        records.Decided.BOUNDARY: lambda value: value in {SPLIT, JOIN},
        records.Decided.VOICE: lambda value: (
            value in {"", records.OUTLET_VOICE} or Side.objects.filter(code=value).exists()
        ),
        records.Decided.CALL: lambda value: not value or Call.objects.filter(slug=value).exists(),
    }
    span = decision.span
    if not known[decision.kind](decision.value) or not 0 <= span.start <= span.end <= len(document.raw_text):
        raise NotDecidableError(_("“%(value)s” is not one of the choices.") % {"value": decision.value[:40]})
