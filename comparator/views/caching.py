"""Answers of "nothing has changed", and pages that are kept once they are made.

A page that everybody gets alike is a function of the state of the site, the address, the language, the theme and what htmx asks for. A
digest of these is its ETag and the key under which it is kept, so that what is kept is never out of date: after any change the digest is
another.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from dataclasses import dataclass
from functools import cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache as kept_pages
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from comparator.selectors.freshness import site_state
from comparator.selectors.kept import reading
from comparator.themes import theme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from comparator.views.http import HtmxHttpRequest


logger = logging.getLogger(__name__)
P = ParamSpec("P")
HTMX_HEADERS = ("HX-Request", "HX-Target", "HX-Trigger", "HX-History-Restore-Request")
"""What of htmx decides which part of a page is sent."""

SHORTEST = 200
"""Bytes below which nothing is compressed, as in Django."""
LARGEST = 200_000
"""Bytes of a compressed page that is kept; more is a document of a book's length."""
LEVEL = 4
"""Of compression: a page of 150 KB takes 1.3 ms and 8 % more bytes than at level 6, which takes 2.6 ms."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is kept."""

    headers: dict[str, str]
    body: bytes
    compressed: bool

    def answer(self, *, encoded: bool) -> HttpResponse:
        """Return it anew, compressed where the browser takes that."""
        body = gzip.decompress(self.body) if self.compressed and not encoded else self.body
        response = HttpResponse(body, headers=self.headers)
        if self.compressed:
            patch_vary_headers(response, ("Accept-Encoding",))
            if encoded:
                response.headers["Content-Encoding"] = "gzip"
        return response


def revalidated(
    view: Callable[Concatenate[HtmxHttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HtmxHttpRequest, P], HttpResponseBase]:
    """Have browsers ask whether a page has changed, and answer without making it if it has not, or was made before.

    People who are signed in, or have a message waiting, always get the page anew, and theirs is never kept.
    """

    @wraps(view)
    def answer(request: HtmxHttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        state = site_state()
        if {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES):
            with reading(state):
                own = view(request, *args, **kwargs)
            patch_cache_control(own, private=True, no_cache=True)
            return own
        digest = _digest(request, state)
        etag = f'W/"{digest}"'  # weak, as it stands for the page in whatever encoding
        encoded = "gzip" in request.headers.get("Accept-Encoding", "")
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return _marked(unchanged, etag)
        page = _recall(digest)
        if page is not None:
            return page.answer(encoded=encoded)
        with reading(state):
            response = view(request, *args, **kwargs)
        if response.status_code != 200:
            # Browsers keep 301 and 410 for ever unless told otherwise, and what was merged or is gone may come back.
            patch_cache_control(response, private=True, no_cache=True)
            return response
        page = _keep(request, digest, _marked(response, etag))
        return page.answer(encoded=encoded) if page else response

    return answer


def _marked(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Have browsers, and none but them, keep a page and ask each time whether it has changed."""
    response.headers["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ("Cookie", *HTMX_HEADERS))
    return response


def _keep(request: HtmxHttpRequest, digest: str, response: HttpResponseBase) -> _Page | None:
    """Keep a page for the next who asks, unless something in it is for this one alone; return it as it is kept."""
    if (
        not isinstance(response, HttpResponse)
        or response.cookies
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")  # a form has this visitor's token in it
        or request.user.is_authenticated
    ):
        return None
    body, compressed = response.content, len(response.content) >= SHORTEST
    if compressed:
        body = gzip.compress(body, compresslevel=LEVEL, mtime=0)
    if len(body) > LARGEST:
        return None
    page = _Page(dict(response.headers), body, compressed)
    try:
        kept_pages.set(digest, page)
    except Exception:  # whatever a shared cache that is away raises
        logger.warning("A page could not be kept", exc_info=True)
    return page


def _recall(digest: str) -> _Page | None:
    """Return what was kept; pages are made anew while a shared cache is away."""
    try:
        page: _Page | None = kept_pages.get(digest)
    except Exception:  # each client of a cache has errors of its own
        logger.warning("A page that was kept could not be read", exc_info=True)
        return None
    return page


def _digest(request: HtmxHttpRequest, state: str) -> str:
    """Return a digest of everything that the answer depends on."""
    parts = (
        state,
        request.build_absolute_uri(),
        theme_of(request),
        get_language() or "",
        *(request.headers.get(name, "") for name in HTMX_HEADERS),
        _look() if not settings.DEBUG else _look.__wrapped__(),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@cache
def _look() -> str:
    """Return a digest of what makes pages of what is stored: a new release of it makes every page new, wherever it is kept."""
    found = hashlib.sha256()
    code = ("charts", "formats", "selectors", "templatetags", "views")
    for folder, names in (
        (settings.BASE_DIR / "templates", "*.*"),
        (settings.BASE_DIR / "static" / "css", "*.css"),
        (settings.BASE_DIR / "static" / "js", "*.js"),
        *((folder, "*.mo") for folder in settings.LOCALE_PATHS),
        *((settings.BASE_DIR / "comparator" / part, "*.py") for part in code),
    ):
        for path in sorted(folder.rglob(names)):
            found.update(path.read_bytes())
    return found.hexdigest()
