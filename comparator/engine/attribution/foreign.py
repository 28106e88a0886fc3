"""Reports in Russian and Hindi.

Takes a sentence in one of these languages; gives its cue, its source and the source's side, or None. Coarser than the
English rules: the source is the institution, or else the person, named nearest to the cue.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_json
from comparator.engine.naming import INSTITUTION, LEADER, Mention
from comparator.engine.patterns import any_of

if TYPE_CHECKING:
    from comparator.engine.register import Register

_SCRIPT = re.compile(r"[\u0400-\u04ff\u0900-\u097f]")


def find_foreign_report(text: str, register: Register) -> tuple[Mention | None, str] | None:
    """Return who is named as the source, and the cue, for a sentence in Cyrillic or Devanagari script that reports."""
    if not _SCRIPT.search(text):
        return None
    cue = _cues().search(text)
    if cue is None:
        return None
    speaking = [m for m in register.mentions(text) if m.kind in (INSTITUTION, LEADER)]
    document = _documents().search(text)
    if document is not None and all(m.kind == LEADER for m in speaking):
        return None, document.group()  # "Путин рассказал …, говорится в сообщении": the statement speaks of the leader
    # A postposition ("क्रेमलिन के मुताबिक") and an institution anywhere beat the leader who is talked about.
    nearest = min(speaking, key=lambda m: (m.kind != INSTITUTION, abs(m.start - cue.start()), m.start), default=None)
    return nearest, cue.group()


@cache
def _documents() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(read_json('cues')['ru_documents'])}(?!\w)", re.IGNORECASE)


@cache
def _cues() -> re.Pattern[str]:
    raw = read_json("cues")
    phrases = (*raw["ru_phrases"], *raw["ru_verbs"], *raw["hi_verbs"])
    return re.compile(rf"(?<!\w){any_of(phrases)}(?!\w)", re.IGNORECASE)
