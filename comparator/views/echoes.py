"""What recurs: stock phrases over time, and passages that look as if they belonged to another call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from comparator.charts.drift import draw_drift
from comparator.selectors.echoes import list_questions
from comparator.selectors.formulas import WORDINGS_PER_PAGE, get_formula, list_formulas, list_phrase_sides
from comparator.views.caching import revalidated
from comparator.views.http import drawn_or_404, render_page, render_svg

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import HttpResponse

    from comparator.selectors.formulas import FormulaView, Wording
    from comparator.views.http import HtmxHttpRequest


@require_safe
@revalidated
def echo_list(request: HtmxHttpRequest) -> HttpResponse:
    """Show what recurs, narrowed to a side if the address says so."""
    sides = list_phrase_sides()
    wanted = next((side for side in sides if side.code == request.GET.get("side")), None)
    found = list_formulas(wanted.code if wanted else "", request.GET.get("page", 1))
    asked = list_questions(request.GET.get("questions", 1))
    context = {
        "sides": sides,
        "wanted": wanted,
        "page": found.page,
        "formulas": found.formulas,
        "asked": asked,
    }
    return render_page(request, "echoes.html", context, fragment="questions")


@require_safe
@revalidated
def formula(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Show a stock phrase over time; one that became part of another leads to it, one that is no more is gone."""
    found = get_formula(slug)
    if found.survivor:
        return HttpResponsePermanentRedirect(reverse("formula", args=[found.survivor]))
    page = _wordings(request, found)
    context = {"formula": found, "page": page, "drift": draw_drift(list(page))}
    return render_page(request, "formula.html", context, status=200 if found.used else 410)


@require_safe
@revalidated
def drift_svg(request: HtmxHttpRequest, slug: str) -> HttpResponse:
    """Give the drift of a phrase's wording as a file that stands alone."""
    found = get_formula(slug)
    drift = drawn_or_404(draw_drift(list(_wordings(request, found))))
    context = {"formula": found, "drift": drift}
    return render_svg(request, "charts/drift.svg", context, height=drift.height, page=reverse("formula", args=[slug]))


def _wordings(request: HtmxHttpRequest, found: FormulaView) -> Page[Wording]:
    return Paginator(found.wordings, WORDINGS_PER_PAGE).get_page(request.GET.get("page", 1))
