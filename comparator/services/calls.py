"""Calls: proposed by the machine, entered, accepted and removed by editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from comparator.models import Call, CallParty, Side
from comparator.services.register import sides_ensure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from comparator.engine import records


@transaction.atomic
def call_create(
    *, date: date, parties: Sequence[CallParty], status: Call.Status = Call.Status.CONFIRMED, slug: str = ""
) -> Call:
    """Store a call with its parties, whose ``call`` is still open."""
    ordered = sorted(parties, key=lambda party: (party.side.position, party.side.code))
    call = Call(date=date, status=status, slug=slug or call_slug(date=date, parties=ordered))
    call.full_clean()
    call.save()
    for party in ordered:
        party.call = call
        party.full_clean()
        party.save()
    return call


@transaction.atomic
def call_name(*, call: Call) -> None:
    """Give a stored call the slug that its date and parties ask for."""
    parties = call.parties.select_related("side").order_by("side__position", "side__code")
    call.slug = call_slug(date=call.date, parties=parties)
    call.full_clean()
    call.save(update_fields=["slug"])


def call_slug(*, date: date, parties: Iterable[CallParty]) -> str:
    """Return a free slug: the date and the leaders' last names, left side first."""
    names = [slugify(party.leader.split()[-1] if party.leader.split() else "") for party in parties]
    codes = [party.side.code.lower() for party in parties]
    stem = "-".join([date.isoformat(), *(name or code for name, code in zip(names, codes, strict=True))])[:76]
    taken = set(Call.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{stem}-{number}") not in taken)


@transaction.atomic
def calls_propose(*, proposals: Iterable[records.ProposedCall]) -> Mapping[str, Call]:
    """Return the call for each proposal by its id: the one of that date between those sides, or a new one for an editor to accept."""
    return {proposal.id: _call_of(proposal) for proposal in proposals}


@transaction.atomic
def calls_sweep() -> None:
    """Remove the proposed calls that no sentence speaks of any more."""
    Call.objects.filter(status=Call.Status.PROPOSED, sentences=None, misdated_sentences=None).delete()


def _call_of(proposal: records.ProposedCall) -> Call:
    known = _known_call(proposal)
    if known is not None:
        return known
    sides = sides_ensure(codes=proposal.sides)
    # Proposals of one pair of sides come one after the other: two requests must not both find the call missing.
    list(Side.objects.select_for_update(no_key=True).filter(code__in=sides).order_by("code"))
    parties = [CallParty(side=side, leader=_leader(proposal, side)) for side in sides.values()]
    return _known_call(proposal) or call_create(date=proposal.date, parties=parties, status=Call.Status.PROPOSED)


def _known_call(proposal: records.ProposedCall) -> Call | None:
    wanted = set(proposal.sides)
    for call in Call.objects.filter(date=proposal.date).prefetch_related("parties__side").order_by("pk"):
        if {party.side.code for party in call.parties.all()} == wanted:
            return call
    return None


def _leader(proposal: records.ProposedCall, side: Side) -> str:
    return proposal.leaders.get(side.code, "")[:120]


def calls_near(*, calls: Iterable[Call], reach: int) -> set[int]:
    """Return the keys of ``calls`` and of the ``reach`` calls before and after each that share a side with it."""
    found: set[int] = set()
    for call in calls:
        related = Call.objects.filter(sides__in=[party.side_id for party in call.parties.all()]).exclude(pk=call.pk)
        before = related.filter(Q(date__lt=call.date) | Q(date=call.date, pk__lt=call.pk)).order_by("-date", "-pk")
        after = related.filter(Q(date__gt=call.date) | Q(date=call.date, pk__gt=call.pk)).order_by("date", "pk")
        found.add(call.pk)
        found.update(before.values_list("pk", flat=True).distinct()[:reach])
        found.update(after.values_list("pk", flat=True).distinct()[:reach])
    return found
