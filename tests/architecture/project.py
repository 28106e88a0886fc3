"""The project's files as the tests of its shape read them: those that git keeps, or all but the ignored ones where there is no git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def _kept() -> tuple[Path, ...]:
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
        names = [name for name in done.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = []
    paths = [ROOT / name for name in names] or list(_not_ignored())
    return tuple(sorted(path for path in paths if path.is_file()))


def _not_ignored() -> Iterator[Path]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = {line.strip("/") for line in lines if "*" not in line} | {".git"}
    for path in ROOT.rglob("*"):
        if not ignored & set(path.relative_to(ROOT).parts):
            yield path


def top_level() -> set[str]:
    """Return the names in the project's folder, without what is not kept in it."""
    return {path.relative_to(ROOT).parts[0] for path in _kept()}


def files(*suffixes: str) -> Iterator[Path]:
    """Yield the project's files with one of the suffixes, or all of them."""
    return (path for path in _kept() if not suffixes or path.suffix in suffixes)


def read(name: str) -> str:
    """Return the text of a file, named relative to the project's folder."""
    return (ROOT / name).read_text(encoding="utf-8")
