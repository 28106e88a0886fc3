"""Where things are: the fixed top level, and modules of a size that one can read."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.project import ROOT, files, top_level

FIXED = {"manage.py", "requirements.txt", "README.md", "comparator", "templates", "static", "fixtures", "tests"}
CONFIGURATION = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "deploy",
    "pyproject.toml",
    "requirements-dev.txt",
}
LONGEST_MODULE = 400
STYLES, SCRIPTS, PICTURE = 60_000, 30_000, 300_000
"""Bytes that a first visit may load, before compression, and that one picture of the documentation may have."""

MODULES = [path for path in files(".py") if path.is_relative_to(ROOT / "comparator") and "migrations" not in path.parts]


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def test_the_top_level_holds_what_it_should():
    assert FIXED - top_level() == set()
    assert top_level() - FIXED - CONFIGURATION == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_and_is_short(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize(("suffix", "budget"), [(".css", STYLES), (".js", SCRIPTS)])
def test_static_files_stay_within_their_budget(suffix, budget):
    assert sum(path.stat().st_size for path in files(suffix) if path.is_relative_to(ROOT / "static")) <= budget


@pytest.mark.parametrize("path", list(files(".png", ".jpg", ".webp")), ids=name_of)
def test_pictures_are_small(path):
    assert path.stat().st_size <= PICTURE
