"""What every view shares: the request's type, and whole pages or fragments from one template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_htmx.middleware import HtmxDetails


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
    patch_vary_headers(response, ("HX-Request", "HX-Target", "HX-History-Restore-Request"))
    return response
