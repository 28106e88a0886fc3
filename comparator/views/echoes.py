"""What recurs: stock phrases of the sides over time, and passages that look as if they belonged to another call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from comparator.selectors.calls import list_sides
from comparator.selectors.echoes import list_phrases, list_questions
from comparator.views.http import render_page, revalidated

if TYPE_CHECKING:
    from django.http import HttpResponse

    from comparator.views.http import HtmxHttpRequest

PHRASES_PER_PAGE = 30


@require_safe
@revalidated
def echo_list(request: HtmxHttpRequest) -> HttpResponse:
    """Show what recurs, narrowed to a side if the address says so."""
    sides = list_sides()
    wanted = next((side for side in sides if side.code == request.GET.get("side")), None)
    phrases = [phrase for phrase in list_phrases() if wanted is None or wanted.name in phrase.sides]
    page = Paginator(phrases, PHRASES_PER_PAGE).get_page(request.GET.get("page", 1))
    context = {"sides": sides, "wanted": wanted, "page": page, "questions": list_questions()}
    return render_page(request, "echoes.html", context)
