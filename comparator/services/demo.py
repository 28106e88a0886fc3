"""The demo: the articles, calls, outlets and sides of ``fixtures/demo.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from comparator.models import Call, CallParty, Outlet, Side
from comparator.services.calls import call_create
from comparator.services.documents import document_add
from comparator.services.engine import PACKAGED, Engine
from comparator.services.errors import DuplicateDocumentError
from comparator.services.register import sides_ensure

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoLoaded:
    """What was not there before."""

    calls: int
    documents: int


@transaction.atomic
def demo_load(*, folder: Path, engine: Engine = PACKAGED) -> DemoLoaded:
    """Load what of the demo is not there yet. What editors changed in the meantime is left as it is."""
    facts = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    sides = dict(sides_ensure(codes=[entry["side"] for call in facts["calls"] for entry in call["parties"]]))
    for entry in facts["sides"]:
        _place(sides[entry["code"]], entry["position"])
    outlets = {entry["name"]: _outlet(entry, sides) for entry in facts["outlets"]}
    calls = sum(_load_call(entry, sides) for entry in facts["calls"])
    documents = sum(_load_document(folder, entry, outlets, engine) for entry in facts["documents"])
    return DemoLoaded(calls, documents)


def _place(side: Side, position: int) -> None:
    if side.position == Side._meta.get_field("position").default:
        side.position = position
        side.save(update_fields=["position"])


def _outlet(entry: dict[str, Any], sides: dict[str, Side]) -> Outlet:
    return Outlet.objects.get_or_create(name=entry["name"], defaults={"side": sides[entry["side"]]})[0]


def _load_call(entry: dict[str, Any], sides: dict[str, Side]) -> bool:
    day = date.fromisoformat(entry["date"])
    parties = [CallParty(side=sides[p["side"]], leader=p["leader"], title=p["title"]) for p in entry["parties"]]
    wanted = {party.side.code for party in parties}
    for call in Call.objects.filter(date=day).prefetch_related("sides"):
        if {side.code for side in call.sides.all()} == wanted:
            return False
    call_create(date=day, parties=parties)
    return True


def _load_document(folder: Path, entry: dict[str, Any], outlets: dict[str, Outlet], engine: Engine) -> bool:
    try:
        with transaction.atomic():
            document_add(
                raw=(folder / entry["file"]).read_bytes(),
                kind=entry["kind"],
                outlet=outlets[entry["outlet"]],
                published=date.fromisoformat(entry["published"]) if entry["published"] else None,
                title=entry["title"],
                language=entry["language"],
                engine=engine,
            )
    except DuplicateDocumentError:
        return False
    return True
