"""Calls over the years, as a page and as a drawing to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from comparator.charts.years import draw_overview, draw_years
from comparator.engine.records import Verdict
from comparator.selectors.timeline import TimelineFilter, list_pairs, timeline_page
from comparator.views.caching import revalidated
from comparator.views.http import drawn_or_404, render_page, render_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from comparator.selectors.timeline import Pair
    from comparator.views.http import HtmxHttpRequest


@require_safe
@revalidated
def timeline(request: HtmxHttpRequest) -> HttpResponse:
    """Show the calls over the years, narrowed as the address says."""
    pairs = list_pairs()
    narrowed = _filter(request, pairs)
    found = timeline_page(narrowed, pairs, request.GET.get("page", 1))
    context = {
        "filter": narrowed,
        "found": found,
        "page": found.page,
        "overview": draw_overview(found.years, directed=narrowed.pair is not None),
        "drawn": draw_years(found.calls),
        "years": range(found.span[1], found.span[0] - 1, -1) if found.span else (),
    }
    return render_page(request, "timeline.html", context, fragment="results")


@require_safe
@revalidated
def timeline_svg(request: HtmxHttpRequest) -> HttpResponse:
    """Give the timeline as a file that stands alone, narrowed as its page is."""
    pairs = list_pairs()
    narrowed = _filter(request, pairs)
    drawn = drawn_or_404(draw_years(timeline_page(narrowed, pairs, request.GET.get("page", 1)).calls))
    context = {"drawn": drawn, "filter": narrowed}
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    page = reverse("timeline") + query
    return render_svg(request, "charts/timeline.svg", context, height=drawn.height, page=page, name="timeline.svg")


def _filter(request: HtmxHttpRequest, pairs: Sequence[Pair]) -> TimelineFilter:
    wanted = request.GET.get("pair", "")
    return TimelineFilter(
        pair=next((pair for pair in pairs if pair.code == wanted), None),
        first=_year(request.GET.get("from", "")),
        last=_year(request.GET.get("to", "")),
        diverging=request.GET.get("has") == Verdict.DIVERGE.value,
    )


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() and text != "0000" else None
