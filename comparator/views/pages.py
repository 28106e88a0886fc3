"""Pages about single things and about the site: statements, documents, search, the method, robots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from comparator.engine.options import ENGINE_VERSION
from comparator.engine.records import Span
from comparator.selectors.documents import document_record, get_document, get_raw_text
from comparator.selectors.evidence import citation, get_statement
from comparator.selectors.search import search
from comparator.selectors.searchquery import SearchQuery, list_choices, search_chips
from comparator.selectors.versions import get_version_changes, history_of
from comparator.services.exports import COLUMNS
from comparator.views.access import ADD
from comparator.views.caching import revalidated
from comparator.views.http import render_page
from comparator.views.structured import document_data

if TYPE_CHECKING:
    from comparator.views.http import HtmxHttpRequest


@require_safe
@revalidated
def statement(request: HtmxHttpRequest, public_id: str) -> HttpResponse:
    """Show everything known of a statement; one merged into another leads to it, one without support is gone."""
    evidence = get_statement(public_id)
    if evidence.survivor:
        return HttpResponsePermanentRedirect(reverse("statement", args=[evidence.survivor]))
    permalink = request.build_absolute_uri(reverse("statement", args=[evidence.public_id]))
    context = {"evidence": evidence, "citation": citation(evidence, permalink)}
    return render_page(request, "statement.html", context, status=410 if evidence.retired else 200)


@require_safe
@revalidated
def document(request: HtmxHttpRequest, public_id: str, template: str = "document.html") -> HttpResponse:
    """Show a document sentence by sentence or as stored, with a span marked if ``?span=start-end`` asks for it."""
    span = _parse_span(request.GET.get("span", ""))
    history = history_of(public_id) if request.user.has_perm(ADD) else ()
    found = get_document(public_id, span)
    context = {"document": found, "span": span, "history": history, "structured": document_data(found, request)}
    return render_page(request, template, context)


@require_safe
@revalidated
def document_changes(request: HtmxHttpRequest, public_id: str) -> HttpResponse:
    """Show what changed in a document since the version before it."""
    return render_page(request, "changes.html", {"difference": get_version_changes(public_id)})


@require_safe
@revalidated
def document_text(_request: HtmxHttpRequest, public_id: str) -> HttpResponse:
    """Give the stored text of a document, character by character as it was added."""
    return HttpResponse(get_raw_text(public_id), content_type="text/plain; charset=utf-8")


@require_safe
@revalidated
def document_json(_request: HtmxHttpRequest, public_id: str) -> HttpResponse:
    """Give a document and everything that was found in it."""
    record = document_record(get_document(public_id))
    return JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@revalidated
def search_page(request: HtmxHttpRequest) -> HttpResponse:
    """Find sentences by their words."""
    choices = list_choices(request.GET)
    query = SearchQuery.parse(request.GET, choices)
    context = {
        "query": query,
        "choices": choices,
        "chips": search_chips(query, choices),
        "result": search(query, request.GET.get("page", 1)),
    }
    return render_page(request, "search.html", context, fragment="results")


@require_safe
@revalidated
def method(request: HtmxHttpRequest) -> HttpResponse:
    """Explain how the comparison is made, where it fails, and what the columns of the report hold."""
    return render_page(request, "method.html", {"columns": COLUMNS, "engine_version": ENGINE_VERSION})


@require_safe
def robots(request: HtmxHttpRequest) -> HttpResponse:
    """Let robots read the pages, but neither the endless filters of the comparison nor the admin."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /*?",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _parse_span(text: str) -> Span | None:
    start, dash, end = text.partition("-")
    if not (dash and start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    # Longer numbers are no place in a text, and int() of a huge one is slow.
    span = Span(int(start[:9]), int(end[:9]))
    return span if span.start < span.end else None
