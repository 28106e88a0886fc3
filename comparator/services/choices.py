"""What a person chooses on the pages of a draft, as decisions."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from comparator.engine.decisions import JOIN, SPLIT
from comparator.engine.records import Decided, Decision, Role, Span
from comparator.services.drafts import draft_decide, draft_undecide

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from comparator.models import Draft
    from comparator.selectors.previews import Preview, SentenceRow


def keep_lines(draft: Draft, preview: Preview, *, shown: Collection[str], checked: Collection[str]) -> None:
    """Keep the removed lines that are checked, and let go those that were kept and no longer are.

    Args:
        draft: whose lines they are.
        preview: as they were when the page was made.
        shown: the lines that the page offered, as ``start-end``; others stay as they are.
        checked: those of them that are to be kept.
    """
    lines = {f"{line.start}-{line.end}": line for line in preview.lines if line.role in {"furniture", "kept"}}
    asked = {name: line for name, line in lines.items() if name in shown}
    draft_undecide(
        draft=draft,
        kind=Decided.ROLE,
        spans=[
            Span(line.start, line.end) for name, line in asked.items() if line.role == "kept" and name not in checked
        ],
    )
    draft_decide(
        draft=draft,
        decisions=[
            Decision(Decided.ROLE, Span(line.start, line.end), Role.CONTENT.value, line.rule[:80])
            for name, line in asked.items()
            if line.role == "furniture" and name in checked
        ],
    )


def apply_choices(draft: Draft, preview: Preview, posted: Mapping[str, str]) -> str:
    """Keep the voices and calls that were chosen, and one boundary that was moved; return where the sentence begins that this concerned.

    Args:
        draft: whose sentences they are.
        preview: as they were when the page was made.
        posted: ``voice-N`` and ``call-N`` for the sentence that begins at code point N; ``join`` with the beginning of the sentence to be
            joined to the one before it; ``cut`` with the code point at which a sentence is to be split.
    """
    known = _known(draft)
    for row in preview.sentences:
        _choose(draft, row, Decided.VOICE, row.voice, posted.get(f"voice-{row.start}"), known)
        _choose(draft, row, Decided.CALL, row.call, posted.get(f"call-{row.start}"), known)
    if "join" in posted:
        return _join(draft, preview, posted["join"])
    if "cut" in posted:
        return _cut(draft, preview, posted["cut"])
    return ""


def _choose(
    draft: Draft, row: SentenceRow, kind: Decided, shown: str, chosen: str | None, known: Mapping[_Place, str]
) -> None:
    if chosen is None or chosen == shown:
        return
    span = Span(row.start, row.end)
    found = known.get((kind.value, row.start, row.end), shown)
    if chosen == found:
        draft_undecide(draft=draft, kind=kind, spans=[span])
    else:
        draft_decide(draft=draft, decisions=[Decision(kind, span, chosen[:80], found)])


def _join(draft: Draft, preview: Preview, start: str) -> str:
    for first, second in pairwise(preview.sentences):
        if str(second.start) == start:
            _move(draft, Span(first.end, second.start), JOIN)
            return str(first.start)
    return ""


def _cut(draft: Draft, preview: Preview, at: str) -> str:
    for row in preview.sentences:
        if at.isascii() and at.isdigit() and row.start < int(at[:9]) < row.end:
            before = row.raw[: int(at[:9]) - row.start]
            _move(draft, Span(row.start + len(before.rstrip()), int(at[:9])), SPLIT)
            return str(row.start)
    return ""


def _move(draft: Draft, gap: Span, value: str) -> None:
    """Decide about a boundary; where the opposite was decided before, what the program finds holds again."""
    if (Decided.BOUNDARY.value, gap.start, gap.end) in _known(draft):
        draft_undecide(draft=draft, kind=Decided.BOUNDARY, spans=[gap])
    else:
        found = SPLIT if value == JOIN else JOIN
        draft_decide(draft=draft, decisions=[Decision(Decided.BOUNDARY, gap, value, found)])


_Place = tuple[str, int, int]


def _known(draft: Draft) -> dict[_Place, str]:
    """Return what the program had found where something was decided."""
    return {(item["kind"], item["start"], item["end"]): item["found"] for item in draft.decisions}
