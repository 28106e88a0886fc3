"""The register: what is known of sides and calls, and how text names them.

Takes the packaged sides (``lexicon/sides.json``), the sides that editors changed and the known calls; gives a frozen
``Register`` that every stage asks. No stage has a name in its code. It finds *mentions*, not speakers: who asserts a
sentence is stage 3's matter. Pronouns and descriptions ("the president") are not mentions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.naming import Mention, Namer
from comparator.engine.records import Call, Side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Mention", "Register", "build_register", "packaged_sides"]

_CACHED_REGISTERS = 32
"""A collation asks one register; a worker process sees a few in its life, one for each state of the admin's tables."""


@dataclass(frozen=True, slots=True)
class Register:
    """Known sides by code, and known calls in order of date."""

    sides: Mapping[str, Side] = field(default_factory=lambda: MappingProxyType({}))
    calls: tuple[Call, ...] = ()
    _namer: list[Namer] = field(default_factory=list, init=False, repr=False, compare=False)
    """The compiled aliases, once somebody asked; derived from the two fields above, so no part of equality."""

    def call(self, call_id: str) -> Call | None:
        """Return the known call of that id, if there is one."""
        return next((call for call in self.calls if call.id == call_id), None)

    def name_of(self, code: str | None) -> str:
        """Return what people call a side, as in "it speaks for …"; "no known side" where there is none."""
        if code is None:
            return "no known side"
        name = self.sides[code].name if code in self.sides else code
        return f"the {name}" if name.startswith("United ") else name

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return what the text names, longest match first, without overlaps, in order.

        An alias that several sides share ("PMO") is a mention of the one among them that takes part in a known call; where that
        does not settle it, it is no mention.
        """
        if not self._namer:
            calling = frozenset(code for call in self.calls for code in call.sides)
            self._namer.append(_compiled(tuple(self.sides.values()), calling))
        return self._namer[0].mentions(text)


def build_register(calls: Sequence[Call], sides: Sequence[Side] = ()) -> Register:
    """Return a register of the packaged sides, overridden by ``sides`` of the same code, with the leaders of ``calls`` added."""
    known = {side.code: side for side in (*packaged_sides(), *sides)}
    for call in calls:
        for code in call.sides:
            known.setdefault(code, Side(code, code))
        for code, leader in call.leaders.items():
            side = known.setdefault(code, Side(code, code))
            if leader and leader not in side.leaders:
                known[code] = replace(side, leaders=(*side.leaders, leader))
    ordered = tuple(sorted(calls, key=lambda call: (call.date, call.id)))
    return Register(MappingProxyType({code: known[code] for code in sorted(known)}), ordered)


@cache
def packaged_sides() -> tuple[Side, ...]:
    """Return the sides of ``lexicon/sides.json``."""
    return tuple(
        Side(
            code=row["code"],
            name=row["name"],
            names=tuple(row["names"]),
            adjectives=tuple(row["adjectives"]),
            leaders=tuple(row["leaders"]),
            institutions=tuple(row["institutions"]),
        )
        for row in read_json("sides")["sides"]
    )


@lru_cache(maxsize=_CACHED_REGISTERS)
def _compiled(sides: tuple[Side, ...], calling: frozenset[str]) -> Namer:
    return Namer(sides, calling, read_json("sides"))
