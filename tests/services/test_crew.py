"""The engine over many documents or calls, here or in processes of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from comparator.engine import records
from comparator.engine.errors import InvalidInputError
from comparator.engine.register import build_register
from comparator.services.crew import Crew, Failure, Task
from comparator.services.engine import PACKAGED
from tests.fakes import FakeEngine

CALL = records.Call("c", date(2024, 5, 7), ("BR", "FR"), {"BR": "Lula da Silva", "FR": "Emmanuel Macron"})
REGISTER = build_register((CALL,))
DOCUMENTS = [
    records.SourceDocument(
        f"d{number}",
        f"President Lula spoke today with President Emmanuel Macron. He offered {number} tonnes of aid.",
        records.Kind.READOUT,
        side="BR",
        published=date(2024, 5, 7),
    )
    for number in range(6)
]


def test_processes_give_what_this_process_gives_in_the_same_order():
    alone = Crew(PACKAGED, REGISTER)
    read = list(alone.read(DOCUMENTS))
    stored = [
        replace(s, why=MappingProxyType(dict(s.why))) for d in read for s in d.sentences
    ]  # as the services give them
    tasks = [Task(CALL, stored[: 2 * n]) for n in range(1, 6)]
    with Crew(PACKAGED, REGISTER, workers=2) as crew:
        assert list(crew.read(DOCUMENTS)) == read
        assert list(crew.collate(tasks)) == list(alone.collate(tasks))
    assert [document.document.id for document in read] == [document.id for document in DOCUMENTS]


def test_what_goes_wrong_over_one_is_that_ones_failure():
    class Delicate(FakeEngine):
        def read(self, document, register):
            if document.id == "d1":
                raise InvalidInputError("too odd")
            if document.id == "d2":
                raise RuntimeError("broke down")
            return super().read(document, register)

    found = list(Crew(Delicate(), REGISTER).read([replace(d, text="[BR|c] Aid") for d in DOCUMENTS[:4]]))
    assert [type(one) for one in found] == [records.ReadDocument, Failure, Failure, records.ReadDocument]
    assert (found[1].error, found[1].foreseen) == ("InvalidInputError: too odd", "too odd")
    assert (found[2].error, found[2].foreseen) == ("RuntimeError: broke down", "")
    assert "Traceback" in found[2].trace


@pytest.mark.parametrize(("asked", "workers"), [(0, 1), (1, 1), (3, 3)])
def test_there_is_at_least_one_worker(asked, workers):
    assert Crew(FakeEngine(), REGISTER, workers=asked).workers == workers


def test_a_process_that_may_have_no_children_works_alone(monkeypatch):
    monkeypatch.setattr(
        "comparator.services.crew.multiprocessing.current_process", lambda: type("P", (), {"daemon": True})
    )
    assert Crew(FakeEngine(), REGISTER, workers=4).workers == 1
