"""How much is kept for one person on its way in, and for how long: drafts, and files of documents that are not imported.

What was handed over to a job is never removed, however old: it goes with the transaction that stores its documents.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat, Length
from django.utils import timezone
from django.utils.translation import gettext as _

from comparator.intake.registry import describe_size
from comparator.models import Draft, Job, Upload
from comparator.selectors.uploads import IMPORT_KEY, list_uploads
from comparator.services.errors import ServiceError

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)


class TooMuchKeptError(ServiceError):
    """A person has as many drafts and files as are kept for one."""


def room_refuse(*, owner: User | None, size: int) -> None:
    """Refuse another draft or file of ``size`` bytes where its owner has no room for it; what nobody owns is not counted.

    Raises:
        TooMuchKeptError: there are too many, or they are too large.
    """
    if owner is None:
        return
    drafts, uploads = Draft.objects.filter(owner=owner), list_uploads(owner)
    if drafts.count() + uploads.count() >= settings.MAX_DRAFTS:
        raise TooMuchKeptError(
            _(
                "You have %(most)d drafts and files that are not stored yet, and no more are kept for one person. "
                "Store some of them, or discard those that you don’t need."
            )
            % {"most": settings.MAX_DRAFTS}
        )
    kept = sum(
        rows.order_by().aggregate(size=Coalesce(Sum(Length(field)), 0))["size"]
        for rows, field in ((drafts, "raw_text"), (uploads, "content"))
    )
    if kept + size > settings.MAX_DRAFTS_BYTES:
        raise TooMuchKeptError(
            _(
                "With this one, your drafts and files that are not stored yet would have %(size)s; at most %(most)s are "
                "kept for one person. Store some of them, or discard those that you don’t need."
            )
            % {"size": describe_size(kept + size), "most": describe_size(settings.MAX_DRAFTS_BYTES)}
        )


@transaction.atomic
def drafts_expire() -> int:
    """Remove drafts and files that nobody has worked on for ``DRAFT_DAYS`` and that no job was asked to store; return how many."""
    before = timezone.now() - timedelta(days=settings.DRAFT_DAYS)
    asked_for = Job.objects.filter(key=Concat(Value(IMPORT_KEY), Cast(OuterRef("pk"), Job._meta.get_field("key"))))
    drafts = Draft.objects.filter(job=None, updated_at__lt=before)
    uploads = Upload.objects.filter(~Exists(asked_for), outcome={}, created_at__lt=before)
    removed = sum(rows.delete()[0] for rows in (drafts, uploads))
    if removed:
        logger.info("Drafts and files that were left alone for %d days are removed: %d", settings.DRAFT_DAYS, removed)
    return removed
