"""By what the pages know that something has changed."""

from __future__ import annotations

from django.db import models


class SiteMark(models.Model):
    """A random number that triggers of the database change with every row that pages show (``comparator.watch``)."""

    slot = models.PositiveIntegerField(primary_key=True, help_text="One for SQLite; on PostgreSQL by connection.")
    mark = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.slot}: {self.mark}"
