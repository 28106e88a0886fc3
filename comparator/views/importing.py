"""Many documents at once: what is in which column, what would become of each, and the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comparator.forms import CollectionForm
from comparator.intake import Facts, IntakeError
from comparator.selectors.previews import side_choices
from comparator.selectors.uploads import get_upload, live_import
from comparator.services.dryruns import upload_dry_run
from comparator.services.judging import judged, upload_judge
from comparator.services.uploads import columns_at_first, upload_describe, upload_discard, upload_start
from comparator.views.access import ADD, for_those_who, form_page
from comparator.views.http import render_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from comparator.views.access import SignedInRequest

ROWS_PER_PAGE = 50


@form_page
@for_those_who(ADD)
def collection(request: SignedInRequest, key: int) -> HttpResponse:
    """Show what is in a file of documents and what would become of them; keep corrections, or have it imported."""
    upload = get_upload(key, request.user)
    job = live_import(upload)
    if job is not None:
        return redirect(job)
    try:
        found = upload_dry_run(upload=upload)
    except IntakeError as error:  # of columns that were named before
        messages.error(request, str(error))
        upload_describe(
            upload=upload, columns=columns_at_first(bytes(upload.content)), defaults=Facts(**upload.defaults)
        )
        return redirect("collection", key)
    form = CollectionForm(
        request.POST if request.method == "POST" else None,
        table=found.table,
        sides=side_choices(),
        initial={**upload.defaults, **{f"column_{name}": column for name, column in upload.columns.items()}},
    )
    if request.method == "POST" and form.is_valid():
        upload_describe(upload=upload, columns=form.columns, defaults=form.facts)
        if "judge" in request.POST:
            return redirect(upload_judge(upload=upload, by=request.user))
        if "import" in request.POST:
            return redirect(upload_start(upload=upload, by=request.user))
        return redirect("collection", key)
    rows = Paginator(found.results, ROWS_PER_PAGE).get_page(request.GET.get("page", 1))
    counts = {state: found.count(state) for state in ("added", "duplicate", "refused")}
    context = {
        "upload": upload,
        "form": form,
        "found": found,
        "page": rows,
        "counts": counts,
        "judged": judged(upload=upload),
    }
    return render_page(request, "adding/collection.html", context)


@require_POST
@for_those_who(ADD)
def discard(request: SignedInRequest, key: int) -> HttpResponse:
    """Throw a file away that is not imported."""
    upload_discard(upload=get_upload(key, request.user))
    messages.success(request, _("The file was discarded; nothing of it was imported."))
    return redirect("add")
