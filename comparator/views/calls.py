"""The front page, the list of calls, the comparison of one call, its report, and two of its sources side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from comparator.charts import timeline, verdict_bars
from comparator.engine.records import OUTLET_VOICE, Verdict
from comparator.selectors import calls as call_selectors
from comparator.selectors.beside import Choice, complete_choice, side_by_side, voice_codes
from comparator.selectors.filters import StatementFilter, clean_query
from comparator.selectors.highlights import diverging_highlights
from comparator.selectors.statements import statement_page
from comparator.services.exports import report_lines
from comparator.views.http import render_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.charts import Bar
    from comparator.selectors.records import CallSummary
    from comparator.views.http import HtmxHttpRequest

DIFF_MODES = ("lines", "inline", "off")
CALLS_ON_FRONT_PAGE = 12
HIGHLIGHTS_ON_FRONT_PAGE = 2


@require_safe
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


@require_safe
def call_list(request: HtmxHttpRequest) -> HttpResponse:
    """List the calls, on a timeline and one below the other."""
    sides = call_selectors.list_sides()
    wanted_side = request.GET.get("side", "")
    narrowed = call_selectors.CallFilter(
        q=clean_query(request.GET.get("q", "")),
        side=wanted_side if wanted_side in {side.code for side in sides} else "",
        has=Verdict.DIVERGE.value if request.GET.get("has") == Verdict.DIVERGE.value else "",
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
def call(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Compare the versions of one call, statement by statement."""
    summary = call_selectors.get_call(slug)
    narrowed = StatementFilter.parse(request.GET)
    mode = request.GET.get("diff", "")
    before, after = call_selectors.neighbours(summary)
    context = {
        "call": summary,
        "bars": verdict_bars(summary),
        "filter": narrowed,
        "chips": narrowed.chips(summary.sides),
        "diff": mode if mode in DIFF_MODES else DIFF_MODES[0],
        "outlets": sorted({source.outlet for source in summary.sources}),
        "statements": statement_page(summary, narrowed, request.GET.get("page", 1)),
        "before": before,
        "after": after,
    }
    return render_page(request, "call.html", context, fragment="results")


@require_safe
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
