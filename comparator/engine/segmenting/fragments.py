"""What is hardly a sentence."""

from __future__ import annotations

FRAGMENT = "fragment"

_TERMINALS = ".!?…।॥。！？؟:;"
_CLOSERS = "\"'”’»›)]}* "
_SHORTEST = 3
"""Words; what is shorter and ends in no mark is a fragment."""


def is_fragment(shown: str) -> bool:
    """Tell what is hardly a sentence: a few words without a final mark, or no words at all."""
    if not any(c.isalnum() for c in shown):
        return True
    last = shown.rstrip(_CLOSERS)[-1:]
    return last not in _TERMINALS and len(shown.split()) < _SHORTEST
