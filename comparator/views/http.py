"""What every view shares: the request's type, and whole pages or fragments from one template."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from comparator.views.caching import HTMX_HEADERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_htmx.middleware import HtmxDetails


T = TypeVar("T")
SVG_FRAME = 120
"""Pixels above and below a drawing in its file: for its name and the credit line."""
_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


class HtmxHttpRequest(HttpRequest):
    """A request that the htmx middleware has seen."""

    htmx: HtmxDetails


def render_page(
    request: HtmxHttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the whole page, or only ``fragment`` where htmx is about to swap the element of that id.

    When htmx restores a page from the history it wants the whole of it, whatever the target.
    """
    htmx = request.htmx
    is_fragment = bool(fragment and htmx and htmx.target == fragment and not htmx.history_restore_request)
    if is_fragment:
        template = f"{template}#{fragment}"
    response = render(request, template, {**context, "is_fragment": is_fragment}, status=status)
    patch_vary_headers(response, HTMX_HEADERS)
    return response


def for_xml(text: str) -> str:
    """Return a text without the characters that no XML may hold; a name that somebody has pasted may."""
    return text.translate(_NOT_IN_XML)


def render_svg(
    request: HtmxHttpRequest, template: str, context: Mapping[str, object], *, height: int, page: str, name: str = ""
) -> HttpResponse:
    """Render a drawing as a file that stands alone, to be downloaded.

    Args:
        request: asks for it.
        template: extends ``charts/file.svg``.
        context: of the drawing.
        height: of the drawing itself, in pixels.
        page: path of the page that shows it, given in its credit line.
        name: of the file; the last parts of its own address where it is empty.
    """
    base = request.build_absolute_uri("/").rstrip("/")
    name = name or "-".join(request.path.strip("/").split("/")[-2:])
    framed = {**context, "base": base, "permalink": base + page, "height": height, "total": height + SVG_FRAME}
    drawn = for_xml(render_to_string(template, framed, request))
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def drawn_or_404(drawing: T | None) -> T:
    """Return a drawing, or its parts; raise Http404 where there is none."""
    if not drawing:
        raise Http404(_("There is nothing to draw."))
    return drawing
