"""How much is taken of what is handed in."""

from __future__ import annotations

from django.conf import settings

from comparator.intake import Limits


def upload_limits() -> Limits:
    """Return the limits that the settings give."""
    return Limits(max_bytes=settings.MAX_UPLOAD_BYTES)
