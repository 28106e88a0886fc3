"""Loader of the engine's data files.

Lists are ``.txt`` (one entry a line, ``#`` begins a comment), records are ``.json``. Each file says where its entries come from. The
files are read once a process; what they hold is constant.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from comparator.engine.errors import DataFileError


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Return the entries of ``<name>.txt`` in the order of the file.

    Raises:
        DataFileError: the file is missing.
    """
    lines = (line.split("#", 1)[0].strip() for line in _read(f"{name}.txt").splitlines())
    return tuple(line for line in lines if line)


@cache
def read_json(name: str) -> Any:  # noqa: ANN401 - the shape is the caller's to check
    """Return the content of ``<name>.json``; treat it as read-only.

    Raises:
        DataFileError: the file is missing or not JSON.
    """
    try:
        return json.loads(_read(f"{name}.json"))
    except ValueError as error:
        raise DataFileError(f"lexicon/{name}.json is not valid JSON: {error}") from error


def _read(filename: str) -> str:
    try:
        return (files(__name__) / filename).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataFileError(f"lexicon/{filename} is missing; the installation is incomplete") from error
