"""What sides are called."""

from __future__ import annotations

from comparator.models import Side


def side_names() -> dict[str, str]:
    """Return the name of every side that is stored, by its code; one query."""
    return dict(Side.objects.values_list("code", "name"))
