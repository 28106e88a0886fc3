"""What a person chooses on a page of sentences, as decisions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.engine.decisions import JOIN, SPLIT
from comparator.engine.records import Decided, Decision, Role, Span
from comparator.services.drafts import draft_choose
from comparator.services.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from comparator.models import Draft
    from comparator.selectors.previews import Preview, SentenceRow


class UnknownChoiceError(ServiceError):
    """Something was chosen that the page did not offer."""


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
    draft_choose(
        draft=draft,
        made=[
            Decision(Decided.ROLE, Span(line.start, line.end), Role.CONTENT.value, line.rule[:80])
            for name, line in asked.items()
            if line.role == "furniture" and name in checked
        ],
        undone=[
            (Decided.ROLE, Span(line.start, line.end))
            for name, line in asked.items()
            if line.role == "kept" and name not in checked
        ],
    )


def apply_choices(
    draft: Draft,
    preview: Preview,
    posted: Mapping[str, str],
    *,
    voices: Collection[str],
    calls: Collection[str],
) -> str:
    """Keep the voices and calls that were chosen, and one boundary that was moved; return where the sentence begins that this concerned.

    Args:
        draft: whose sentences they are.
        preview: as they were when the page was made.
        posted: as ``read_choices`` takes it.
        voices: those that the page offers.
        calls: those that it offers.

    Raises:
        UnknownChoiceError: something is chosen that was not offered; nothing is kept.
    """
    known = {(item["kind"], item["start"], item["end"]): item["found"] for item in draft.decisions}
    chosen = read_choices(preview.sentences, posted, known=known, offered={Decided.VOICE: voices, Decided.CALL: calls})
    draft_choose(draft=draft, made=chosen.made, undone=chosen.undone)
    return chosen.place


@dataclass(frozen=True, slots=True)
class Choices:
    """What a page of sentences came back with."""

    made: tuple[Decision, ...] = ()
    undone: tuple[tuple[Decided, Span], ...] = ()
    """What was decided before, and is to be as the program finds it."""
    place: str = ""
    """Where the sentence begins that was joined or split."""


def read_choices(
    rows: Sequence[SentenceRow],
    posted: Mapping[str, str],
    *,
    known: Mapping[tuple[str, int, int], str],
    offered: Mapping[Decided, Collection[str]],
) -> Choices:
    """Return what differs from what a page of sentences showed, as decisions.

    Args:
        rows: the sentences as they were when the page was made.
        posted: ``voice-N``, ``call-N`` and ``role-N`` for the sentence that begins at code point N; ``join`` with the beginning of the
            sentence to be joined to the one before it; ``cut`` with the code point at which a sentence is to be split.
        known: what the program had found where something is decided already: by kind, start and end.
        offered: what can be chosen, by kind.

    Raises:
        UnknownChoiceError: something is chosen that was not offered.
    """
    made: list[Decision] = []
    undone: list[tuple[Decided, Span]] = []
    for row in rows:
        for kind, values in offered.items():
            shown, chosen = getattr(row, kind.value), posted.get(f"{kind.value}-{row.start}")
            if chosen is None or chosen == shown:
                continue
            if chosen not in values:
                raise UnknownChoiceError(
                    _("Sentence %(number)d: “%(value)s” is not one of the choices. Nothing was changed; choose again.")
                    % {"number": row.number, "value": chosen[:40]}
                )
            span = Span(row.start, row.end)
            found = known.get((kind.value, row.start, row.end), shown)
            if chosen == found:
                undone.append((kind, span))
            else:
                made.append(Decision(kind, span, chosen, found))
    place, moved = _moved(rows, posted)
    if moved is not None and (Decided.BOUNDARY.value, moved.span.start, moved.span.end) in known:
        undone.append((Decided.BOUNDARY, moved.span))  # the opposite was decided before
    elif moved is not None:
        made.append(moved)
    return Choices(tuple(made), tuple(undone), place)


def _moved(rows: Sequence[SentenceRow], posted: Mapping[str, str]) -> tuple[str, Decision | None]:
    """Return where the sentence begins that was joined or split, and the decision that this is."""
    start, at = posted.get("join", ""), posted.get("cut", "")
    for first, second in pairwise(rows):
        if str(second.start) == start and first.role == second.role == Role.CONTENT:
            return str(first.start), Decision(Decided.BOUNDARY, Span(first.end, second.start), JOIN, SPLIT)
    for row in rows:
        if at.isascii() and at.isdigit() and row.start < int(at[:9]) < row.end:
            before = row.raw[: int(at[:9]) - row.start]
            gap = Span(row.start + len(before.rstrip()), int(at[:9]))
            return str(row.start), Decision(Decided.BOUNDARY, gap, SPLIT, JOIN)
    return "", None
