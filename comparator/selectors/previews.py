"""Drafts and what their pages show: records, and the choices of voices and calls that a person is offered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F
from django.db.models.functions import Left
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comparator.engine.records import OUTLET_VOICE
from comparator.models import Call, Draft, Outlet, Side
from comparator.selectors.sides import side_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.contrib.auth.models import User
    from django.db.models import QuerySet

OwnDraft = Draft
"""What ``get_draft`` returns, for those who may not name models."""

_WORD = re.compile(r"\S+")
_NEAR = timedelta(days=45)
"""Calls so long before the day of publication are offered, whatever the text says."""
_MOST_CALLS = 15
_BEGINNING = 60
"""Characters of its text by which a draft without a title is known."""
_MOST_SIDES = 12
"""Sides that are all offered as voices; of more, those that the text and its calls name."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph as the text has it, and as it is cleaned."""

    start: int
    end: int
    role: str
    """``content``, ``headline``, ``furniture`` (removed) or ``kept`` (removed, and kept by a person)."""
    rule: str
    """The rule that removes it, or took it for a headline."""
    raw: str
    clean: str


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence of the report."""

    number: int
    start: int
    end: int
    text: str
    raw: str
    role: str
    voice: str
    call: str
    """Slug of a known call, or the id of a proposed one."""
    quoted: bool
    flags: tuple[str, ...]
    why_voice: str
    why_call: str
    voice_decided: bool
    call_decided: bool
    role_decided: bool = False
    misdated: str = ""
    """Slug of the call that it seems to be of, where that is another one."""

    @property
    def gaps(self) -> tuple[tuple[str, int], ...]:
        """The words, each with where it begins in the raw text: before each but the first the sentence can be split."""
        return tuple((word.group(), self.start + word.start()) for word in _WORD.finditer(self.raw))


@dataclass(frozen=True, slots=True)
class CallChoice:
    """A call that is proposed from what the text says."""

    id: str
    date: date
    parties: tuple[tuple[str, str], ...]
    """Code of each side, and its leader or nothing."""
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What the engine makes of a draft."""

    lines: tuple[Line, ...]
    sentences: tuple[SentenceRow, ...]
    voices: frozenset[str]
    known: tuple[str, ...]
    """Slugs of the known calls that it speaks of."""
    proposed: tuple[CallChoice, ...]

    @property
    def removed(self) -> int:
        """How many lines are left out."""
        return sum(line.role == "furniture" for line in self.lines)


def list_drafts(owner: User) -> QuerySet[Draft]:
    """Return the drafts of a person, the latest first, with the beginnings of their texts, and when they expire."""
    drafts = Draft.objects.filter(owner=owner).annotate(
        beginning=Left("raw_text", _BEGINNING),
        expires=ExpressionWrapper(F("updated_at") + timedelta(days=settings.DRAFT_DAYS), DateTimeField()),
    )
    return drafts.select_related("outlet", "job").defer("raw_text", "decisions", "found")


def get_draft(public_id: str, owner: User) -> Draft:
    """Return a person's own draft; for everybody else it is not there."""
    return get_object_or_404(
        Draft.objects.select_related("outlet__side", "outlet_side", "related", "job"), public_id=public_id, owner=owner
    )


def outlet_choices() -> list[tuple[str, str]]:
    """Return the stored outlets, by name."""
    return [(str(pk), name) for pk, name in Outlet.objects.order_by("name").values_list("pk", "name")]


def side_choices() -> list[tuple[str, str]]:
    """Return the sides, by name."""
    return list(Side.objects.order_by("name").values_list("code", "name"))


def voice_choices(preview: Preview, calls: Iterable[str]) -> Mapping[str, str]:
    """Return the voices that are offered, by code; two queries."""
    sides = side_names()
    named = preview.voices | {code for call in preview.proposed for code, _leader in call.parties}
    if len(sides) > _MOST_SIDES:
        named |= set(Side.objects.filter(calls__slug__in=list(calls)).values_list("code", flat=True))
    else:
        named |= set(sides)
    offered = {code: sides.get(code, code) for code in sorted(named - {OUTLET_VOICE})}
    return {**offered, OUTLET_VOICE: _("The outlet itself"), "": _("No known side")}


def call_choices(
    preview: Preview, published: date | None, *, reach: timedelta = _NEAR, most: int = _MOST_CALLS
) -> Mapping[str, str]:
    """Return the calls that are offered, by slug or by the id of the proposal; at most two queries.

    Args:
        preview: what the document speaks of; these calls come first.
        published: when; ``most`` calls within ``reach`` before it are offered as well.
        reach: see there.
        most: see there.
    """
    slugs = {*preview.known, *(sentence.call for sentence in preview.sentences if sentence.call)}
    calls = list(Call.objects.filter(slug__in=slugs).prefetch_related("parties__side"))
    if published:
        near = Call.objects.filter(date__range=(published - reach, published)).exclude(slug__in=slugs)
        calls += near.order_by("-date").prefetch_related("parties__side")[:most]
    labels = {call.slug: _label(call.date, ((p.side.code, p.leader) for p in call.parties.all())) for call in calls}
    proposed = {call.id: _("new: %(call)s") % {"call": _label(call.date, call.parties)} for call in preview.proposed}
    return {**dict(sorted(labels.items())), **proposed, "": _("no call")}


def _label(day: date, parties: Iterable[tuple[str, str]]) -> str:
    names = " – ".join(leader.split()[-1] if leader else code for code, leader in parties)
    return f"{date_format(day, 'SHORT_DATE_FORMAT')}, {names}"
