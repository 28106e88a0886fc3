"""Who may open a page: pages of editors ask for a login, and for the permission that the role has."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comparator.services.errors import ServiceError
from comparator.views.http import HtmxHttpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User
    from django.http import HttpResponseBase

P = ParamSpec("P")

ADD = "comparator.add_document"
"""The permission to add documents."""
REVIEW = "comparator.add_review"
"""The permission to decide about what is stored."""
form_page = require_http_methods(["GET", "HEAD", "POST"])


class SignedInRequest(HtmxHttpRequest):
    """A request of somebody who is logged in."""

    user: User


def for_those_who(
    permission: str, *, back: str = "add"
) -> Callable[
    [Callable[Concatenate[SignedInRequest, P], HttpResponseBase]],
    Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
]:
    """Send who is not logged in to the login page, and refuse who has not the permission; keep the page out of caches.

    What a service refuses while the page is made is a message on the page ``back``, where the work begins.
    """

    def decorate(
        view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[SignedInRequest, P], HttpResponseBase]:
        guarded = login_required(permission_required(permission, raise_exception=True)(never_cache(view)))

        @wraps(view)
        def answer(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                return guarded(request, *args, **kwargs)
            except ServiceError as error:
                messages.error(request, str(error))
                return redirect(back)

        return answer

    return decorate
