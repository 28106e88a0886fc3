"""The front page, the list of calls, the comparison of one call, its report, and two of its sources side by side."""

from __future__ import annotations

from dataclasses import asdict
from itertools import combinations
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comparator.charts.ribbon import choose_pair, draw_ribbon, own_orders, pair_code
from comparator.charts.ticks import draw_ticks
from comparator.charts.verdicts import timeline, verdict_bars
from comparator.charts.voices import draw_voices
from comparator.engine.records import OUTLET_VOICE, Verdict
from comparator.selectors import calls as call_selectors
from comparator.selectors.beside import Choice, complete_choice, side_by_side, voice_codes
from comparator.selectors.filters import StatementFilter, clean_words
from comparator.selectors.glance import read_glance
from comparator.selectors.highlights import diverging_highlights
from comparator.selectors.matrix import SORTS, get_matrix, list_sources
from comparator.selectors.silence import get_silence
from comparator.selectors.statements import statement_page
from comparator.selectors.voices import legend, source_voices
from comparator.services.exports import report_lines
from comparator.views.caching import revalidated
from comparator.views.http import render_page, render_svg
from comparator.views.structured import call_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.charts.verdicts import Bar
    from comparator.selectors.records import CallSummary, SideView
    from comparator.views.http import HtmxHttpRequest

DIFF_MODES = ("lines", "inline", "off")
VIEWS = ("paired", "column", "order")
CALLS_ON_FRONT_PAGE = 12
HIGHLIGHTS_ON_FRONT_PAGE = 2


@require_safe
@revalidated
def home(request: HtmxHttpRequest) -> HttpResponse:
    """Show what the site does, the latest calls and where their accounts diverge."""
    found = call_selectors.list_calls(call_selectors.CallFilter(), per_page=CALLS_ON_FRONT_PAGE)
    context = {
        "totals": call_selectors.totals(),
        "timeline": timeline(found.calls),
        "entries": _with_bars(found.calls),
        "more": found.page.has_next(),
        "highlights": diverging_highlights(found.calls, HIGHLIGHTS_ON_FRONT_PAGE),
    }
    return render_page(request, "home.html", context)


_WITH = frozenset({Verdict.DIVERGE.value, call_selectors.ACCOUNTS})
"""What the list of calls can be narrowed to."""


@require_safe
@revalidated
def call_list(request: HtmxHttpRequest) -> HttpResponse:
    """List the calls, on a timeline and one below the other."""
    sides = call_selectors.list_sides()
    wanted_side = request.GET.get("side", "")
    narrowed = call_selectors.CallFilter(
        q=clean_words(request.GET.get("q", "")),
        side=wanted_side if wanted_side in {side.code for side in sides} else "",
        has=wanted if (wanted := request.GET.get("has", "")) in _WITH else "",
    )
    found = call_selectors.list_calls(narrowed, request.GET.get("page", 1))
    context = {
        "filter": narrowed,
        "sides": sides,
        "page": found.page,
        "timeline": timeline(found.calls),
        "entries": _with_bars(found.calls),
    }
    return render_page(request, "calls.html", context, fragment="results")


@require_safe
@revalidated
def call(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Compare the versions of one call, statement by statement."""
    summary = call_selectors.get_call(slug)
    narrowed = StatementFilter.parse(request.GET)
    mode = request.GET.get("diff", "")
    view = request.GET.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    statements = statement_page(summary, narrowed, request.GET.get("page", 1))
    before, after = call_selectors.neighbours(summary)
    pair = choose_pair(summary.sides, request.GET.get("pair", ""))
    context = {
        "call": summary,
        "bars": verdict_bars(summary),
        "filter": narrowed,
        "chips": narrowed.chips(summary.sides),
        "diff": mode if mode in DIFF_MODES else DIFF_MODES[0],
        "outlets": _outlets(summary),
        "view": view,
        "statements": statements,
        "glance": () if narrowed.active or statements.page.number > 1 else read_glance(summary, statements.told),
        "ribbon": draw_ribbon(statements.told, pair),
        "pairs": _pairs(summary.sides, pair),
        "ticks": draw_ticks(statements.told),
        "orders": own_orders(statements.told, summary.sides) if view == "order" else (),
        "structured": call_data(summary, request),
        "before": before,
        "after": after,
    }
    return render_page(request, "call.html", context, fragment="results")


@require_safe
@revalidated
def ribbon_svg(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Give the ribbon of a call as a file that stands alone, narrowed as its page is."""
    summary = call_selectors.get_call(slug)
    statements = statement_page(summary, StatementFilter.parse(request.GET))
    ribbon = draw_ribbon(statements.told, choose_pair(summary.sides, request.GET.get("pair", "")))
    if ribbon is None:
        raise Http404(_("There is nothing to draw, or more than a drawing can show."))
    context = {"call": summary, "ribbon": ribbon}
    page = reverse("call", args=[slug])
    return render_svg(request, "charts/ribbon.svg", context, height=ribbon.height, page=page, name=f"{slug}.svg")


@require_safe
@revalidated
def matrix(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show which source carries which version of each statement."""
    summary = call_selectors.get_call(slug)
    narrowed = StatementFilter.parse(request.GET)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else SORTS[0]
    columns = request.GET.get("cols", 1)
    voices = source_voices(summary, list(list_sources(summary, columns)))
    context = {
        "call": summary,
        "filter": narrowed,
        "chips": narrowed.chips(summary.sides),
        "outlets": _outlets(summary),
        "sorts": SORTS,
        "sort": sort,
        "matrix": get_matrix(summary, narrowed, sort, request.GET.get("page", 1), columns),
        "voices": draw_voices(voices),
        "legend": legend(voices),
    }
    return render_page(request, "matrix.html", context, fragment="results")


@require_safe
@revalidated
def silence(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show what only one side tells, in both directions."""
    summary = call_selectors.get_call(slug)
    found = get_silence(summary, request.GET.get("page", 1))
    return render_page(request, "silence.html", {"call": summary, "silence": found})


@require_safe
@revalidated
def beside(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Set any two sources of a call beside each other; an address that leaves the choice open leads to a whole one."""
    summary = call_selectors.get_call(slug)
    known = voice_codes(summary)
    voices = (request.GET.get(name, "") for name in ("left_voice", "right_voice"))
    asked = Choice(
        request.GET.get("left", ""),
        request.GET.get("right", ""),
        *(voice if voice in known else "" for voice in voices),
    )
    choice = complete_choice(summary, asked)
    if choice and not (asked.left and asked.right):
        query = {name: value for name, value in asdict(choice).items() if value}
        return HttpResponseRedirect(f"{request.path}?{urlencode(query)}")
    pair = side_by_side(summary, choice) if choice else None
    context = {"call": summary, "choice": choice, "pair": pair, "outlet_voice": OUTLET_VOICE}
    return render_page(request, "side_by_side.html", context, status=404 if choice and not pair else 200)


@require_safe
def report(request: HtmxHttpRequest, slug: str) -> StreamingHttpResponse:
    """Give the comparison as CSV, narrowed as its page is."""
    summary = call_selectors.get_call(slug)
    narrowed = StatementFilter.parse(request.GET)
    lines = report_lines(summary, narrowed, request.build_absolute_uri("/").rstrip("/"))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8; header=present")
    name = f"{summary.slug}-filtered.csv" if narrowed.active else f"{summary.slug}.csv"
    response["Content-Disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    return response


def _with_bars(calls: Sequence[CallSummary]) -> list[tuple[CallSummary, tuple[Bar, ...]]]:
    return [(summary, verdict_bars(summary)) for summary in calls]


def _pairs(sides: Sequence[SideView], chosen: Sequence[SideView]) -> list[tuple[str, Sequence[SideView], bool]]:
    """Return the pairs of sides that a ribbon can show, each with its code and whether it is shown; none where there is no choice."""
    if len(sides) < 3:
        return []
    return [(pair_code(pair), pair, pair == tuple(chosen)) for pair in combinations(sides, 2)]


def _outlets(call: CallSummary) -> list[str]:
    return sorted({source.outlet for source in call.sources})
