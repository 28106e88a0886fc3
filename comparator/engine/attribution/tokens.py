"""Words and marks of a sentence, as the attribution rules see them.

Takes a text; gives its tokens with their offsets. Hyphens and abbreviating full stops stay inside a word, the
possessive ``'s`` is a token of its own. It does not find sentences.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|\w[\w\u0900-\u0963\u0971-\u097f]*(?:[-‑.](?=\w[\w.])[\w\u0900-\u0963\u0971-\u097f]*)*"
    r"|['’](?:s|re|ll|ve|d|m|t)\b|[^\w\s]"
)


class Token(NamedTuple):
    """A word or a mark of a sentence."""

    start: int
    end: int
    raw: str
    low: str

    @property
    def is_word(self) -> bool:
        """Tell whether it is a word, not a mark."""
        return self.raw[0].isalnum()


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the words and marks of a sentence."""
    # Half of the time was the call of the named tuple's own constructor.
    new = tuple.__new__
    return tuple([new(Token, (m.start(), m.end(), raw := m[0], raw.lower())) for m in _TOKEN.finditer(text)])
