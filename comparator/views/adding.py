"""Adding a document step by step. Each step has an address and keeps what was done in the draft; leaving loses nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from comparator.engine.records import Role
from comparator.forms import NEW_OUTLET, DetailsForm, TextForm
from comparator.intake import IntakeError, may_be_table, recognise
from comparator.selectors.duplicates import find_relation, resembling
from comparator.selectors.previews import (
    call_choices,
    get_draft,
    list_drafts,
    outlet_choices,
    side_choices,
    voice_choices,
)
from comparator.selectors.uploads import list_uploads
from comparator.services.choices import UnknownChoiceError, apply_choices, keep_lines
from comparator.services.drafts import (
    Details,
    draft_accept,
    draft_describe,
    draft_discard,
    draft_relate,
    draft_start,
    draft_submit,
)
from comparator.services.errors import DuplicateDocumentError, ServiceError
from comparator.services.followups import call_accept
from comparator.services.previews import draft_preview
from comparator.services.uploads import upload_keep
from comparator.views.access import ADD, for_those_who, form_page
from comparator.views.http import render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from comparator.selectors.previews import OwnDraft
    from comparator.views.access import SignedInRequest

LINES_PER_PAGE = 80
SENTENCES_PER_PAGE = 40
EXPIRES_SOON = timedelta(days=14)
"""How long before it is removed a draft that nobody works on says so by itself."""


@form_page
@for_those_who(ADD)
def start(request: SignedInRequest) -> HttpResponse:
    """Take a text, and list the drafts that wait to be gone on with."""
    form = TextForm(request.POST, request.FILES) if request.method == "POST" else TextForm()
    if request.method == "POST" and form.is_valid():
        following = _started(request, form)
        if following is not None:
            return following
    drafts = Paginator(list_drafts(request.user), 20).get_page(request.GET.get("page", 1))
    context = {
        "form": form,
        "page": drafts,
        "uploads": list_uploads(request.user),
        "days": settings.DRAFT_DAYS,
        "soon": timezone.now() + EXPIRES_SOON,
    }
    return render_page(request, "adding/start.html", context)


@form_page
@for_those_who(ADD)
def details(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Ask what is known of the document, with what was found in it proposed."""
    draft = get_draft(public_id, request.user)
    choices = {"outlets": outlet_choices(), "sides": side_choices()}
    if request.method == "POST":
        form = DetailsForm(request.POST, **choices)
        if form.is_valid():
            draft_describe(draft=draft, details=_details(form.cleaned_data))
            return redirect("draft-cleaning", public_id)
    else:
        form = DetailsForm(initial=_initial(draft), **choices)
    found = {item["field"]: item["where"] for item in draft.found}
    return _page(request, "details", draft, {"form": form, "found": found, "new_outlet": NEW_OUTLET})


@form_page
@for_those_who(ADD)
def cleaning(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Show the raw text beside the clean one; a removed line can be kept."""
    draft = get_draft(public_id, request.user)
    preview = draft_preview(draft=draft)
    page = Paginator(preview.lines, LINES_PER_PAGE).get_page(request.GET.get("page", 1))
    if request.method == "POST":
        keep_lines(draft, preview, shown=set(request.POST.getlist("shown")), checked=set(request.POST.getlist("keep")))
        return _go_on(request, "draft-cleaning", "draft-sentences", public_id)
    return _page(request, "cleaning", draft, {"page": page, "removed": preview.removed})


@form_page
@for_those_who(ADD)
def sentences(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Show the sentences with voice and call; all can be corrected, and sentences split and joined."""
    draft = get_draft(public_id, request.user)
    if request.method == "POST":
        shown = draft_preview(draft=draft)
        calls = call_choices(shown, draft.published)
        try:
            place = apply_choices(draft, shown, request.POST, voices=voice_choices(shown, calls), calls=calls)
        except UnknownChoiceError as error:
            messages.error(request, str(error))
            return _reloaded(request, "draft-sentences", public_id)
        onwards = _go_on(request, "draft-sentences", "draft-duplicates", public_id, place)
        if not request.htmx:
            return onwards
        if {"next", "go"} & set(request.POST):
            return HttpResponseClientRedirect(onwards.url)
    preview = draft_preview(draft=draft)
    page = Paginator(preview.sentences, SENTENCES_PER_PAGE).get_page(request.GET.get("page", 1))
    calls = call_choices(preview, draft.published)
    context = {
        "page": page,
        "voices": voice_choices(preview, calls),
        "calls": calls,
        "proposed": preview.proposed,
        "known": preview.known,
        "splitting": request.GET.get("split", "") if request.method != "POST" else "",
    }
    return _page(request, "sentences", draft, context, fragment="sentences")


@form_page
@for_those_who(ADD)
def duplicates(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Set stored documents of much the same text beside the draft, and ask what it is to them."""
    draft = get_draft(public_id, request.user)
    if request.method == "POST":
        choice = request.POST.get("choice", "")
        if choice == "discard":
            draft_discard(draft=draft)
            messages.success(request, _("The draft was discarded."))
            return redirect("add")
        relation, related = find_relation(choice)
        draft_relate(draft=draft, relation=relation, related=related)
        return redirect("draft-save", public_id)
    return _page(
        request, "duplicates", draft, {"found": resembling(draft.raw_text, against=request.GET.get("with", ""))}
    )


@form_page
@for_those_who(ADD)
def save(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Show once more what is about to be stored, and have it stored."""
    draft = get_draft(public_id, request.user)
    missing = _missing(draft)
    if missing:
        messages.info(request, _("Say first what is known of the document."))
        return redirect("draft-details", public_id)
    if request.method == "POST":
        return redirect(draft_submit(draft=draft, by=request.user))
    preview = draft_preview(draft=draft)
    context = {
        "content": sum(sentence.role == Role.CONTENT for sentence in preview.sentences),
        "removed": preview.removed,
        "proposed": preview.proposed,
        "known": preview.known,
        "decided": len(draft.decisions),
        "resembles": not draft.compared and resembling(draft.raw_text),
    }
    return _page(request, "save", draft, context)


@require_POST
@for_those_who(ADD)
def accept(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Accept a proposed call, or take that back."""
    draft = get_draft(public_id, request.user)
    proposal = request.POST.get("call", "")
    if proposal in {call.id for call in draft_preview(draft=draft).proposed}:
        draft_accept(draft=draft, proposals=[proposal], accepted=request.POST.get("accept") == "yes")
    step = request.POST.get("step", "")
    return redirect(f"draft-{step}" if step in {"sentences", "save"} else "draft-save", public_id)


@require_POST
@for_those_who(ADD)
def discard(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Throw a draft away."""
    draft_discard(draft=get_draft(public_id, request.user))
    messages.success(request, _("The draft was discarded."))
    return redirect("add")


@require_POST
@for_those_who("comparator.add_call")
def accept_call(request: SignedInRequest, slug: str) -> HttpResponse:
    """Make a call that the program proposed a known one."""
    try:
        call_accept(slug=slug)
    except ServiceError as error:
        messages.error(request, str(error))
        return redirect("calls")
    messages.success(request, _("The call is accepted. Documents that may speak of it were read again."))
    return redirect("call", slug)


def _started(request: SignedInRequest, form: TextForm) -> HttpResponseRedirect | None:
    """Keep what was handed in and lead to its next page; None where it is refused, which the form then says."""
    file, raw = form.cleaned_data["file"], form.cleaned_data["raw"]
    field, name = ("file", file.name) if file else ("text", "")
    try:
        if file and (recognise(raw).is_collection or may_be_table(raw)):
            return redirect("collection", upload_keep(name=name, content=raw, created_by=request.user).pk)
        return redirect("draft-details", draft_start(owner=request.user, raw=raw, file_name=name).public_id)
    except DuplicateDocumentError as error:
        link = format_html('<a href="{}">{}</a>', error.document.get_absolute_url(), error.document)
        form.add_error(field, ValidationError(format_html(_("The same text is stored already: {}."), link)))
    except (IntakeError, ServiceError) as error:
        form.add_error(field, str(error))
    return None


def _initial(draft: OwnDraft) -> dict[str, object]:
    new = bool(draft.outlet_name and not draft.outlet_id)
    return {
        "outlet": NEW_OUTLET if new else str(draft.outlet_id or ""),
        "outlet_name": draft.outlet_name,
        "outlet_side": draft.outlet_side.code if draft.outlet_side else "",
        "outlet_official": draft.outlet_official,
        "kind": draft.kind,
        "published": draft.published,
        "title": draft.title,
        "url": draft.url,
        "language": draft.language,
    }


def _details(data: Mapping[str, object]) -> Details:
    facts = {name: data[name] for name in ("kind", "published", "title", "url", "language")}
    if data["outlet"] != NEW_OUTLET:
        return Details(**facts, outlet=int(str(data["outlet"])))  # type: ignore[arg-type]  # the form has checked them
    new = {name: data[name] for name in ("outlet_name", "outlet_side", "outlet_official")}
    return Details(**facts, outlet=None, **new)  # type: ignore[arg-type]


def _missing(draft: OwnDraft) -> bool:
    return not (draft.kind and (draft.outlet_id or draft.outlet_name))


def _reloaded(request: SignedInRequest, here: str, public_id: str) -> HttpResponse:
    """Show a page anew, with the message that waits, whether htmx asks or a browser."""
    address = reverse(here, args=[public_id])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _go_on(
    request: SignedInRequest, here: str, following: str, public_id: str, place: str = ""
) -> HttpResponseRedirect:
    """Lead to the next step, to another page of this one, or back to the place that was worked on."""
    if "next" in request.POST:
        return HttpResponseRedirect(reverse(following, args=[public_id]))
    number = request.POST.get("go", request.GET.get("page", ""))
    query = f"?{urlencode({'page': number})}" if number.isdigit() else ""
    anchor = f"#s{place}" if place else ""
    return HttpResponseRedirect(reverse(here, args=[public_id]) + query + anchor)


def _page(
    request: SignedInRequest, step: str, draft: OwnDraft, context: Mapping[str, object], *, fragment: str = ""
) -> HttpResponse:
    if draft.job is not None and draft.job.is_live:
        return redirect(draft.job)
    return render_page(request, f"adding/{step}.html", {"draft": draft, "step": step, **context}, fragment=fragment)
