"""The engine reaches its floors on the annotated seed articles, and those are what they were when the floors were set."""

from __future__ import annotations

import pytest

from tests.quality.datasets import ROOT, SEEDS, fingerprint, measure
from tests.quality.report import load_floors, raised

FLOORS = load_floors()


@pytest.fixture(scope="module")
def figures():
    return measure(SEEDS).as_dict()


@pytest.mark.xdist_group("quality")
@pytest.mark.parametrize("name", FLOORS["floors"])
def test_figure_reaches_its_floor(figures, name):
    assert figures[name] >= FLOORS["floors"][name], f"{name} fell to {figures[name]:.3f}; `make quality` shows all"


@pytest.mark.xdist_group("quality")
def test_every_figure_has_a_floor(figures):
    assert set(figures) == set(FLOORS["floors"])


def test_the_annotations_are_those_of_the_floors():
    assert fingerprint(SEEDS) == FLOORS["fingerprint"], "annotations or texts changed: set the floors anew, and say why"


def test_the_demo_shows_the_annotated_texts():
    """The articles of the demo and those that are measured are the same, byte for byte."""
    demo = {path.read_bytes() for path in (ROOT / "fixtures").rglob("*.txt")}
    assert {path.read_bytes() for path in (SEEDS / "texts").iterdir()} <= demo


def test_raising_never_lowers_a_floor():
    floors = {"a": 0.9, "b": 0.5, "c": 1.0}
    assert raised(floors, {"a": 0.2, "b": 0.8, "c": 1.0}) == {"a": 0.9, "b": 0.79, "c": 1.0}
