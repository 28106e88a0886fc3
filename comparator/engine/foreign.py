"""Reports in Russian and Hindi.

Takes a sentence in one of these languages; gives its cue, its source and the source's side, or None. Coarser than the English rules: the source
is the institution, official or leader named nearest to the cue; a leader with the verb of an act in the call is the reporter's narration.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.naming import ADJECTIVE, INSTITUTION, LEADER

if TYPE_CHECKING:
    from comparator.engine.register import Register

_SCRIPT = re.compile(r"[\u0400-\u04ff\u0900-\u097f]")


def find_foreign_report(text: str, register: Register, home: str | None) -> tuple[str | None, str, str, bool] | None:
    """Return side, source, cue and whether it is a leader's act, for a sentence in Cyrillic or Devanagari script."""
    if not _SCRIPT.search(text):
        return None
    cue = _cues().search(text)
    if cue is None:
        return None
    mentions = [m for m in register.mentions(text) if m.kind != ADJECTIVE]
    speaking = [m for m in mentions if m.kind in (INSTITUTION, LEADER)] or mentions
    if not speaking:
        return (home, cue.group(), cue.group(), False) if "сообщени" in text or "बयान" in text else None
    nearest = min(speaking, key=lambda m: (abs(m.start - cue.start()), m.start))
    name = text[nearest.start : nearest.end]
    return nearest.side, name, cue.group(), nearest.kind == LEADER and not _quoting(text)


def _quoting(text: str) -> bool:
    return any(mark in text for mark in '«“"')


@cache
def _cues() -> re.Pattern[str]:
    raw = read_json("cues")
    words = sorted((*raw["ru_phrases"], *raw["ru_verbs"], *raw["hi_verbs"]), key=lambda w: (-len(w), w))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
