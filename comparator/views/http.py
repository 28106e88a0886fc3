"""What every view shares: the request's type, whole pages or fragments from one template, and answers of "nothing has changed"."""

from __future__ import annotations

import hashlib
from functools import cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comparator.selectors.freshness import site_state
from comparator.themes import theme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django_htmx.middleware import HtmxDetails


P = ParamSpec("P")
T = TypeVar("T")
SVG_FRAME = 120
"""Pixels above and below a drawing in its file: for its name and the credit line."""
_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_HTMX_HEADERS = ("HX-Request", "HX-Target", "HX-History-Restore-Request")


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
    patch_vary_headers(response, _HTMX_HEADERS)
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


def revalidated(
    view: Callable[Concatenate[HtmxHttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HtmxHttpRequest, P], HttpResponseBase]:
    """Have browsers ask whether a page has changed, and answer without making it if it has not.

    People who are signed in, or have a message waiting, always get the page anew.
    """

    @wraps(view)
    def answer(request: HtmxHttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES):
            own = view(request, *args, **kwargs)
            patch_cache_control(own, private=True, no_cache=True)
            return own
        etag = quote_etag(_state(request))
        response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
        response = response or view(request, *args, **kwargs)
        if response.status_code not in (200, 304):
            return response
        response.headers["ETag"] = etag
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ("Cookie", *_HTMX_HEADERS))
        return response

    return answer


def _state(request: HtmxHttpRequest) -> str:
    """Return a digest of everything that the answer depends on; the token in the page's form belongs to the reader's cookie."""
    parts = (
        site_state(),
        request.build_absolute_uri(),
        theme_of(request),
        get_language() or "",
        request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        *(request.headers.get(name, "") for name in _HTMX_HEADERS),
        _look() if not settings.DEBUG else _look.__wrapped__(),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@cache
def _look() -> str:
    """Return a digest of the templates, their translations and the style: a new release of them makes every page new."""
    found = hashlib.sha256()
    for folder in (
        settings.BASE_DIR / "templates",
        *settings.LOCALE_PATHS,
        settings.BASE_DIR / "static" / "css",
        settings.BASE_DIR / "static" / "js",
    ):
        for path in sorted(folder.rglob("*.*")):
            found.update(path.read_bytes())
    return found.hexdigest()
