"""What a change of the register (sides, aliases, calls) asks for: reading the documents again that it may bear on.

A document is affected by a side's word that came or went if its text has that word, and by a call if it speaks of it, or names one of its
leaders and appeared soon after. Where that is more than one request can bear, the documents are marked as out of date instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from itertools import islice
from operator import and_, or_
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from comparator.engine import records
from comparator.models import Call, Document, Echo, Outlet
from comparator.services.documents import documents_reread
from comparator.services.engine import PACKAGED, Engine
from comparator.services.errors import UnknownCallError
from comparator.services.formulas import formulas_refresh
from comparator.services.register import RegisterState, register_load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from comparator.services.collations import CollationOutcome

AT_ONCE = 100
"""Documents that one request reads again: some 15 ms each for an article, and their calls' collations."""

_BATCH = 50
_CONDITIONS_AT_ONCE = 200

_REPORTED_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Followup:
    """What was done about a change of the register."""

    reread: int = 0
    left: int = 0
    """Documents that were marked as out of date."""
    collations: tuple[CollationOutcome, ...] = ()


@transaction.atomic
def register_followup(*, before: RegisterState, also: Iterable[int] = (), engine: Engine = PACKAGED) -> Followup:
    """Read again what the change of the register since ``before`` may bear on, and the documents ``also``."""
    after = register_load()
    words = _changed_words(before.register.sides, after.register.sides)
    calls = set(before.register.calls) ^ set(after.register.calls)
    keys = _matching([*_has_words(words), *_speaks_of(calls)]) | set(also)
    _pass_as_read(before, after, keys)
    others = _matching(_names_leaders(calls)) - keys
    left = Document.objects.filter(pk__in=others).update(register_hash="")
    return _reread_or_mark(keys, left, engine)


@transaction.atomic
def calls_accept(*, calls: Iterable[Call], engine: Engine = PACKAGED) -> Followup:
    """Make proposed calls known ones, so that other documents are found to speak of them."""
    before = register_load()
    for call in Call.objects.filter(pk__in=[call.pk for call in calls]):
        call.status = Call.Status.CONFIRMED
        call.save(update_fields=["status"])  # one by one, so that it is recorded who accepted which
    return register_followup(before=before, engine=engine)


@transaction.atomic
def call_accept(*, slug: str, engine: Engine = PACKAGED) -> Followup:
    """Make the proposed call of this slug a known one.

    Raises:
        UnknownCallError: no proposed call has it.
    """
    proposed = Call.objects.filter(slug=slug, status=Call.Status.PROPOSED)
    if not proposed.exists():
        raise UnknownCallError(
            _("No proposed call has the address %(slug)s. Somebody may have accepted it already.") % {"slug": slug}
        )
    return calls_accept(calls=proposed, engine=engine)


@transaction.atomic
def calls_delete(*, calls: Iterable[Call], engine: Engine = PACKAGED) -> Followup:
    """Remove calls, and find out what the documents that spoke of them speak of without them."""
    before = register_load()
    keys = [call.pk for call in calls]
    speaking = set(Document.objects.filter(sentences__call__in=keys).values_list("pk", flat=True))
    confirmed = Call.objects.filter(pk__in=keys, status=Call.Status.CONFIRMED).exists()
    Echo.objects.filter(Q(a__call__in=keys) | Q(b__call__in=keys)).delete()
    Call.objects.filter(pk__in=keys).delete()
    formulas_refresh(calls=())
    if not confirmed:  # an editor who removes a proposal does not want it back at once
        return Followup()
    return register_followup(before=before, also=speaking, engine=engine)


@transaction.atomic
def outlet_followup(*, outlet: Outlet, engine: Engine = PACKAGED) -> Followup:
    """Read an outlet's documents again, after its name or its home side changed."""
    return _reread_or_mark(set(outlet.documents.values_list("pk", flat=True)), 0, engine)


def documents_stale(*, engine: Engine = PACKAGED) -> QuerySet[Document]:
    """Return the documents that were read by another engine or with other names than today's."""
    outdated = ~Q(engine_version=engine.version) | ~Q(register_hash=register_load().sides_hash)
    return Document.objects.filter(outdated)


def documents_catch_up(*, all_of_them: bool = False, engine: Engine = PACKAGED) -> int:
    """Read again the documents that are out of date, or all; return how many. Each batch is a transaction of its own."""
    documents = Document.objects.all() if all_of_them else documents_stale(engine=engine)
    keys = list(documents.order_by("public_id").values_list("pk", flat=True))
    for first in range(0, len(keys), _BATCH):
        batch = Document.objects.filter(pk__in=keys[first : first + _BATCH]).select_related("outlet__side")
        documents_reread(documents=batch, engine=engine)
    return len(keys)


def _reread_or_mark(keys: set[int], left: int, engine: Engine) -> Followup:
    documents = Document.objects.filter(pk__in=keys)
    if len(keys) > AT_ONCE:
        return Followup(left=left + documents.update(register_hash=""))
    return Followup(
        len(keys), left, documents_reread(documents=documents.select_related("outlet__side"), engine=engine)
    )


def _pass_as_read(before: RegisterState, after: RegisterState, affected: set[int]) -> None:
    """Note that documents which the change can't bear on are up to date with it."""
    if before.sides_hash != after.sides_hash:
        unaffected = Document.objects.filter(register_hash=before.sides_hash).exclude(pk__in=affected)
        unaffected.update(register_hash=after.sides_hash)


def _changed_words(before: Mapping[str, records.Side], after: Mapping[str, records.Side]) -> set[str]:
    nobody = records.Side("", "")
    changed: set[str] = set()
    for code in set(before) | set(after):
        changed |= _words(before.get(code, nobody)) ^ _words(after.get(code, nobody))
    return changed - {""}


def _words(side: records.Side) -> set[str]:
    """Return what to look for in a text; leaders are named by their last name too."""
    leaders = (leader.split()[-1] for leader in side.leaders if leader.split())
    return {_stem(word) for word in (side.name, *side.names, *side.adjectives, *side.institutions, *leaders)}


def _stem(word: str) -> str:
    """Return the part that every form has: words outside the Latin script are inflected."""
    return word if word.isascii() or len(word) < 5 else word[:-2]


def _has_words(words: Iterable[str]) -> list[Q]:
    return [Q(raw_text__icontains=word) for word in sorted(words)]


def _speaks_of(calls: Iterable[records.Call]) -> list[Q]:
    """Match documents that were found to speak of one of the calls, or that name one of its leaders and appeared soon after."""
    found = []
    for call in calls:
        days = (call.date - timedelta(days=1), call.date + _REPORTED_WITHIN)
        soon = Q(published=None) | Q(published__range=days)
        found += [Q(sentences__call__slug=call.id), *(named & soon for named in _has_words(_last_names(call)))]
    return found


def _names_leaders(calls: Iterable[records.Call]) -> list[Q]:
    """Match later documents that name all leaders of one of the calls: they may look back on it."""
    return [reduce(and_, _has_words(_last_names(call)), Q(published__gt=call.date)) for call in calls]


def _last_names(call: records.Call) -> list[str]:
    return sorted({_stem(leader.split()[-1]) for leader in call.leaders.values() if leader.split()})


def _matching(conditions: Iterable[Q]) -> set[int]:
    """Return the keys of the documents that meet any of the conditions; asked in parts, because SQLite takes no more than 1,000 at once."""
    found: set[int] = set()
    asked = iter(conditions)
    while part := list(islice(asked, _CONDITIONS_AT_ONCE)):
        found |= set(Document.objects.filter(reduce(or_, part)).values_list("pk", flat=True))
    return found
