"""Light, dark, or as the browser asks: kept in a cookie, so that the server renders the right page at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

THEMES = ("auto", "light", "dark")
COOKIE = "theme"
COOKIE_AGE = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """Return the theme that the reader chose, ``auto`` if none or an unknown one."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "auto"
