"""Files of many documents on their way in: kept until the job that imports them has come to its end."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A file of documents. It is in the database, where every worker finds it, and goes with the transaction that no longer needs it."""

    name = models.CharField(max_length=200, help_text="Of the file, for messages.")
    content = models.BinaryField(help_text="Empty once its documents are stored.")
    columns = models.JSONField(default=dict, blank=True, help_text="Of a table: what is in which column.")
    defaults = models.JSONField(default=dict, blank=True, help_text="What holds for documents that don't state it.")
    stored = models.JSONField(
        default=list, blank=True, help_text="Public ids of the documents that came from it so far."
    )
    outcome = models.JSONField(default=dict, blank=True, help_text="What became of it.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
