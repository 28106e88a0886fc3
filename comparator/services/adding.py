"""The last step of adding a document: a job that stores a draft, compares it, and says what it brought."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comparator.engine import records
from comparator.intake import Format, IntakeText
from comparator.models import Call, Document, Draft, Outlet, Statement
from comparator.services.calls import calls_propose
from comparator.services.documents import DocumentAdded, Lineage, document_add
from comparator.services.drafts import DraftGoneError, decisions_of_draft
from comparator.services.followups import calls_accept
from comparator.services.history import acting_as
from comparator.services.jobkinds import JobKind, Line, Outcome
from comparator.services.outlets import outlet_key, outlets_named
from comparator.services.previews import draft_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from comparator.services.jobrun import JobRun

_MOST_LISTED = 25
_STEPS = 3


def _work(run: JobRun) -> Outcome:
    draft = (
        Draft.objects.select_related("outlet__side", "outlet_side", "owner", "related")
        .filter(pk=str(run.payload["draft"]))
        .first()
    )
    if draft is None:
        return _stored_before(str(run.payload["sha256"]))
    run.progress(0, _STEPS, _("Reading the text"))
    read = draft_read(draft=draft)
    run.progress(1, _STEPS, _("Storing the document and comparing its calls"))
    with run.transaction(), acting_as(draft.owner):
        calls = _settle_calls(draft, read)
        added = _store(draft, calls)
        outcome = what_was_added(added)
        draft.delete()
    run.progress(_STEPS, _STEPS)
    return outcome


ADD_DOCUMENT_KIND = JobKind(_work, gettext_lazy("Addition of a document"))
"""Stores a draft (payload: its key, and the hash of its text)."""


def what_was_added(added: DocumentAdded) -> Outcome:
    """Return in words what a document brought, with links."""
    changes = [outcome.changes for outcome in added.collations]
    new = _statements(public_id for change in changes for public_id in change.new)
    diverging = _statements(public_id for change in changes for public_id in change.diverging)
    misdated = list(added.document.sentences.filter(misdated__isnull=False).select_related("misdated"))
    counts = (
        ngettext("%(n)d new statement", "%(n)d new statements", len(new)) % {"n": len(new)},
        ngettext("%(n)d divergence", "%(n)d divergences", len(diverging)) % {"n": len(diverging)},
        ngettext("%(n)d possible misdated passage", "%(n)d possible misdated passages", len(misdated))
        % {"n": len(misdated)},
    )
    page = added.document.get_absolute_url()
    lines = [
        Line(_("The document: %(name)s") % {"name": _name(added.document)}, page),
        *(_call_line(outcome.call) for outcome in added.collations),
        *(Line(_("New: %(label)s") % {"label": row.label}, row.get_absolute_url()) for row in new[:_MOST_LISTED]),
        *(
            Line(_("Diverges: %(label)s") % {"label": row.label}, row.get_absolute_url())
            for row in diverging[:_MOST_LISTED]
        ),
        *(
            Line(
                _("Perhaps of %(day)s: %(text)s") % {"day": row.misdated, "text": row.text},
                f"{page}#s{row.index}",
                "warning",
            )
            for row in misdated[:_MOST_LISTED]
        ),
    ]
    if not added.collations:
        lines.append(Line(_("No sentence of it speaks of a call that is known or could be proposed."), page, "warning"))
    return Outcome(
        _("What this document added: %(counts)s") % {"counts": ", ".join(counts)},
        tuple(lines),
        {"document": added.document.public_id, "new": len(new), "diverging": len(diverging), "misdated": len(misdated)},
    )


def _name(document: Document) -> str:
    day = f", {document.published:%Y-%m-%d}" if document.published else ""
    return document.title or f"{document.outlet.name}{day}"


def _store(draft: Draft, calls: Mapping[str, str]) -> DocumentAdded:
    decisions = tuple(
        replace(made, decision=replace(made.decision, value=calls.get(made.decision.value, made.decision.value)))
        if made.decision.kind is records.Decided.CALL
        else made
        for made in decisions_of_draft(draft)
    )
    related = draft.related
    return document_add(
        raw=IntakeText(draft.raw_text, Format(draft.format)),
        kind=draft.kind,
        outlet=_outlet(draft),
        published=draft.published,
        url=draft.url,
        title=draft.title,
        language=draft.language,
        added_by=draft.owner,
        lineage=Lineage(
            supersedes=related if draft.relation == Draft.Relation.VERSION else None,
            syndicated_from=related if draft.relation == Draft.Relation.SYNDICATED else None,
            decisions=decisions,
        ),
    )


def _outlet(draft: Draft) -> Outlet:
    if draft.outlet is not None:
        return draft.outlet
    known = outlets_named(names=[draft.outlet_name]).get(outlet_key(draft.outlet_name))
    if known is not None:
        return known
    outlet = Outlet(name=draft.outlet_name, side=draft.outlet_side, official=draft.outlet_official)
    outlet.full_clean()
    outlet.save()
    return outlet


def _settle_calls(draft: Draft, read: records.ReadDocument) -> Mapping[str, str]:
    """Make calls of the proposals that were accepted or chosen; return their slugs by the ids of the proposals."""
    chosen = {made.decision.value for made in decisions_of_draft(draft)} | set(draft.accepted)
    calls = calls_propose(proposals=[proposal for proposal in read.proposed if proposal.id in chosen])
    accepted = [call for proposal, call in calls.items() if proposal in draft.accepted]
    if accepted:
        calls_accept(calls=accepted)
    return {proposal: call.slug for proposal, call in calls.items()}


def _stored_before(sha256: str) -> Outcome:
    """Tell of a document whose job was cut off after it was stored."""
    document = Document.objects.filter(sha256=sha256).first()
    if document is None:
        raise DraftGoneError(_("The draft is not there any more. Add the document again."))
    return Outcome(_("The document is stored."), (Line(str(document), document.get_absolute_url()),))


def _statements(public_ids: Iterable[str]) -> list[Statement]:
    return list(Statement.objects.filter(public_id__in=list(public_ids)).order_by("call__date", "position"))


def _call_line(call: Call) -> Line:
    proposed = _(" (proposed; open it to accept it)") if call.status == Call.Status.PROPOSED else ""
    return Line(
        _("The call %(call)s%(proposed)s") % {"call": call, "proposed": proposed}, reverse("call", args=[call.slug])
    )
