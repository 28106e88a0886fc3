"""Reasons of verdicts, from what the engine stored, in words.

A reason whose kind has no heading here is shown under its own name: a newer engine must not break a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.selectors.records import ReasonView

EVIDENT = frozenset({"omission", "unattributed"})
"""Kinds that say no more than the comparison shows: an empty cell, or a place under "no side is given"."""

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


def judged_sentences(stored: Sequence[Mapping[str, object]]) -> frozenset[int]:
    """Return the sentences that the reasons point into: those that the verdict was reached on."""
    spans = (span for reason in stored for span in _list(reason.get("spans")) if isinstance(span, dict))
    return frozenset(span["sentence"] for span in spans if isinstance(span.get("sentence"), int))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


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
        "antonym": _("Opposites"),
        "charge": _("Charged words"),
        "addition": _("Additions"),
        "omission": _("In one version only"),
        "wording": _("Wording"),
        "shared": _("In both"),
        "unattributed": _("No side given"),
    }.get(kind, kind.replace("_", " ").replace("-", " ").capitalize())
