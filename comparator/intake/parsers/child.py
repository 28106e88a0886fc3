"""The child process in which a parser runs: sets its limits, reads standard input, writes JSON."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict

from comparator.intake.parsers.records import Parsed, ParseError

_REFUSED = 3


def main(arguments: list[str]) -> int:
    """Parse standard input.

    Args:
        arguments: parser, bytes of memory, seconds of processor time, bytes unpacked, characters.

    Returns:
        The exit status: 0 with the record of what was found on standard output, 3 with that of a message; both are JSON.
    """
    parser, *numbers = arguments
    memory, seconds, unpacked, characters = map(int, numbers)
    _limit(memory, seconds)
    raw = sys.stdin.buffer.read()
    try:
        parsed = _parse(parser, raw, unpacked)
    except ParseError as error:
        sys.stdout.buffer.write(json.dumps(asdict(error.said)).encode())
        return _REFUSED
    answer = asdict(parsed) | {"text": parsed.text[:characters]}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def _limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _parse(parser: str, raw: bytes, unpacked: int) -> Parsed:
    # Each parser imports a library that the other does not need.
    if parser == "docx":
        from comparator.intake.parsers.word import parse_docx

        return parse_docx(raw, unpacked)
    from comparator.intake.parsers.pdf import parse_pdf

    return parse_pdf(raw)
