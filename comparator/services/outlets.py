"""Outlets by their names: one rule for what is pasted, uploaded and imported.

Two names are one outlet's if they differ in capitals and white space alone, in whatever script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Collection


def outlet_key(name: str) -> str:
    """Return what the names of one outlet have in common."""
    return " ".join(name.split()).casefold()


def outlets_named(*, names: Collection[str]) -> dict[str, Outlet]:
    """Return the stored outlets of these names, with their sides, by ``outlet_key``.

    A name that is stored as it is goes before one that is written otherwise, the older before the newer. Two queries; all names are looked
    through only where one is not stored as it is, because a database knows capitals of Latin letters alone.
    """
    wanted = {outlet_key(name) for name in names if name}
    outlets = Outlet.objects.select_related("side").order_by("-pk")
    found = {outlet_key(outlet.name): outlet for outlet in outlets.filter(name__in=names)}
    missing = wanted - set(found)
    if missing:
        alike = {key: pk for pk, name in outlets.values_list("pk", "name") if (key := outlet_key(name)) in missing}
        if alike:
            found |= {outlet_key(outlet.name): outlet for outlet in outlets.filter(pk__in=alike.values())}
    return found
