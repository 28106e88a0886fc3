"""Documents that are a side's own account of a call.

Takes sentences; gives the documents that a side issued itself. A report that quotes one side throughout is still the outlet's: where the
kind of a document is known it alone tells, and only where it is not do the voices.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from comparator.engine.records import OUTLET_VOICE, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.records import Sentence

_READOUT_SENTENCES = 3
"""Sentences of one voice, and of no other, that make a document of unknown kind a side's own readout."""


def own_accounts(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the documents that a side issued itself."""
    own: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        own[sentence.document].append(sentence)
    return frozenset(document for document, told in own.items() if _issued(told))


def _issued(told: Sequence[Sentence]) -> bool:
    kind = told[0].kind
    if kind is not None:
        return kind is not Kind.ARTICLE
    voices = {sentence.voice for sentence in told}
    return len(voices) == 1 and not voices & {OUTLET_VOICE, None} and len(told) >= _READOUT_SENTENCES
