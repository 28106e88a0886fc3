"""Documents on their way in: what a person has handed in and decided so far, kept at every step."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from comparator.models.corpus import Document, Outlet, Side
from comparator.models.jobs import Job


class Draft(models.Model):
    """One document that its owner is adding. Only the owner sees it; it goes once the document is stored."""

    class Relation(models.TextChoices):
        """What it is to a stored document that it resembles."""

        NONE = "", "a document of its own"
        VERSION = "version", "a new version of it"
        SYNDICATED = "syndicated", "a copy of it in another outlet"

    public_id = models.CharField(max_length=16, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    raw_text = models.TextField()
    sha256 = models.CharField("SHA-256", max_length=64)
    format = models.CharField(max_length=20, blank=True, help_text="What the text was taken from.")
    file_name = models.CharField(max_length=200, blank=True)
    found = models.JSONField(default=list, blank=True, help_text="What the text says of itself: field, value, where.")
    notes = models.JSONField(default=list, blank=True, help_text="What was mended or looks odd, in sentences.")
    kind = models.CharField(max_length=10, choices=Document.KindChoice.choices, blank=True)
    outlet = models.ForeignKey(Outlet, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outlet_name = models.CharField(max_length=120, blank=True, help_text="Of an outlet that is not stored yet.")
    outlet_side = models.ForeignKey(Side, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outlet_official = models.BooleanField(default=False)
    published = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True)
    url = models.URLField("URL", max_length=500, blank=True)
    language = models.CharField(max_length=12, default="en")
    decisions = models.JSONField(
        default=list, blank=True, help_text="Kind, start, end, value, found and moment of each."
    )
    accepted = models.JSONField(default=list, blank=True, help_text="Ids of the proposed calls that were accepted.")
    relation = models.CharField(max_length=10, choices=Relation.choices, blank=True)
    related = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    compared = models.BooleanField(
        default=False, help_text="Whether the owner has seen the documents that it resembles."
    )
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["owner", "-updated_at"], name="draft_owner_updated")]

    def __str__(self) -> str:
        return self.title or self.file_name or " ".join(self.raw_text[:60].split())

    def get_absolute_url(self) -> str:
        """Return the address of its first step."""
        return reverse("draft-details", args=[self.public_id])
