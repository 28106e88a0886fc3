"""Reasons of verdicts, from what the engine stored, in words.

A reason whose kind is known here is told anew, with the phrases that it rests on and the names of the sides, so that it can be translated;
any other keeps the engine's own words: a newer engine must not break a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.selectors.records import ReasonView, SideView, Telling
from comparator.selectors.words import per_language

EVIDENT = frozenset({"omission", "unattributed"})
"""Kinds that say no more than the comparison shows: an empty cell, or a place under "no side is given"."""

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class _Words:
    """How a kind of reason is told: what it is about, and where only one version has such words."""

    label: str
    lead: str = ""
    alone: str = ""


def read_reasons(stored: Sequence[Mapping[str, object]], sides: Sequence[SideView]) -> tuple[ReasonView, ...]:
    """Return the reasons of a statement, in the engine's order."""
    return tuple(_view(reason, sides) for reason in stored)


def _view(reason: Mapping[str, object], sides: Sequence[SideView]) -> ReasonView:
    kind = str(reason.get("kind", ""))
    words = _words(kind)
    told = _tellings(reason, sides)
    lead = words.alone if len(told) == 1 and words.alone else words.lead
    return ReasonView(
        kind=kind,
        label=words.label,
        text=str(reason.get("text", "")),
        a=str(reason.get("a") or ""),
        b=str(reason.get("b") or ""),
        lead=lead if told else "",
        told=told[:1] if kind == "shared" and lead else told if lead else (),
    )


def _tellings(reason: Mapping[str, object], sides: Sequence[SideView]) -> tuple[Telling, ...]:
    """Return what each side is quoted with, in the order of the sides."""
    pairs = [pair for pair in _list(reason.get("phrases")) if isinstance(pair, list) and len(pair) == 2]
    quoted = ((side, tuple(dict.fromkeys(str(p) for code, p in pairs if code == side.code))) for side in sides)
    return tuple(Telling(side, phrases) for side, phrases in quoted if phrases)


def judged_sentences(stored: Sequence[Mapping[str, object]]) -> frozenset[int]:
    """Return the sentences that the reasons point into: those that the verdict was reached on."""
    spans = (span for reason in stored for span in _list(reason.get("spans")) if isinstance(span, dict))
    return frozenset(span["sentence"] for span in spans if isinstance(span.get("sentence"), int))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _words(kind: str) -> _Words:
    return _known_kinds().get(kind) or _Words(kind.replace("_", " ").replace("-", " ").capitalize())


@per_language
def _known_kinds() -> Mapping[str, _Words]:
    return {
        "number": _Words(_("Numbers"), _("The numbers differ."), _("One version alone gives a number.")),
        "name": _Words(_("Names"), _("Each version names what the other does not."), _("One version alone names:")),
        "negation": _Words(
            _("Negation"), _("One version denies what the other states."), _("One version alone denies:")
        ),
        "modality": _Words(_("Will, can, must"), _("How certain or how binding it is differs.")),
        "actor": _Words(_("Who does it")),
        "date": _Words(_("Dates"), _("The dates differ."), _("One version alone gives a date.")),
        "place": _Words(_("Places"), _("The places differ."), _("One version alone gives a place.")),
        "term": _Words(_("Terms")),
        "antonym": _Words(_("Opposites"), _("The versions use words that exclude each other.")),
        "charge": _Words(
            _("Charged words"),
            _("Each version uses words of blame or harm that the other does not."),
            _("One version alone uses words of blame or harm."),
        ),
        "addition": _Words(
            _("Additions"), _("Each version says what the other does not."), _("One version alone adds something.")
        ),
        "omission": _Words(_("In one version only")),
        "wording": _Words(_("Wording")),
        "shared": _Words(_("In both"), _("Both versions say, and neither denies anything of the other:")),
        "unattributed": _Words(_("No side given")),
        "decided": _Words(_("Decided by a person")),
    }
