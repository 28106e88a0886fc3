"""The register: what is known of sides and calls, and how text names them.

Every stage asks the register, none has a name in its code. Sides come from ``lexicon/sides.json`` and, in the web application, from
rows that editors change; calls from the manifest or the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from comparator.engine.records import Call, Side


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names a side, one of its leaders or one of its institutions."""

    start: int
    end: int
    side: str
    kind: str
    """``name``, ``adjective``, ``leader`` or ``institution``."""


@dataclass(frozen=True, slots=True)
class Register:
    """Known sides by code, and known calls in order of date."""

    sides: Mapping[str, Side] = field(default_factory=lambda: MappingProxyType({}))
    calls: tuple[Call, ...] = ()

    def call(self, call_id: str) -> Call | None:
        """Return the known call of that id, if there is one."""
        return next((call for call in self.calls if call.id == call_id), None)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return what the text names, longest match first, without overlaps, in order."""
        raise NotImplementedError


def build_register(calls: Sequence[Call], sides: Sequence[Side] = ()) -> Register:
    """Return a register of the packaged sides, overridden by ``sides`` of the same code, with the leaders of ``calls`` added."""
    raise NotImplementedError
