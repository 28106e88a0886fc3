"""The sentences of a document as rows that outlive a new reading.

Links, statements and people's decisions point at these rows. So a sentence whose span is what it was keeps its row, and one whose bounds
moved takes over the row of the old sentence that it shares most characters with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from comparator.models import Document, Echo, Sentence
from comparator.services.identity import match_versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine import records

_ASIDE = 1_000_000_000
"""Moved rows are shifted out of the way first: their old and new places may cross, and uniqueness is checked row by row."""

_FIELDS = [
    "index", "start", "end", "text", "role", "voice", "source", "cue", "quoted", "attributed", "call", "misdated", "paragraph",
    "rule", "flags", "why",
]  # fmt: skip


@transaction.atomic
def sentences_store(
    *,
    document: Document,
    sentences: Sequence[records.Sentence],
    calls: Mapping[str, int],
    former: Document | None = None,
) -> None:
    """Make the rows of a document what the engine read.

    Args:
        document: a stored document.
        sentences: all of its sentences, in order.
        calls: the engine's call id → key of the call's row.
        former: the version before it; where the document has no rows yet, it takes over those of sentences that both have.
    """
    if former is not None:
        _take_over(document, sentences, former)
    rows = {row.pk: row for row in Sentence.objects.filter(document=document)}
    taken = _successors(list(rows.values()), sentences)
    Sentence.objects.filter(pk__in=set(rows) - set(taken.values())).delete()
    moved = [pk for place, pk in taken.items() if _moves(rows[pk], sentences[place])]
    if moved:
        Sentence.objects.filter(pk__in=moved).update(
            index=F("index") + _ASIDE, start=F("start") + _ASIDE, end=F("end") + _ASIDE
        )
    made: list[Sentence] = []
    changed: list[Sentence] = []
    for place, sentence in enumerate(sentences):
        row = rows[taken[place]] if place in taken else Sentence(document=document)
        fill_row(row, sentence, calls)
        (changed if place in taken else made).append(row)
    Sentence.objects.bulk_update(changed, _FIELDS, batch_size=200)
    Sentence.objects.bulk_create(made, batch_size=500)
    _forget_echoes([row.pk for row in changed if row.call_id is None])


def _forget_echoes(sentences: Sequence[int]) -> None:
    """Remove the echoes of sentences that are of no call any more."""
    if sentences:
        Echo.objects.filter(a__in=sentences).delete()
        Echo.objects.filter(b__in=sentences).delete()


def fill_row(row: Sentence, sentence: records.Sentence, calls: Mapping[str, int]) -> None:
    """Write what the engine says of a sentence into its row. What stage 7 says is not known yet."""
    row.index, row.start, row.end = sentence.index, sentence.span.start, sentence.span.end
    row.text, row.role, row.paragraph = sentence.text, sentence.role.value, sentence.paragraph
    row.voice, row.quoted, row.attributed = sentence.voice or "", sentence.quoted, sentence.attributed
    row.source, row.cue, row.rule = _fit(sentence.source, 300), _fit(sentence.cue, 120), _fit(sentence.rule, 80)
    row.call_id = calls.get(sentence.call) if sentence.call else None
    row.misdated_id = None
    row.flags, row.why = list(sentence.flags), dict(sentence.why)


def _take_over(document: Document, sentences: Sequence[records.Sentence], former: Document) -> None:
    """Give a new version the rows of the sentences that it has kept or only reworded, so that statements are found again."""
    rows = list(Sentence.objects.filter(document=former).order_by("index"))
    heirs = match_versions([row.text for row in rows], [sentence.text for sentence in sentences])
    taken = []
    for old, new in heirs.items():
        row = rows[old]
        row.document = document
        row.index, row.start, row.end = new, sentences[new].span.start, sentences[new].span.end
        taken.append(row)
    Sentence.objects.bulk_update(taken, ["document", "index", "start", "end"], batch_size=200)


def _successors(rows: Sequence[Sentence], sentences: Sequence[records.Sentence]) -> dict[int, int]:
    """Return place of a new sentence → key of the row that it takes over."""
    by_span = {(row.start, row.end): row.pk for row in rows}
    spans = [(sentence.span.start, sentence.span.end) for sentence in sentences]
    taken = {place: by_span[span] for place, span in enumerate(spans) if span in by_span}
    used = set(taken.values())
    loose_rows = [row for row in rows if row.pk not in used]
    loose = [place for place in range(len(sentences)) if place not in taken]
    for _, place, pk in sorted(_overlaps(loose_rows, loose, spans)):
        if place not in taken and pk not in used:
            taken[place] = pk
            used.add(pk)
    return taken


def _overlaps(
    rows: Sequence[Sentence], places: Sequence[int], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """Return (minus the characters in common, place, row) for all that have any; both lists are in order, so one pass finds them."""
    found = []
    rows = sorted(rows, key=lambda row: row.start)
    first = 0
    for place in places:
        start, end = spans[place]
        while first < len(rows) and rows[first].end <= start:
            first += 1
        for row in rows[first:]:
            if row.start >= end:
                break
            found.append((max(row.start, start) - min(row.end, end), place, row.pk))
    return found


def _moves(row: Sentence, sentence: records.Sentence) -> bool:
    return (row.index, row.start, row.end) != (sentence.index, sentence.span.start, sentence.span.end)


def _fit(text: str | None, most: int) -> str:
    text = text or ""
    return text if len(text) <= most else f"{text[: most - 1]}…"
