"""The first administrator."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import get_random_string

_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for one another; 20 of them are 98 bits."""


@transaction.atomic
def admin_ensure(*, username: str = "admin") -> str | None:
    """Make an administrator if there is none; return the password, which is not stored anywhere, or None."""
    if User.objects.filter(is_superuser=True).exists():
        return None
    password = get_random_string(20, _LEGIBLE)
    User.objects.create_superuser(username=username, password=password)
    return password
