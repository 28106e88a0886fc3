"""The child process: whatever a file makes of it, the parent gets a text or a message."""

from __future__ import annotations

import random

import pytest

from comparator.intake import IntakeError, sandbox
from comparator.intake.sandbox import ChildLimits, parse
from tests.intake.pdfs import make_pdf

MEGABYTE = 1024 * 1024
PAGE = [(60, 700, "The Prime Minister spoke today with the President.")]


def test_a_parser_has_only_so_much_memory():
    numbers = random.Random(1)
    crowded = [(numbers.randrange(590), numbers.randrange(840), "x" * 40) for _ in range(5000)]
    raw = make_pdf(*[crowded] * 20)
    assert parse(make_pdf(PAGE), "pdf", ChildLimits(memory=200 * MEGABYTE)).text
    with pytest.raises(IntakeError, match="could not be read within the memory and time"):
        parse(raw, "pdf", ChildLimits(memory=120 * MEGABYTE))


def test_a_parser_has_only_so_much_time():
    raw = make_pdf(*[[(x, y, "word") for x in range(10, 500, 5) for y in range(10, 800, 10)]] * 30)
    with pytest.raises(IntakeError, match="could not be read within"):
        parse(raw, "pdf", ChildLimits(cpu_seconds=1))
    with pytest.raises(IntakeError, match=r"could not be read within 0\.01 seconds"):
        parse(raw, "pdf", ChildLimits(seconds=0.01))


def test_a_parser_hands_back_only_so_much():
    assert parse(make_pdf(PAGE), "pdf", ChildLimits(max_characters=9)).text == "The Prime"


def test_a_child_that_dies_leaves_a_message(caplog):
    with pytest.raises(IntakeError, match="paste the text of the report"):
        parse(b"", "pdf", ChildLimits(memory=MEGABYTE))
    assert "pdf parser ended with" in caplog.text


def test_a_parser_inherits_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:hidden@host/name")
    answer = "{'text': ' '.join(os.environ.values()), 'title': '', 'notes': []}"
    monkeypatch.setattr(sandbox, "_PROGRAM", f"import json, os, sys; sys.stdout.write(json.dumps({answer}))")
    assert "hidden" not in parse(b"", "pdf").text
