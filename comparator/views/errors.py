"""What Django calls when a request cannot be answered: the page that says what happened and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.defaults import page_not_found

from comparator.selectors.documents import DocumentWithdrawnError

if TYPE_CHECKING:
    from django.http import HttpRequest


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that too much was sent, or that the request could not be understood; made without the request, which may be what is wrong."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        page = render_to_string("413.html", {"most": settings.MAX_UPLOAD_BYTES})
        return HttpResponse(page, status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell a document that was withdrawn from an address that never was one."""
    if isinstance(exception, DocumentWithdrawnError):
        response = render(request, "410.html", status=410)
        # Browsers keep this answer for ever unless told otherwise, and a document may be published again.
        patch_cache_control(response, private=True, no_cache=True)
        return response
    return page_not_found(request, exception)
