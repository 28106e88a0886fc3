"""Jobs as people see them: their own, or everybody's where they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404

from comparator.models import Job

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.core.paginator import Page
    from django.db.models import QuerySet

_PER_PAGE = 50

STATES = {"live": Job.LIVE, "failed": (Job.State.FAILED,), "done": (Job.State.DONE,)}
"""What a list of jobs can be narrowed to."""


def get_job(public_id: str, *, viewer: User) -> Job:
    """Return a job; for whom it is not there either is not told."""
    return get_object_or_404(_visible(viewer), public_id=public_id)


def list_jobs(*, viewer: User, state: str = "", page: str | int = 1) -> Page[Job]:
    """Return a page of jobs, the latest first, narrowed to a key of ``STATES`` if one is given."""
    jobs = _visible(viewer).defer("payload", "result")
    if state:
        jobs = jobs.filter(state__in=STATES[state])
    return Paginator(jobs, _PER_PAGE).get_page(page)


def may_retry(job: Job, viewer: User) -> bool:
    """Say whether the viewer may have a job tried again that failed."""
    return job.state == Job.State.FAILED and (
        job.created_by_id == viewer.pk or viewer.has_perm("comparator.change_job")
    )


def _visible(viewer: User) -> QuerySet[Job]:
    jobs = Job.objects.select_related("created_by")
    return jobs if viewer.has_perm("comparator.view_job") else jobs.filter(created_by=viewer)
