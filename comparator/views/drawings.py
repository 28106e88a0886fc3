"""Drawings of one call as files that stand alone; the drawings of other pages stand beside those pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from comparator.charts.ticks import draw_ticks
from comparator.charts.verdicts import verdict_bars
from comparator.charts.voices import draw_voices
from comparator.selectors.calls import get_call
from comparator.selectors.filters import StatementFilter
from comparator.selectors.matrix import list_sources
from comparator.selectors.statements import statement_page
from comparator.selectors.voices import legend, source_voices
from comparator.views.caching import revalidated
from comparator.views.http import drawn_or_404, render_svg

if TYPE_CHECKING:
    from django.http import HttpResponse

    from comparator.views.http import HtmxHttpRequest

VERDICTS_HEIGHT = 112
"""Pixels: a bar and a row of ticks, each with a line of text."""


@require_safe
@revalidated
def verdicts_svg(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Give the bar of verdicts of a call, and the ticks of its statements narrowed as its page is."""
    call = get_call(slug)
    bars = drawn_or_404(verdict_bars(call))
    statements = statement_page(call, StatementFilter.parse(request.GET), request.GET.get("page", 1))
    context = {"call": call, "bars": bars, "ticks": draw_ticks(statements.told)}
    page = reverse("call", args=[slug])
    return render_svg(request, "charts/verdicts.svg", context, height=VERDICTS_HEIGHT, page=page)


@require_safe
@revalidated
def voices_svg(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Give the voice shares of the sources that a page of the matrix shows."""
    call = get_call(slug)
    found = source_voices(call, list(list_sources(call, request.GET.get("cols", 1))))
    voices = drawn_or_404(draw_voices(found))
    context = {"call": call, "voices": voices, "legend": legend(found)}
    page = reverse("matrix", args=[slug])
    return render_svg(request, "charts/voices.svg", context, height=voices.height, page=page)
