"""Who may import whom: the contracts of pyproject.toml, and the purity of the engine that no contract can say."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.architecture.project import ROOT

STAGES = ("clean", "segment", "attribute", "locate", "align", "judge", "echo", "report")
CONDUCTORS = ("pipeline", "manifest", "__main__", "training")
ENGINE = ROOT / "comparator" / "engine"
MODULES = sorted(path for path in ENGINE.rglob("*.py") if "training" not in path.parts)


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("comparator", include_external_packages=True, cache_dir=None)


def test_the_contracts_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def part_of_the_engine(module):
    return module.removeprefix("comparator.engine.").split(".")[0]


def test_only_stages_and_their_conductors_import_a_stage(graph):
    """What several stages share knows none of them."""
    guilty = {
        (importer, stage)
        for stage in STAGES
        for module in graph.modules
        if module == f"comparator.engine.{stage}" or module.startswith(f"comparator.engine.{stage}.")
        for importer in graph.find_modules_that_directly_import(module)
        if importer.startswith("comparator.engine.") and part_of_the_engine(importer) not in (*STAGES, *CONDUCTORS)
    }
    assert guilty == set()


def test_the_program_never_imports_what_trains_it(graph):
    importers = {
        importer
        for module in graph.modules
        if module.startswith("comparator.engine.training")
        for importer in graph.find_modules_that_directly_import(module)
    }
    assert {name for name in importers if not name.startswith("comparator.engine.training")} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_the_engine_has_no_clock_no_chance_and_no_network(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert (
        imported & {"random", "secrets", "time", "uuid", "socket", "urllib.request", "http.client", "requests"} == set()
    )
    called = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert called & {"now", "utcnow", "today", "download", "getenv", "urlopen"} == set()
