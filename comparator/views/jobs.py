"""Background work for who asked for it: how far it has come, what it came to, and trying again what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from comparator.selectors.jobs import STATES, get_job, list_jobs, may_retry
from comparator.services.errors import ServiceError
from comparator.services.jobs import job_retry
from comparator.views.http import render_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from comparator.views.access import SignedInRequest


@require_safe
@login_required
@never_cache
def job_list(request: SignedInRequest) -> HttpResponse:
    """List jobs, narrowed to a state if the address says so."""
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    page = list_jobs(viewer=request.user, state=state, page=request.GET.get("page", 1))
    return render_page(request, "jobs.html", {"page": page, "state": state})


@require_safe
@login_required
@never_cache
def job(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Show how far a job has come, or what it came to."""
    row = get_job(public_id, viewer=request.user)
    context = {"job": row, "may_retry": may_retry(row, request.user)}
    return render_page(request, "job.html", context, fragment="job")


@require_POST
@login_required
def retry(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Have a job that failed tried again."""
    row = get_job(public_id, viewer=request.user)
    if row.state == row.State.FAILED and not may_retry(row, request.user):
        raise PermissionDenied
    try:
        row = job_retry(job=row)
    except ServiceError as error:
        messages.error(request, str(error))
    return redirect(row)
