"""Files of documents that wait for their owner to say what is in them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import DateTimeField, ExpressionWrapper, F
from django.shortcuts import get_object_or_404

from comparator.models import Job, Upload

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet


IMPORT_KEY = "import-batch "
"""How the keys of jobs that import files begin."""


def list_uploads(owner: User) -> QuerySet[Upload]:
    """Return the files of a person that are not imported, the latest first, without their content, and when they expire."""
    uploads = Upload.objects.filter(created_by=owner, outcome={}).annotate(
        expires=ExpressionWrapper(F("created_at") + timedelta(days=settings.DRAFT_DAYS), DateTimeField())
    )
    return uploads.defer("content", "stored").order_by("-created_at")


def get_upload(key: int, owner: User) -> Upload:
    """Return a person's own file that is not imported; for everybody else it is not there."""
    return get_object_or_404(Upload.objects.select_related("created_by"), pk=key, created_by=owner, outcome={})


def import_key(upload: Upload) -> str:
    """Return the key by which the import of a file is never live twice."""
    return f"{IMPORT_KEY}{upload.pk}"


def live_import(upload: Upload) -> Job | None:
    """Return the job that is importing a file, if there is one."""
    return Job.objects.filter(key=import_key(upload), state__in=Job.LIVE).first()
