"""Rows of sides and calls as the engine's register.

The packaged sides are overridden by rows of the same code. Only confirmed calls are in it: what the machine proposes after reading one
document does not sway its reading of the next, so that the order in which documents come does not matter.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from comparator.engine import records
from comparator.engine.register import Register, build_register, packaged_sides
from comparator.models import Alias, Call, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST = {"name": 80, "adjective": 80, "alias": 120}


@dataclass(frozen=True, slots=True)
class RegisterState:
    """The register as it stands in the database."""

    register: Register
    sides_hash: str
    """Of the words that name sides: what the reading of every document depends on."""
    names_hash: str
    """The same with the leaders of all calls: what a collation depends on."""


def register_load() -> RegisterState:
    """Return the register as it stands."""
    sides = [side_record(side) for side in Side.objects.prefetch_related("aliases")]
    confirmed = Call.objects.filter(status=Call.Status.CONFIRMED)
    calls = [call_record(call) for call in confirmed.prefetch_related("parties__side")]
    register = build_register(calls, sides)
    return RegisterState(register, _hash(build_register((), sides).sides), _hash(register.sides))


def side_record(side: Side) -> records.Side:
    """Return a side as the engine knows it."""
    words: dict[str, list[str]] = {kind.value: [] for kind in Alias.AliasKind}
    for alias in side.aliases.all():
        words[alias.kind].append(alias.text)
    adjectives = words[Alias.AliasKind.ADJECTIVE]
    return records.Side(
        code=side.code,
        name=side.name,
        names=tuple(words[Alias.AliasKind.NAME]),
        adjectives=tuple(adjectives if side.adjective in adjectives else [side.adjective, *adjectives]),
        leaders=tuple(words[Alias.AliasKind.LEADER]),
        institutions=tuple(words[Alias.AliasKind.INSTITUTION]),
    )


def call_record(call: Call) -> records.Call:
    """Return a call as the engine knows it; its slug is its id."""
    parties = {party.side.code: party.leader for party in call.parties.all()}
    return records.Call(id=call.slug, date=call.date, sides=tuple(parties), leaders=parties)


@transaction.atomic
def sides_ensure(*, codes: Iterable[str]) -> Mapping[str, Side]:
    """Return the rows of sides by code; make those that are missing from the packaged ones, with their aliases."""
    wanted = set(codes)
    found = {side.code: side for side in Side.objects.filter(code__in=wanted)}
    packaged = {side.code: side for side in packaged_sides()}
    for code in sorted(wanted - set(found)):
        known = packaged.get(code, records.Side(code, code))
        side = Side(
            code=code, name=_free_name(known), adjective=_fit(next(iter(known.adjectives), known.name), "adjective")
        )
        side.full_clean()
        try:
            with transaction.atomic():
                side.save(force_insert=True)
                aliases_fill(side=side)
        except IntegrityError:  # another request made it at the same moment
            side = Side.objects.get(code=code)
        found[code] = side
    return found


def aliases_fill(*, side: Side) -> None:
    """Give a side that has no aliases those of the packaged side of its code, for editors to see and change."""
    known = {known.code: known for known in packaged_sides()}.get(side.code)
    if known is None or side.aliases.exists():
        return
    words = {
        Alias.AliasKind.NAME: known.names,
        Alias.AliasKind.ADJECTIVE: known.adjectives,
        Alias.AliasKind.LEADER: known.leaders,
        Alias.AliasKind.INSTITUTION: known.institutions,
    }
    Alias.objects.bulk_create(
        Alias(side=side, kind=kind, text=_fit(text, "alias"))
        for kind, texts in words.items()
        for text in dict.fromkeys(texts)
    )


def _free_name(side: records.Side) -> str:
    name = _fit(side.name, "name")
    return f"{name[:70]} ({side.code})" if Side.objects.filter(name=name).exists() else name


def _fit(text: str, what: str) -> str:
    return text[: _MOST[what]]


def _hash(sides: Mapping[str, records.Side]) -> str:
    # Sorted, because rows come by alphabet and the packaged lists do not: the order of words changes no reading.
    words = [
        [side.name, *(sorted(set(group)) for group in (side.names, side.adjectives, side.leaders, side.institutions))]
        for side in sides.values()
    ]
    return hashlib.sha256(json.dumps([list(sides), words]).encode()).hexdigest()
