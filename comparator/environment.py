"""Strict readers of environment variables: a value that is not understood stops the start with a message that says what to do."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"1", "true", "on", "yes"})
_FALSE = frozenset({"0", "false", "off", "no"})


def read_bool(name: str, *, default: bool) -> bool:
    """Return the switch ``name``.

    Raises:
        ImproperlyConfigured: its value is not a word for yes or no.
    """
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise ImproperlyConfigured(f"{name} is {value!r}; set it to on or off.")


def read_int(name: str, *, default: int, minimum: int = 0) -> int:
    """Return the whole number ``name``.

    Raises:
        ImproperlyConfigured: its value is not a whole number, or below ``minimum``.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to a whole number.") from error
    if number < minimum:
        raise ImproperlyConfigured(f"{name} is {number}; the least is {minimum}.")
    return number


def read_str(name: str, *, default: str = "") -> str:
    """Return the text ``name``, or the content of the file that ``<name>_FILE`` names.

    Raises:
        ImproperlyConfigured: both are set, or the file can't be read.
    """
    value, path = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if value and path:
        raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set; keep one.")
    if not path:
        return value or default
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path!r}, which can't be read: {error.strerror}.") from error


def read_list(name: str, *, default: str = "") -> list[str]:
    """Return the comma-separated entries of ``name``, without blanks."""
    return [entry.strip() for entry in read_str(name, default=default).split(",") if entry.strip()]
