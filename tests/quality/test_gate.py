"""The engine reaches its floors on the annotated seed articles, and those are what they were when the floors were set.

Where ``QUALITY_DATA`` names a folder with the other sets, their floors hold too.
"""

from __future__ import annotations

import json

import pytest

from tests.quality import report
from tests.quality.datasets import ROOT, SEEDS, fingerprint, measure
from tests.quality.report import Measured, data_folders, lift_floors, load_floors, measure_public, measure_sets, raised

FLOORS = load_floors()
SEED_FLOORS = FLOORS["sets"]["seeds"]


@pytest.fixture(scope="module")
def figures():
    return measure(SEEDS).as_dict()


@pytest.mark.xdist_group("quality")
@pytest.mark.parametrize("name", SEED_FLOORS["floors"])
def test_figure_reaches_its_floor(figures, name):
    assert figures[name] >= SEED_FLOORS["floors"][name], f"{name} fell to {figures[name]:.3f}; `make quality` shows all"


@pytest.mark.xdist_group("quality")
@pytest.mark.parametrize("name", FLOORS["sets"])
def test_every_figure_has_a_floor(figures, name):
    assert set(figures) == set(FLOORS["sets"][name]["floors"])


def test_the_annotations_are_those_of_the_floors():
    assert fingerprint(SEEDS) == SEED_FLOORS["fingerprint"], (
        "annotations or texts changed: set the floors anew, and say why"
    )


def test_the_demo_shows_the_annotated_texts():
    """The articles of the demo and those that are measured are the same, byte for byte."""
    demo = {path.read_bytes() for path in (ROOT / "fixtures").rglob("*.txt")}
    assert {path.read_bytes() for path in (SEEDS / "texts").iterdir()} <= demo


@pytest.mark.xdist_group("quality")
@pytest.mark.skipif(not data_folders(), reason="QUALITY_DATA names no folder with the other sets")
@pytest.mark.parametrize("measured", [measure_sets, measure_public])
def test_the_other_sets_reach_their_floors(measured):
    assert {row.name: row.fallen for row in measured(FLOORS) if row.fallen} == {}


def test_raising_never_lowers_a_floor():
    floors = {"a": 0.9, "b": 0.5, "c": 1.0}
    assert raised(floors, {"a": 0.2, "b": 0.8, "c": 1.0}) == {"a": 0.9, "b": 0.79, "c": 1.0}


def test_a_figure_below_its_floor_is_told():
    assert Measured("any", {"a": 0.7, "b": 0.6}, {"a": 0.7, "b": 0.61}).fallen == {"b": 0.6}


def test_lifted_floors_are_written_for_what_was_measured_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "FLOORS", tmp_path / "floors.json")
    stored = {
        "sets": {"seeds": {"fingerprint": "", "floors": {"a": 0.5}}, "other": {"floors": {"a": 0.5}}},
        "public": {},
    }
    lift_floors(stored, [Measured("seeds", {"a": 0.8}, {"a": 0.5}), Measured("unknown", {"a": 1.0}, {})], [])
    written = json.loads((tmp_path / "floors.json").read_text(encoding="utf-8"))
    assert written["sets"]["seeds"] == {"fingerprint": fingerprint(SEEDS), "floors": {"a": 0.79}}
    assert written["sets"]["other"] == {"floors": {"a": 0.5}}
    assert "unknown" not in written["sets"]
