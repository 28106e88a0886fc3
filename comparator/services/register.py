"""Rows of sides and calls as the engine's register.

The packaged sides are overridden by rows of the same code. Only confirmed calls are in it: what the machine proposes after reading one
document does not sway its reading of the next, so that the order in which documents come does not matter.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from comparator.engine import records
from comparator.engine.register import Register, build_register, packaged_sides
from comparator.models import Alias, Call, CallParty, Side

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
    """Return the register as it stands; three queries."""
    sides = _sides()
    register = build_register(_confirmed_calls(), sides)
    unnamed = build_register((), sides)
    return RegisterState(register, _hash(tuple(unnamed.sides.values())), _hash(tuple(register.sides.values())))


def _sides() -> list[records.Side]:
    """Return the stored sides as the engine knows them.

    One whose words are the packaged ones is the packaged record, whatever order its rows have: what the engine compiled for it serves on.
    """
    words: defaultdict[int, dict[str, list[str]]] = defaultdict(lambda: {kind.value: [] for kind in Alias.AliasKind})
    for side, kind, text in Alias.objects.order_by("kind", "text").values_list("side", "kind", "text"):
        words[side][kind].append(text)
    packaged = {side.code: side for side in packaged_sides()}
    sides = Side.objects.order_by("position", "code").values_list("pk", "code", "name", "adjective")
    stored = (_side_record(code, name, adjective, words[pk]) for pk, code, name, adjective in sides)
    return [known if (known := packaged.get(side.code)) and _words(known) == _words(side) else side for side in stored]


def _side_record(code: str, name: str, adjective: str, words: Mapping[str, list[str]]) -> records.Side:
    adjectives = words[Alias.AliasKind.ADJECTIVE]
    return records.Side(
        code=code,
        name=name,
        names=tuple(words[Alias.AliasKind.NAME]),
        adjectives=tuple(adjectives if adjective in adjectives else [adjective, *adjectives]),
        leaders=tuple(words[Alias.AliasKind.LEADER]),
        institutions=tuple(words[Alias.AliasKind.INSTITUTION]),
    )


def _confirmed_calls() -> list[records.Call]:
    """Return the calls that editors have entered or accepted; two queries, of plain values: a register may hold thousands."""
    confirmed = Call.objects.filter(status=Call.Status.CONFIRMED).order_by("date", "slug")
    calls = list(confirmed.values_list("pk", "slug", "date"))
    leaders: defaultdict[int, dict[str, str]] = defaultdict(dict)
    # Not asked where there are none: the parties of all that are only proposed would be looked through.
    parties = CallParty.objects.filter(call__status=Call.Status.CONFIRMED) if calls else CallParty.objects.none()
    for call, code, leader in parties.values_list("call", "side__code", "leader"):
        leaders[call][code] = leader
    return [records.Call(id=slug, date=date, sides=tuple(leaders[pk]), leaders=leaders[pk]) for pk, slug, date in calls]


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


def _words(side: records.Side) -> list[str | list[str]]:
    """Return the words that name a side, in an order of their own: rows come by alphabet and the packaged lists do not."""
    return [
        side.name,
        *(sorted(set(group)) for group in (side.names, side.adjectives, side.leaders, side.institutions)),
    ]


@lru_cache(maxsize=8)
def _hash(sides: tuple[records.Side, ...]) -> str:
    facts = [[side.code for side in sides], [_words(side) for side in sides]]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
