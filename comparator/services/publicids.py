"""Permanent short ids, in the digits of Crockford's base 32 (no ``i``, ``l``, ``o``, ``u``: they can be read out and typed).

An id is made from what it names, so the same documents get the same addresses in every installation. It is made once and stored: it
does not change when what it names changes later.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 8
"""Forty bits: the first collision is to be expected at a million ids, and is got out of the way of."""


def make_public_id(content: str, is_taken: Callable[[str], bool]) -> str:
    """Return an id for ``content`` that is not taken."""
    attempt = 0
    while True:
        candidate = encode(f"{content}\n{attempt}" if attempt else content)
        if not is_taken(candidate):
            return candidate
        attempt += 1


def encode(content: str) -> str:
    """Return the id that ``content`` gets where it is the first to ask for it."""
    number = int.from_bytes(hashlib.sha256(content.encode()).digest(), "big")
    return "".join(DIGITS[number >> (5 * place) & 31] for place in range(_LENGTH))
