"""A small sample of a text's word sequences, by which documents of much the same text are found. Pure.

Shingles are sequences of five words (Broder, "On the resemblance and containment of documents", 1997). Of their hashes the smallest are
kept: two texts share about as large a part of these samples as of all their shingles, so that an index of the samples answers which stored
documents are worth comparing.
"""

from __future__ import annotations

import hashlib
import re

LENGTH = 5
"""Words of a shingle."""
SAMPLE = 48
"""Shingles kept of each text. Of two texts that share half of theirs, all but one in a million samples share one at least."""

_WORD = re.compile(r"\w+")
_SIGNED = 1 << 63


def sample(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of a text's shingles, as signed numbers of 64 bits, in order; at most ``SAMPLE``."""
    words = word_list(text)
    shingles = {" ".join(words[i : i + LENGTH]) for i in range(max(1, len(words) - LENGTH + 1))}
    return tuple(sorted(_hash(shingle) for shingle in shingles if shingle)[:SAMPLE])


def word_list(text: str) -> list[str]:
    """Return the words of a text as they are compared: small letters, no punctuation."""
    return _WORD.findall(text.casefold())


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()) - _SIGNED
