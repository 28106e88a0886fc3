"""Logging in and out, in the site's own design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import render
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class _LogIn(LoginView):
    template_name = "login.html"
    redirect_authenticated_user = True

    def get_success_url(self) -> str:
        """Return where to go on; this page itself is no such place."""
        following = super().get_success_url()
        return self.get_default_redirect_url() if following == self.request.path else following


log_in = _LogIn.as_view()
"""Ask for name and password; whoever is logged in already goes on. The session gets a new key."""

log_out = LogoutView.as_view()
"""End the session, by POST only."""


def locked(
    request: HttpRequest, _response: HttpResponse | None = None, _credentials: Mapping[str, object] | None = None
) -> HttpResponse:
    """Say that there were too many wrong passwords, and for how long none is taken."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"failures": settings.AXES_FAILURE_LIMIT, "minutes": minutes, "login_url": reverse("login")}
    response = render(request, "locked.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response
