"""Reviewing what is stored: what most wants a look, one thing after another, and every decision with who made it, when and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comparator.engine.records import Decided, Decision, Span, Verdict
from comparator.selectors.previews import call_choices, voice_choices
from comparator.selectors.reviewpages import get_document_review, get_sentences, get_statement_review
from comparator.selectors.reviewqueue import queue_kinds, queue_page
from comparator.selectors.reviews import get_review, list_reviews, relation_choices, role_choices
from comparator.services.choices import read_choices
from comparator.services.followups import call_accept
from comparator.services.reviewing import document_decide, link_decide, review_withdraw, verdict_decide
from comparator.views.access import REVIEW, for_those_who, form_page
from comparator.views.http import render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse, HttpResponseRedirect

    from comparator.selectors.reviewpages import DocumentReview
    from comparator.selectors.reviewqueue import QueueKind
    from comparator.views.access import SignedInRequest

ITEMS_PER_PAGE = 30
SENTENCES_PER_PAGE = 60
CALLS_WITHIN, MOST_CALLS = timedelta(days=400), 60
"""Calls before a document's publication that a reviewer can choose from, beside those that it speaks of."""

_reviewers_page = for_those_who(REVIEW, back="review")


@require_safe
@_reviewers_page
def queue(request: SignedInRequest) -> HttpResponse:
    """List what most wants a look: the kind of doubt that the address names, or the first of which there is any."""
    kinds = queue_kinds()
    kind = _kind(kinds, request.GET.get("kind", ""))
    page = Paginator(range(kind.count), ITEMS_PER_PAGE).get_page(request.GET.get("page", 1))
    first = page.start_index() - 1 if kind.count else 0
    rows = list(enumerate(queue_page(kind.name, first, ITEMS_PER_PAGE), start=first + 1))
    return render_page(request, "reviewing/queue.html", {"kinds": kinds, "kind": kind, "page": page, "rows": rows})


@form_page
@_reviewers_page
def item(request: SignedInRequest) -> HttpResponse:
    """Show one thing of a kind of doubt with what can be decided of it; what is decided gives its place to the next one."""
    kinds = queue_kinds()
    kind = _kind(kinds, request.GET.get("kind", ""))
    asked = request.GET.get("n", "")
    number = min(max(int(asked[:9]) if asked.isascii() and asked.isdigit() else 1, 1), max(kind.count, 1))
    if request.method == "POST":
        _decided(request, _decide_item(request))
        return redirect(f"{reverse('review-item')}?{urlencode({'kind': kind.name, 'n': str(number)})}")
    found = queue_page(kind.name, number - 1, 1)
    context = {
        "kind": kind,
        "number": number,
        "item": found[0] if found else None,
        "relations": relation_choices(),
        "previous": number - 1,
        "next": number + 1 if number < kind.count else 0,
    }
    if found and found[0].passage:
        page = get_document_review(found[0].passage.document)
        calls = _calls(page)
        context |= {"voices": voice_choices(page.preview, calls), "calls": calls}
    return render_page(request, "reviewing/item.html", context)


@form_page
@_reviewers_page
def document(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Show the sentences of a stored document; role, voice and call can be corrected, and sentences split and joined."""
    found = get_document_review(public_id)
    calls = _calls(found)
    voices, roles = voice_choices(found.preview, calls), role_choices()
    page = Paginator(found.preview.sentences, SENTENCES_PER_PAGE).get_page(request.GET.get("page", 1))
    if request.method == "POST":
        choices = read_choices(
            found.preview.sentences,
            request.POST,
            known=found.found,
            offered={Decided.ROLE: roles, Decided.VOICE: voices, Decided.CALL: calls},
        )
        made = document_decide(
            document=found.document,
            made=choices.made,
            undone=choices.undone,
            by=request.user,
            why=request.POST.get("why", ""),
        )
        _decided(request, made)
        anchor = f"#s{choices.place}" if choices.place else ""
        return redirect(f"{reverse('review-document', args=[public_id])}?page={page.number}{anchor}")
    context = {
        "document": found.document,
        "page": page,
        "voices": voices,
        "calls": calls,
        "roles": roles,
        "splitting": request.GET.get("split", ""),
        "decisions": list_reviews(document=public_id, page=request.GET.get("decisions", 1)),
    }
    return render_page(request, "reviewing/document.html", context, fragment="sentences")


@form_page
@_reviewers_page
def statement(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Show the sentences of a statement; its verdict and their links can be decided, and other sentences linked to them."""
    if request.method == "POST":
        _decided(request, _decide_pair(request))
        return redirect("review-statement", public_id)
    context = {
        "statement": get_statement_review(public_id),
        "relations": relation_choices(),
        "verdicts": {
            Verdict.AGREE.value: _("The accounts agree"),
            Verdict.DIVERGE.value: _("The accounts diverge"),
        },
    }
    return render_page(request, "reviewing/statement.html", context)


@require_safe
@_reviewers_page
def decisions(request: SignedInRequest) -> HttpResponse:
    """List every decision, the latest first."""
    page = list_reviews(page=request.GET.get("page", 1))
    return render_page(request, "reviewing/decisions.html", {"kinds": queue_kinds(), "page": page})


@require_POST
@_reviewers_page
def withdraw(request: SignedInRequest, decision: int) -> HttpResponseRedirect:
    """Take a decision back."""
    review = get_review(decision)
    review_withdraw(review=review, by=request.user, why=request.POST.get("why", ""))
    messages.success(request, _("The decision is taken back: what the program finds holds again."))
    if request.POST.get("from") == "document":
        return redirect("review-document", review.document.public_id)
    return redirect("review-decisions")


def _calls(found: DocumentReview) -> Mapping[str, str]:
    return call_choices(found.preview, found.document.published, reach=CALLS_WITHIN, most=MOST_CALLS)


def _kind(kinds: tuple[QueueKind, ...], name: str) -> QueueKind:
    """Return the kind of that name or, where none is named, the first of which there is any."""
    named = next((kind for kind in kinds if kind.name == name), None)
    return named or next((kind for kind in kinds if kind.count), kinds[0])


def _decide_item(request: SignedInRequest) -> int:
    """Do what a page of the queue asks for; return how many decisions are new."""
    if "accept" in request.POST:
        call_accept(slug=request.POST["accept"])
        return 1
    if "sentence" in request.POST:
        return _decide_passage(request)
    return _decide_pair(request)


def _decide_passage(request: SignedInRequest) -> int:
    """Keep the voice and the call of one sentence, also where they are what the program found: it has been looked at."""
    (sentence,) = get_sentences(request.POST["sentence"])
    span = Span(sentence.start, sentence.end)
    found = {Decided.VOICE: sentence.voice, Decided.CALL: sentence.call.slug if sentence.call else ""}
    made = [
        Decision(kind, span, request.POST[kind.value], former)
        for kind, former in found.items()
        if kind.value in request.POST
    ]
    return document_decide(document=sentence.document, made=made, by=request.user, why=request.POST.get("why", ""))


def _decide_pair(request: SignedInRequest) -> int:
    """Keep the link or the verdict that a page asks for."""
    a, b = get_sentences(request.POST.get("a", ""), request.POST.get("b", ""))
    why = request.POST.get("why", "")
    if "verdict" in request.POST:
        return verdict_decide(a=a, b=b, verdict=request.POST["verdict"], by=request.user, why=why)
    return link_decide(a=a, b=b, relation=request.POST.get("relation", ""), by=request.user, why=why)


def _decided(request: SignedInRequest, made: int) -> None:
    if made:
        messages.success(request, _("Kept. What it bears on was compared anew."))
    else:
        messages.info(request, _("Nothing was changed: this was decided so before."))
