"""The calls written for fitting keep to the form that their head gives."""

from __future__ import annotations

import pytest

from comparator.engine.training.gold import GoldCall
from comparator.engine.training.written import load_written

CALLS = load_written()


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_a_written_call_is_whole(call: GoldCall) -> None:
    sides = set(call.call.sides)
    assert set(call.call.leaders) == sides
    assert {s.voice for s in call.sentences} <= sides | {"outlet"}
    assert len({s.document for s in call.sentences}) > 1
    assert {s.voice for s in call.sentences} >= sides
    assert call.agreeing | call.diverging <= call.cross
    assert not call.agreeing & call.diverging
    assert {"agree", "diverge"} <= set(call.verdicts.values())


def test_written_calls_are_told_apart() -> None:
    assert len({call.name for call in CALLS}) == len(CALLS) > 10
