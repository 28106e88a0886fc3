"""Reasons of verdicts, from what the engine stored, in words.

A reason whose kind has no heading here is shown under its own name: a newer engine must not break a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.selectors.records import ReasonView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def read_reasons(stored: Sequence[Mapping[str, object]]) -> tuple[ReasonView, ...]:
    """Return the reasons of a statement, in the engine's order."""
    return tuple(
        ReasonView(
            kind=str(reason.get("kind", "")),
            label=reason_label(str(reason.get("kind", ""))),
            text=str(reason.get("text", "")),
            a=str(reason.get("a") or ""),
            b=str(reason.get("b") or ""),
        )
        for reason in stored
    )


def reason_label(kind: str) -> str:
    """Return the heading of a kind of reason."""
    return {
        "number": _("Numbers"),
        "name": _("Names"),
        "negation": _("Negation"),
        "modality": _("Will, can, must"),
        "actor": _("Who does it"),
        "date": _("Dates"),
        "place": _("Places"),
        "term": _("Terms"),
        "addition": _("Said by one only"),
        "omission": _("Not said by one"),
        "wording": _("Wording"),
        "same": _("Same content"),
    }.get(kind, kind.replace("_", " ").replace("-", " ").capitalize())
