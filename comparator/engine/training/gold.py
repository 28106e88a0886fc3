"""Annotated documents as the engine's records, for fitting and measuring.

Takes a folder with ``manifest.json`` and ``gold.json``; gives, for each call, its sentences with the annotators' roles, voices and calls,
and the pairs that the annotations settle.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.manifest import load_manifest
from comparator.engine.records import Call, Role, Sentence, Span
from comparator.engine.register import Register, build_register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldCall:
    """A call of an annotated set."""

    name: str
    call: Call
    register: Register
    sentences: tuple[Sentence, ...]
    points: dict[str, frozenset[str]]
    same: frozenset[Pair]
    same_optional: frozenset[Pair]
    cross: frozenset[Pair]
    cross_optional: frozenset[Pair]
    agreeing: frozenset[Pair]
    """Pairs of ``cross`` of which the verdict is known: the two accounts agree."""
    diverging: frozenset[Pair]
    verdicts: dict[str, str]
    """Sentence of a side → ``agree``, ``diverge`` or ``one_sided``."""

    @property
    def content(self) -> tuple[Sentence, ...]:
        """Its content sentences."""
        return tuple(s for s in self.sentences if s.role is Role.CONTENT)

    def is_scored(self, a: Sentence, b: Sentence) -> bool:
        """Whether the pair counts: not both of them only say that the call took place."""
        return not self.points[a.id] == self.points[b.id] == {"took-place"}


def load_gold(folders: Sequence[Path]) -> tuple[GoldCall, ...]:
    """Return the calls of the annotated sets in ``folders``."""
    return tuple(call for folder in folders for call in _load(folder))


def _load(folder: Path) -> list[GoldCall]:
    manifest = load_manifest(json.loads((folder / "manifest.json").read_text(encoding="utf-8")), folder)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    register = build_register(manifest.calls)
    texts = {d.id: d.text for d in manifest.documents}
    sentences: list[Sentence] = []
    points: dict[str, frozenset[str]] = {}
    for document in gold["documents"]:
        for index, row in enumerate(document["sentences"]):
            sentences.append(
                Sentence(
                    id=row["id"],
                    document=document["doc"],
                    index=index,
                    span=Span(row["start"], row["end"]),
                    text=" ".join(texts[document["doc"]][row["start"] : row["end"]].split()),
                    role=Role(row["role"]),
                    voice=row.get("voice"),
                    call=row.get("call"),
                )
            )
            points[row["id"]] = frozenset(row.get("points") or ())
    sets = {
        key: frozenset(frozenset(p) for p in gold[key]) for key in ("same", "same_optional", "cross", "cross_optional")
    }
    return [_call(folder.name, call, register, sentences, points, sets, gold["verdicts"]) for call in manifest.calls]


def _call(
    folder: str,
    call: Call,
    register: Register,
    sentences: Sequence[Sentence],
    points: dict[str, frozenset[str]],
    sets: dict[str, frozenset[Pair]],
    verdicts: dict[str, str],
) -> GoldCall:
    own = tuple(s for s in sentences if s.call == call.id and s.role is not Role.FURNITURE)
    known = {s.id: verdicts[s.id] for s in own if s.id in verdicts}
    inner = {s.id for s in own}
    settled = [(pair, {known[member] for member in pair if member in known}) for pair in sets["cross"] if pair <= inner]
    return GoldCall(
        name=f"{folder}/{call.id}",
        call=call,
        register=register,
        sentences=own,
        points=points,
        **sets,
        agreeing=frozenset(pair for pair, found in settled if len(found) == 1 and found != {"diverge"}),
        diverging=frozenset(pair for pair, found in settled if found == {"diverge"}),
        verdicts=known,
    )
