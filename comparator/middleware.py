"""Answers in the site's own pages where Django has bare ones, while the site is closed, and while the database does not answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

logger = logging.getLogger(__name__)

RETRY_AFTER = {"maintenance": 600, "database": 30}
"""Seconds after which a browser, a feed reader or a robot may ask again."""


class ErrorPageMiddleware:
    """Give 405 a page, answer 503 while ``MAINTENANCE`` is on and when the database cannot be reached.

    The pages for 503 are made without the request: everything about it (who is signed in, messages) may need the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the site's stead, or give its bare answer a page."""
        if settings.MAINTENANCE:
            return _unavailable("maintenance")
        response = self.get_response(request)
        if response.status_code == 405 and request.accepts("text/html"):
            return _method_not_allowed(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell a database that is away or busy, and one that refuses a NUL that somebody sent, from an error of the program.

        Raises:
            BadRequest: it was the NUL, which PostgreSQL takes nowhere.
        """
        if isinstance(exception, DataError) and "NUL" in str(exception):
            raise BadRequest("It holds NUL.") from exception
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        logger.error("The database did not answer for %s", request.path, exc_info=exception)
        return _unavailable("database")


def _unavailable(why: str) -> HttpResponse:
    page = render_to_string("503.html", {"maintenance": why == "maintenance"})
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER[why]), "Cache-Control": "no-store"})


def _method_not_allowed(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    page = render(request, "405.html", status=405)
    page.headers["Allow"] = response.headers.get("Allow", "")
    return page
