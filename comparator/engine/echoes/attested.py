"""Whether the sources of another call alone have a passage.

Takes a pair of sentences of two calls that share their words, and all sentences with theirs; tells whether the one is a passage of the
other's call: both are specific and alike, somebody who is in a position to know puts it there, another source of the same side tells of
this call, and none that does has anything like it. It asks nobody about dates.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.echoes.echo_pairs import likeness
from comparator.engine.records import OUTLET_VOICE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.echoes.echo_pairs import EchoPair, Worded
    from comparator.engine.options import Options
    from comparator.engine.records import Sentence

_SPECIFIC, _PARTICULAR = 3, 5
"""Rare words or numbers that a passage must share to be evidence by itself, word for word or freely told."""
_RUN, _RUN_MARKS = 6, 2
"""Telling words in a row that make two passages one quotation, with as many rare words among all that they share: no sentence of 529
official readouts shares six with one of another call but in a formula."""
_MANY, _MOST = 6, 0.6
"""Rare words, and their share of the shorter sentence's, that make a passage by themselves."""
_TOLD_HERE = 0.5
"""Likeness from which another source of this call has the passage as well."""
_WITNESSES = 2
"""Documents that make a call's sources more than one."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Who tells of which call."""

    told: Mapping[str, Sequence[Worded]]
    """Call → the sentences of all documents about it that are long enough to be compared."""
    accounts: Mapping[tuple[str, str | None], frozenset[str]]
    """Call and voice → documents with sentences of that voice about that call."""
    documents: Mapping[str, frozenset[str]]
    """Call → all documents that tell of it."""
    readouts: frozenset[str]
    """Documents that are a side's own account."""


def sources_of(sentences: Sequence[Sentence], worded: Sequence[Worded], readouts: frozenset[str]) -> Sources:
    """Return who tells of which call."""
    told: dict[str, list[Worded]] = defaultdict(list)
    for one in worded:
        told[one.sentence.call or ""].append(one)
    accounts: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        accounts[(sentence.call or "", sentence.voice)].add(sentence.document)
        documents[sentence.call or ""].add(sentence.document)
    return Sources(
        told,
        {key: frozenset(value) for key, value in accounts.items()},
        {key: frozenset(value) for key, value in documents.items()},
        readouts,
    )


def attested_only_there(one: Worded, other: Worded, pair: EchoPair, sources: Sources, options: Options) -> bool:
    """Tell whether a specific passage belongs to the other sentence's call by its sources alone.

    That call's own readout has it, or a second document knows of it or tells of both calls; this call has another document of the same
    side, and none of its other documents has the passage. Where no other document tells of this call, a passage still counts that two
    documents of the other one have word for word.
    """
    if one.sentence.voice in {OUTLET_VOICE, None} or other.sentence.voice not in {one.sentence.voice, OUTLET_VOICE}:
        return False
    told_freely = not _is_one_passage(one, other, pair, options)
    if told_freely and not _shares_particulars(one, other):
        return False
    there, here = sources.documents[other.sentence.call or ""], sources.documents[one.sentence.call or ""]
    known = other.sentence.document in sources.readouts or len(there) >= _WITNESSES or other.sentence.document in here
    if other.sentence.document == one.sentence.document or not known:
        return False
    enough = _SPECIFIC if told_freely else max(_SPECIFIC, _MOST * len(pair.shared_marks))
    if not told_freely and not here - {one.sentence.document}:
        return _documents_with(one, other, sources) >= _WITNESSES
    return _lacking(one, pair.shared_marks, enough, sources)


def _documents_with(one: Worded, other: Worded, sources: Sources) -> int:
    """Return how many documents of the other sentence's call have the passage."""
    told = sources.told.get(other.sentence.call or "", ())
    return len({like.sentence.document for like in told if likeness(one, like) >= _TOLD_HERE})


def _is_one_passage(one: Worded, other: Worded, pair: EchoPair, options: Options) -> bool:
    marks = len(pair.shared_marks)
    if pair.score >= options.misdated_verbatim_score and marks >= _SPECIFIC:
        return True
    if pair.score >= options.misdated_min_score and marks >= _PARTICULAR:
        return True
    return marks >= _RUN_MARKS and _longest_run(one.telling, other.telling) >= _RUN


def _longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the length of the longest run of stems that both have."""
    best = 0
    lengths = [0] * (len(b) + 1)
    for stem in a:
        previous = 0
        for at, other in enumerate(b, start=1):
            lengths[at], previous = (previous + 1 if stem == other else 0), lengths[at]
            best = max(best, lengths[at])
    return best


def _shares_particulars(one: Worded, other: Worded) -> bool:
    """Tell whether two sentences have nearly all particulars in common, in whatever words they stand."""
    shared = len(one.marks & other.marks)
    return shared >= _MANY and shared >= _MOST * min(len(one.marks), len(other.marks))


def _lacking(one: Worded, particulars: frozenset[str], enough: float, sources: Sources) -> bool:
    """Tell whether another document has this side's account of the call, and none has the passage or ``enough`` of its particulars."""
    call, document = one.sentence.call or "", one.sentence.document
    if not sources.accounts.get((call, one.sentence.voice), frozenset()) - {document}:
        return False
    told = [other for other in sources.told.get(call, ()) if other.sentence.document != document]
    return not any(len(other.marks & particulars) >= enough or likeness(one, other) >= _TOLD_HERE for other in told)
