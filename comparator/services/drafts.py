"""Drafts: documents that somebody is adding, kept at every step until they are stored.

What a person decides about a draft are decisions in the engine's sense: every reading of it puts them into force, and they become reviews
when it is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from comparator import intake
from comparator.engine import records
from comparator.models import Draft, Outlet, Side
from comparator.services.documents import document_with_text, one_line, sha256_of
from comparator.services.errors import DuplicateDocumentError, ServiceError
from comparator.services.jobs import AT_ONCE_CHARACTERS, job_create
from comparator.services.keeping import room_refuse
from comparator.services.limits import upload_limits
from comparator.services.outlets import outlet_key, outlets_named
from comparator.services.publicids import DIGITS
from comparator.services.reviews import Made

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from django.contrib.auth.models import User

    from comparator.models import Document, Job

ADD_DOCUMENT = "add-document"
"""Name of the kind of job that stores a draft."""
_ID_LENGTH = 12


class DraftBusyError(ServiceError):
    """It is being stored at this moment."""


class DraftGoneError(ServiceError):
    """It was stored or discarded in the meantime."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a person says of a document."""

    kind: str
    published: date | None
    title: str
    url: str
    language: str
    outlet: int | None
    """Key of a stored outlet, or None for a new one."""
    outlet_name: str = ""
    outlet_side: str = ""
    """Code of the new outlet's home side, or nothing."""
    outlet_official: bool = False


def draft_start(*, owner: User, raw: bytes | str, file_name: str = "") -> Draft:
    """Keep what was handed in, with what was found in it as first proposals.

    Raises:
        TooMuchKeptError: its owner has no room for another draft.
        intake.IntakeError: it is no text that can be stored as one document.
        DuplicateDocumentError: the same text is stored already.
    """
    room_refuse(owner=owner, size=len(raw))
    found = intake.read(raw, limits=upload_limits())
    stored = document_with_text(text=found.text)
    if stored is not None:
        raise DuplicateDocumentError(stored)
    facts = found.facts
    outlet = outlets_named(names=[facts.outlet]).get(outlet_key(facts.outlet))
    draft = Draft(
        public_id=get_random_string(_ID_LENGTH, DIGITS),
        owner=owner,
        raw_text=found.text,
        sha256=sha256_of(found.text),
        format=found.format,
        file_name=file_name[:200],
        found=[
            {"field": name, "value": str(getattr(facts, name)), "where": where}
            for name, where in found.evidence.items()
        ],
        notes=list(found.notes),
        kind=facts.kind,
        outlet=outlet,
        outlet_name="" if outlet else facts.outlet[:120],
        outlet_side=Side.objects.filter(code=facts.side).first() if facts.side and not outlet else None,
        published=facts.published,
        title=one_line(facts.title),
        url=facts.url[:500],
        language=facts.language[:12] or "en",
    )
    draft.save(force_insert=True)
    return draft


@transaction.atomic
def draft_describe(*, draft: Draft, details: Details) -> None:
    """Keep what its owner says of it."""
    _take(draft)
    draft.kind, draft.published, draft.title = details.kind, details.published, details.title
    draft.url, draft.language = details.url, details.language
    draft.outlet = Outlet.objects.filter(pk=details.outlet).first() if details.outlet else None
    draft.outlet_name = "" if draft.outlet else details.outlet_name
    draft.outlet_side = Side.objects.filter(code=details.outlet_side).first() if details.outlet_side else None
    draft.outlet_official = details.outlet_official
    draft.save()


@transaction.atomic
def draft_choose(
    *,
    draft: Draft,
    made: Iterable[records.Decision] = (),
    undone: Iterable[tuple[records.Decided, records.Span]] = (),
) -> None:
    """Take decisions back, and add others; a later one about the same characters takes the place of an earlier one."""
    _take(draft)
    kept = {_characters(item): item for item in draft.decisions}
    for kind, span in undone:
        kept.pop((kind.value, span.start, span.end), None)
    for decision in made:
        item = _packed(decision, timezone.now())
        kept.pop(_characters(item), None)
        kept[_characters(item)] = item
    draft.decisions = list(kept.values())
    draft.save(update_fields=["decisions", "updated_at"])


@transaction.atomic
def draft_relate(*, draft: Draft, relation: str, related: Document | None) -> None:
    """Keep what the draft is to a stored document, or that it is a document of its own."""
    _take(draft)
    draft.relation, draft.related = relation, related if relation else None
    draft.compared = True
    draft.save(update_fields=["relation", "related", "compared", "updated_at"])


@transaction.atomic
def draft_accept(*, draft: Draft, proposals: Collection[str], accepted: bool) -> None:
    """Accept proposed calls as calls once the draft is stored, or no more."""
    _take(draft)
    kept = [proposal for proposal in draft.accepted if proposal not in proposals]
    draft.accepted = [*kept, *sorted(proposals)] if accepted else kept
    draft.save(update_fields=["accepted", "updated_at"])


@transaction.atomic
def draft_discard(*, draft: Draft) -> None:
    """Throw a draft away."""
    _take(draft)
    draft.delete()


def draft_submit(*, draft: Draft, by: User) -> Job:
    """Have a draft stored and compared; at once where it is short."""
    _refuse_busy(draft)
    job = job_create(
        kind=ADD_DOCUMENT,
        payload={"draft": draft.pk, "sha256": draft.sha256},
        key=f"{ADD_DOCUMENT} {draft.public_id}",
        created_by=by,
        at_once=len(draft.raw_text) <= AT_ONCE_CHARACTERS,
    )
    Draft.objects.filter(pk=draft.pk).update(job=job)  # it may be stored, and gone, by now
    return job


def decisions_of_draft(draft: Draft) -> tuple[Made, ...]:
    """Return what was decided about a draft, the earliest first."""
    return tuple(
        Made(
            records.Decision(
                records.Decided(item["kind"]),
                records.Span(item["start"], item["end"]),
                item["value"],
                item["found"],
            ),
            datetime.fromisoformat(item["at"]),
        )
        for item in draft.decisions
    )


def _take(draft: Draft) -> None:
    """Bring a draft up to date and lock it: what another page of it has kept since it was read must not get lost.

    Raises:
        DraftGoneError: it is not there any more.
        DraftBusyError: it is being stored.
    """
    try:
        draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())
    except Draft.DoesNotExist as error:
        raise DraftGoneError(
            _("This draft is not there any more: it was stored or discarded in the meantime.")
        ) from error
    _refuse_busy(draft)


def _refuse_busy(draft: Draft) -> None:
    if draft.job is not None and draft.job.is_live:
        raise DraftBusyError(_("This document is being stored. Wait for it to end."))


def _packed(decision: records.Decision, at: datetime) -> dict[str, object]:
    return {
        "kind": decision.kind.value,
        "start": decision.span.start,
        "end": decision.span.end,
        "value": decision.value,
        "found": decision.found,
        "at": at.isoformat(),
    }


def _characters(item: dict[str, object]) -> tuple[object, object, object]:
    return item["kind"], item["start"], item["end"]
