"""Every component with its states: which template is drawn, and from what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.core.paginator import Paginator

from comparator.changes import compare as compare_texts
from comparator.charts.ribbon import draw_ribbon, own_orders
from comparator.charts.ticks import draw_ticks
from comparator.charts.verdicts import timeline, verdict_bars
from comparator.charts.voices import draw_voices
from comparator.patterns import records as made
from comparator.selectors.filters import StatementFilter
from comparator.selectors.glance import read_glance
from comparator.selectors.records import Piece, VoiceView
from comparator.selectors.statements import Cell, StatementPage
from comparator.selectors.voices import SourceVoices, VoiceCount, legend

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comparator.selectors.records import CallSummary
    from comparator.selectors.statements import StatementRow


@dataclass(frozen=True, slots=True)
class State:
    """A component in one state."""

    template: str
    """Below ``templates/``."""
    name: str
    context: Mapping[str, object] = field(default_factory=dict)


def list_states() -> Iterator[State]:
    """Give every state of every component that stands on a call's pages."""
    yield from _of_calls()
    yield from _of_rows()
    yield from _of_results()
    yield from _of_cells()
    yield from _of_charts()


def _of_calls() -> Iterator[State]:
    folder = "components/"
    calls = {
        "compared": made.CALL,
        "proposed, without sources": made.PROPOSED,
        "three sides": made.THREE,
        "reviewed, with who asked for it": made.REVIEWED,
    }
    for name, call in calls.items():
        yield State(f"{folder}_call_head.html", name, {"call": call, "current": "call"})
        yield State(f"{folder}_call_entry.html", name, {"call": call, "bars": verdict_bars(call)})
        yield State(f"{folder}_reviewed.html", name, {"call": call})
        yield State(f"{folder}_printed.html", name, {"call": call})
    for name, verdict in {"not filtered": "", "filtered": "diverge"}.items():
        narrowed = StatementFilter(verdict=verdict)
        context = {"call": made.THREE, "bars": verdict_bars(made.THREE), "filter": narrowed, "outlets": ["A", "B"]}
        for component in ("counts", "tally", "filters"):
            yield State(f"{folder}_{component}.html", name, context)
    no_official = replace(made.CALL, sides=(replace(made.LEFT, official=0), made.RIGHT))
    yield State(f"{folder}_press_banner.html", "every side, several languages", {"call": no_official})
    yield State(f"{folder}_press_banner.html", "one side", {"call": made.CALL})
    for name, chosen in {"left": "AA", "right": "outlet"}.items():
        context = {"call": made.CALL, "name": name, "chosen": "p2", "voice": chosen, "outlet_voice": "outlet"}
        yield State(f"{folder}_column_choice.html", name, context)
    for number, name in ((1, "first page"), (2, "middle"), (3, "last page")):
        yield State(f"{folder}_pager.html", name, {"page": Paginator(range(3), 1).page(number)})


def _of_rows() -> Iterator[State]:
    rows = {
        "diverge, copies folded": made.DIVERGE,
        "agree": made.AGREE,
        "one side, a long label": made.ONLY,
        "few words shared": made.FEW_SHARED,
        "three sides, one without the statement": made.OF_THREE,
        "misdated, stock phrase, echo, a wording of no side": made.NOTED,
        "Hindi, Arabic and Russian quotations": made.LANGUAGES,
    }
    for name, row in rows.items():
        call = made.THREE if len(row.cells) > 2 else made.CALL
        for diff in ("lines", "inline", "off") if row is made.DIVERGE else ("lines",):
            yield State("components/_row.html", f"{name}, {diff}", {"row": row, "call": call, "diff": diff})
    yield State("components/_notes.html", "with the words quoted", {"row": made.NOTED, "quoted": True})
    for name, row in {"diverge": made.DIVERGE, "few words shared": made.FEW_SHARED}.items():
        yield State("components/_highlight.html", name, {"row": row, "call": made.CALL})


def _of_results() -> Iterator[State]:
    views = ("paired", "lines"), ("paired", "inline"), ("paired", "off"), ("column", "lines"), ("order", "lines")
    for view, diff in views:
        yield State("components/_results.html", f"{view}, {diff}", _results(made.ROWS, (made.NO_SIDE,), view, diff))
    nothing = StatementFilter(q="nowhere")
    yield State("components/_results.html", "nothing fits", {**_results((), (), "paired", "lines"), "filter": nothing})
    glance = read_glance(made.CALL, (*made.ROWS, made.LANGUAGES))
    yield State("components/_glance.html", "two sides", {"call": made.CALL, "glance": glance})
    yield State("components/_ribbon.html", "two sides", _ribbon(made.CALL, made.ROWS))
    pairs = {"pairs": [("AA-BB", (made.LEFT, made.RIGHT), True), ("AA-CC", (made.LEFT, made.THIRD), False)]}
    yield State("components/_ribbon.html", "three sides", {**_ribbon(made.THREE, (made.OF_THREE,)), **pairs})
    yield State("components/_ticks.html", "overview", {"ticks": draw_ticks(made.ROWS)})
    empty = {"orders": [*own_orders(made.ROWS, made.CALL.sides)[:1], (made.UNKNOWN, [])]}
    yield State("components/_order.html", "one side has no account", empty)


def _results(told: Sequence[StatementRow], untold: Sequence[StatementRow], view: str, diff: str) -> dict[str, object]:
    page = Paginator([*told, *untold], 100).page(1)
    return {
        "call": made.CALL,
        "filter": StatementFilter(),
        "view": view,
        "diff": diff,
        "statements": StatementPage(page, tuple(told), tuple(untold)),  # type: ignore[arg-type]
        "orders": own_orders(told, made.CALL.sides),
        **_ribbon(made.CALL, told),
        "ticks": draw_ticks(told),
    }


def _ribbon(call: CallSummary, rows: Sequence[StatementRow]) -> dict[str, object]:
    return {"call": call, "ribbon": draw_ribbon(rows, call.sides[:2])}


def _of_cells() -> Iterator[State]:
    quoted = made.wording(made.NUMBERED, made.place(quoted=True))
    cells = {
        "quoted": Cell(made.LEFT, quoted),
        "retold by the outlet": Cell(made.LEFT, made.wording(made.NUMBERED, made.place(own_voice=False))),
        "other wordings": made.DIVERGE.cells[0],
        "not in this version": Cell(made.RIGHT),
        "no source gives this version": Cell(made.UNKNOWN),
        "right to left": made.RIGHT_TO_LEFT,
        "very long words": made.LONG,
    }
    for name, cell in cells.items():
        yield State("components/_cell.html", name, {"cell": cell, "call": made.CALL, "diff": "lines"})
        if not cell.lead:
            yield State("components/_absent.html", name, {"cell": cell, "call": made.CALL})
    everywhere = Cell(replace(made.RIGHT, sources=len(made.SOURCES)))
    yield State("components/_absent.html", "all sources give it elsewhere", {"cell": everywhere, "call": made.CALL})
    for name, place in {
        "press": made.place(),
        "official": made.place(official=True),
        "headline": made.place(headline=True),
        "misdated": made.MISDATED,
    }.items():
        yield State("components/_place.html", name, {"place": place})
    changes = compare_texts("The leaders agreed to meet in May.", "The leaders have agreed to meet.")
    yield State("components/_changes.html", "two versions of a text", {"changes": changes})


def _of_charts() -> Iterator[State]:
    calls = [made.CALL, replace(made.THREE, date=made.OTHER_DAY, slug=made.OTHER_SLUG)]
    for name, shown in {"one call": calls[:1], "several calls": calls, "none": []}.items():
        yield State("components/_timeline.html", name, {"timeline": timeline(shown)})
    yield State("components/_bar.html", "all verdicts", {"call": made.THREE, "bars": verdict_bars(made.THREE)})
    voices = (
        SourceVoices(made.SOURCES[0], (VoiceCount("only-a", "Arland", 7),)),
        SourceVoices(
            made.SOURCES[1],
            tuple(VoiceCount(key, label, 3) for key, label in KEYS.items()),
        ),
    )
    yield State(
        "components/_voices.html",
        "one voice, and all",
        {"call": made.CALL, "voices": draw_voices(voices), "legend": legend(voices)},
    )


KEYS = {
    "only-a": "Arland",
    "only-b": "Borland",
    "only-c": "Corland",
    "other": "Other states",
    "unattributed": "No side given",
}
"""Kinds of voices in the drawing of their shares."""

VOICES = {
    "a side": VoiceView("AA", "Arland", "a"),
    "the other side": VoiceView("BB", "Borland", "b"),
    "the outlet": VoiceView("outlet", "the outlet", "o"),
    "another state": VoiceView("DD", "Dorland", "x"),
    "unknown": VoiceView("", "unknown", "x"),
}
MARKED = (Piece("The leaders ", ""), Piece("agreed to send observers", "span-first"), Piece(" before May."))
