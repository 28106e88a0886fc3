"""Calls: proposed by the machine, entered, accepted and removed by editors."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from comparator.models import Call, CallParty, Side
from comparator.services.register import sides_ensure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
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
    # Asked one by one: what begins with the stem would be searched for among all slugs.
    numbered = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(slug for slug in numbered if not Call.objects.filter(slug=slug).exists())


@transaction.atomic
def calls_propose(*, proposals: Iterable[records.ProposedCall]) -> Mapping[str, Call]:
    """Return the call for each proposal by its id: the one of that date between those sides, or a new one for an editor to accept."""
    wanted: dict[str, records.ProposedCall] = {}
    for proposal in proposals:  # one document may name a leader whom another leaves out
        former = wanted.get(proposal.id, proposal)
        wanted[proposal.id] = replace(former, leaders={**proposal.leaders, **former.leaders})
    known = calls_known(proposals=wanted.values())
    if len(known) < len(wanted):
        sides = sides_ensure(codes=(code for proposal in wanted.values() for code in proposal.sides))
        # Proposals of one pair of sides come one after the other: two requests must not both find the call missing.
        list(Side.objects.select_for_update(no_key=True).filter(code__in=sides).order_by("code"))
        known = calls_known(proposals=wanted.values())
        made: dict[tuple[date, frozenset[str]], Call] = {}
        for proposal in wanted.values():
            if proposal.id not in known:
                facts = (proposal.date, frozenset(proposal.sides))
                made[facts] = known[proposal.id] = made.get(facts) or _call_of(proposal, sides)
    return known


def calls_known(*, proposals: Collection[records.ProposedCall]) -> dict[str, Call]:
    """Return the stored calls of the proposals' dates and sides, by the proposals' ids; of several the oldest row."""
    by_facts: dict[tuple[date, frozenset[str]], Call] = {}
    days = {proposal.date for proposal in proposals}
    for call in Call.objects.filter(date__in=days).prefetch_related("parties__side").order_by("pk"):
        by_facts.setdefault((call.date, frozenset(party.side.code for party in call.parties.all())), call)
    facts = {proposal.id: (proposal.date, frozenset(proposal.sides)) for proposal in proposals}
    return {key: by_facts[fact] for key, fact in facts.items() if fact in by_facts}


@transaction.atomic
def calls_sweep(*, calls: Iterable[int]) -> None:
    """Remove those of these calls that were proposed and that no sentence speaks of any more."""
    Call.objects.filter(
        pk__in=set(calls), status=Call.Status.PROPOSED, sentences=None, misdated_sentences=None
    ).delete()


def _call_of(proposal: records.ProposedCall, sides: Mapping[str, Side]) -> Call:
    parties = [CallParty(side=sides[code], leader=proposal.leaders.get(code, "")[:120]) for code in proposal.sides]
    return call_create(date=proposal.date, parties=parties, status=Call.Status.PROPOSED)


def calls_near(*, calls: Iterable[Call], reach: int) -> set[int]:
    """Return the keys of ``calls`` and of the ``reach`` calls before and after each that share a side with it.

    The calls are walked in order of date from each one, and a walk ends as soon as it has found enough: its length does not depend on how
    many calls there are.
    """
    found: set[int] = set()
    for call in calls:
        shared = CallParty.objects.filter(call=OuterRef("pk"), side__in=[party.side_id for party in call.parties.all()])
        related = Call.objects.filter(Exists(shared))
        before = related.filter(date__lte=call.date).exclude(date=call.date, pk__gte=call.pk).order_by("-date", "-pk")
        after = related.filter(date__gte=call.date).exclude(date=call.date, pk__lte=call.pk).order_by("date", "pk")
        found.add(call.pk)
        found.update(before.values_list("pk", flat=True)[:reach])
        found.update(after.values_list("pk", flat=True)[:reach])
    return found
