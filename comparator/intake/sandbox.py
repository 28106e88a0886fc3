"""Runs a parser in a child process with limits on memory and time.

The child is a fresh interpreter that gets the file on its standard input, reads nothing else and writes JSON to its
standard output. It sets its own limits before it imports a parser. Whatever becomes of it, this process gets a text or
a message.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from comparator.intake.errors import IntakeError
from comparator.intake.parsers.records import Parsed, Said

_ROOT = str(Path(__file__).parents[2])
_PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from comparator.intake.parsers.child import main; sys.exit(main(sys.argv[1:]))"
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")
"""What the child inherits: a file that takes a parser over is not to find the site's secrets there."""
_REFUSED = 3
"""Exit status of a child that has a message for the person."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a parser may use."""

    memory: int = 768 * 1024 * 1024
    """Bytes of address space. The interpreter and a parser take 200 MB of it, a readout of three pages 10 MB more."""
    cpu_seconds: int = 20
    """A page of a PDF takes 0.02 s."""
    seconds: float = 60
    """By the clock, for a machine that is busy."""
    max_unpacked: int = 100 * 1024 * 1024
    """Bytes that a Word file, which is a ZIP archive, may hold."""
    max_characters: int = 5_000_000
    """Of text that the child hands back; the limit of a document is checked afterwards, with its own message."""


def parse(raw: bytes, parser: str, limits: ChildLimits | None = None) -> Parsed:
    """Return the text of a file.

    Args:
        raw: the file, whole.
        parser: ``"docx"`` or ``"pdf"``.
        limits: what the child may use.

    Raises:
        IntakeError: it can't be read within the limits.
    """
    limits = limits or ChildLimits()
    numbers = [limits.memory, limits.cpu_seconds, limits.max_unpacked, limits.max_characters]
    command = [sys.executable, "-I", "-c", _PROGRAM, _ROOT, parser, *map(str, numbers)]
    try:
        done = subprocess.run(
            command, input=raw, capture_output=True, timeout=limits.seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as error:
        seconds = number_format(limits.seconds)
        raise IntakeError(_too_much(_("%(n)s seconds") % {"n": seconds})) from error
    if done.returncode == _REFUSED:
        raise IntakeError(told(Said(**json.loads(done.stdout))))
    if done.returncode != 0:
        logger.warning(
            "the %s parser ended with %s: %s", parser, done.returncode, done.stderr[-1000:].decode("utf-8", "replace")
        )
        raise IntakeError(_too_much(_("the memory and time that are allowed")))
    found = json.loads(done.stdout)
    return Parsed(found["text"], found["title"], tuple(Said(**note) for note in found["notes"]))


def told(said: Said) -> str:
    """Return what a parser says in the language of the person."""
    return _(said.text) % said.values


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}


def _too_much(what: str) -> str:
    return _(
        "This file could not be read within %(what)s: it is damaged, or far more than a report. Open it in the "
        "program it comes from, and paste the text of the report."
    ) % {"what": what}
