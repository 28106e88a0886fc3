"""Every pattern of the intake takes time that grows with its input and no faster."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time

import pytest

import comparator.intake

SIZE = 160_000
SECONDS = 5.0
SEEDS = [
    "a", "A", " ", "\n", "\r\n", "\t", "-", "—", "<", "<p", "<!--", "<html ", "<?xml ", "charset ", 'charset="', "[a", "[a](http://",
    "\\_", "**a",
    "# a", "0", "1.", "é", "аa", "aа", "a-", "a-a", "http://", "https://a", "\u200b", "\u202e", "a b ", "a, ", '"', "“", "%1", "{", "}",
    '<?xml version="1.0" encoding = ', "statement ", "readout ", "телефонный разговор ", "en-", "\u00adа",
]  # fmt: skip
"""What the patterns are made of: repeated, each is the worst input of some pattern."""


def patterns():
    for module in pkgutil.walk_packages(comparator.intake.__path__, "comparator.intake."):
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(value, id=f"{module.name.removeprefix('comparator.intake.')}.{name}")


@pytest.mark.parametrize("pattern", list(patterns()))
def test_a_pattern_is_linear(pattern):
    begun = time.process_time()
    for seed in SEEDS:
        text = seed * (SIZE // len(seed)) + "\0"
        if isinstance(pattern.pattern, bytes):
            text = text.encode()
        one = time.process_time()
        pattern.match(text)
        sum(1 for _ in pattern.finditer(text))
        assert time.process_time() - one < SECONDS, repr(seed)
    assert time.process_time() - begun < len(SEEDS)
