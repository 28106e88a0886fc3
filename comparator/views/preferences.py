"""The reader's choice of colours and of a language, each kept in a cookie and nowhere else.

Their forms carry no token against forged requests: a token is one visitor's own, so that no page with it could be kept and sent to the
next. What a forged request could do is to show somebody a page in other colours or another language until they choose again. Browsers say
themselves where a request comes from, and those that come from another site are refused without a token.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from comparator.themes import COOKIE, COOKIE_AGE, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from comparator.views.http import HtmxHttpRequest


def _from_here_only(
    view: Callable[[HtmxHttpRequest], HttpResponseBase],
) -> Callable[[HtmxHttpRequest], HttpResponseBase]:
    """Refuse what a browser says to come from another site; do without the token (see above)."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HtmxHttpRequest) -> HttpResponseBase:
        if _comes_from_elsewhere(request):
            raise PermissionDenied
        return view(request)

    return answer


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Return whether the browser names another site: by Sec-Fetch-Site, or by Origin where it is too old for that."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


@_from_here_only
@require_POST
def theme(request: HtmxHttpRequest) -> HttpResponseRedirect:
    """Keep the reader's choice of light or dark and go back to the page that it was made on."""
    chosen = request.POST.get("theme", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    if chosen in THEMES:
        response.set_cookie(
            COOKIE, chosen, max_age=COOKIE_AGE, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
        )
    return response


language = _from_here_only(set_language)
"""Keep the reader's choice of a language in a cookie and go back."""
