"""Which words each side uses for the same thing: all groups of terms, and one of them with its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from comparator.selectors.filters import clean_query
from comparator.selectors.terms import TermFilter, get_terms, list_tables
from comparator.views.caching import revalidated
from comparator.views.http import render_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from comparator.views.http import HtmxHttpRequest


@require_safe
@revalidated
def term_list(request: HtmxHttpRequest) -> HttpResponse:
    """Show the terms of every group that is in use, by voice."""
    return render_page(request, "terms.html", {"tables": list_tables()})


@require_safe
@revalidated
def term(request: HtmxHttpRequest, thing: str) -> HttpResponse:
    """Show the terms for one thing by voice and call, and the sentences that have them, narrowed as the address says."""
    narrowed = TermFilter(*(clean_query(request.GET.get(name, "")) for name in ("term", "voice", "call")))
    found = get_terms(thing, narrowed, request.GET.get("page", 1), request.GET.get("calls", 1))
    return render_page(request, "term.html", {"found": found, "filter": narrowed}, fragment="results")
