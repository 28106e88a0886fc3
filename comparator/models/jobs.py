"""Work that is done beside the pages: what is asked for, how far it has come, and what it came to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A piece of work. This row is the truth about it; a queue carries nothing but its key."""

    class State(models.TextChoices):
        """How far it has come."""

        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    LIVE = (State.QUEUED, State.RUNNING)
    """States of work that is still to come to an end."""

    public_id = models.CharField(max_length=16, unique=True, editable=False)
    key = models.CharField(
        max_length=100, editable=False, help_text="What is asked for: the same work is never live twice."
    )
    kind = models.CharField(max_length=40, help_text="Name in the table of kinds of jobs.")
    title = models.CharField(max_length=200, help_text="What people call it.")
    payload = models.JSONField(default=dict, blank=True, help_text="What the kind needs to know.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0, help_text="How many workers have taken it up.")
    setbacks = models.PositiveSmallIntegerField(
        default=0, help_text="How many of them were lost, or had their database fail under them."
    )
    done = models.PositiveIntegerField(default=0, help_text="Parts of the present step that are done.")
    total = models.PositiveIntegerField(default=0, help_text="Parts that it has; 0 where that is not known.")
    step = models.CharField(max_length=200, blank=True, help_text="What is being done, in words.")
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text="By the database's clock: a live job is queued anew after this moment."
    )
    language = models.CharField(
        max_length=12, blank=True, help_text="Of what it tells: that of the page from which it was asked for."
    )
    error = models.TextField(blank=True, help_text="Why it failed, for people.")
    result = models.JSONField(default=dict, blank=True, help_text="Its outcome: headline, lines, data.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_state_lease")]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state__in=["queued", "running"]), name="job_live_once"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed"]), name="job_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["queued", "running"]) | Q(lease_until__isnull=False), name="job_live_has_lease"
            ),
            models.CheckConstraint(condition=Q(total=0) | Q(done__lte=F("total")), name="job_done_within_total"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows its progress."""
        return reverse("job", args=[self.public_id])

    @property
    def share_done(self) -> int | None:
        """Hundredths of the present step that are done, or nothing where its length is not known."""
        return 100 * self.done // self.total if self.total else None

    @property
    def is_live(self) -> bool:
        """Whether it has still to come to an end."""
        return self.state in self.LIVE
