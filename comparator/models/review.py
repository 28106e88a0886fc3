"""What people decided. Rows are added and never changed: what holds is the last decision about the same characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from comparator.engine.pairs import PairDecided
from comparator.engine.records import Decided
from comparator.models.corpus import Document

if TYPE_CHECKING:
    from collections.abc import Iterable


class Review(models.Model):
    """A person's decision about some characters of a document, or of two, which every re-run honours."""

    class KindChoice(models.TextChoices):
        """What it is about."""

        ROLE = Decided.ROLE.value, "part of the report or not"
        BOUNDARY = Decided.BOUNDARY.value, "where a sentence ends"
        VOICE = Decided.VOICE.value, "voice"
        CALL = Decided.CALL.value, "call"
        LINK = PairDecided.LINK.value, "whether two sentences say the same"
        VERDICT = PairDecided.VERDICT.value, "whether two accounts agree"

    PAIRS = tuple(kind.value for kind in PairDecided)
    """Kinds about two sentences: these characters, and those of the other document, which may be the same one."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=10, choices=KindChoice.choices)
    start = models.PositiveIntegerField(help_text="First code point in the raw text.")
    end = models.PositiveIntegerField(help_text="Code point after the last one; that of a boundary may be the same.")
    other = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, blank=True, related_name="reviews_beside")
    other_start = models.PositiveIntegerField(null=True, blank=True)
    other_end = models.PositiveIntegerField(null=True, blank=True)
    value = models.CharField(
        max_length=80,
        blank=True,
        help_text="A role; “split” or “join”; a side’s code, “outlet” or nothing; the slug of a call or nothing; of two "
        "sentences “same”, “partial”, “topic” or “apart”; “agree” or “diverge”.",
    )
    found = models.CharField(max_length=80, blank=True, help_text="What the program found there at the time.")
    engine_version = models.CharField(max_length=20, blank=True, help_text="The engine that found it.")
    undone = models.BooleanField(
        default=False, help_text="The decision is taken back: what the program finds holds again."
    )
    note = models.CharField(max_length=300, blank=True, help_text="Why, in the person’s words.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["document", "kind"], name="review_document_kind")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="review_span_in_order"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in (*Decided, *PairDecided)]), name="review_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Decided], other=None, other_start=None, other_end=None)
                | Q(
                    kind__in=[kind.value for kind in PairDecided],
                    other__isnull=False,
                    other_start__isnull=False,
                    other_end__gte=F("other_start"),
                ),
                name="review_pair_has_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.start}–{self.end}: {self.value}"

    def save(
        self,
        *,
        force_insert: bool | tuple[models.base.ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Store a new decision; one that is stored is never changed."""
        if not self._state.adding:
            raise TypeError("A decision is never changed. Store another one about the same characters.")
        super().save(force_insert=True, using=using)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 (Django's signature)
        """Refuse: a decision is taken back by another one. It goes with its document only."""
        raise TypeError("A decision is never deleted. Store another one that takes it back.")

    @property
    def subject(self) -> tuple[object, ...]:
        """What it is about: its kind, and its characters, of two stretches in whatever order."""
        own = (self.document_id, self.start, self.end)
        if self.other_id is None or self.other_start is None or self.other_end is None:
            return (self.kind, own)
        return (self.kind, *sorted((own, (self.other_id, self.other_start, self.other_end))))


def in_force(rows: Iterable[Review]) -> list[Review]:
    """Return those of some reviews, given in the order in which they were made, that hold, the earliest first."""
    latest: dict[tuple[object, ...], Review] = {}
    for row in rows:
        latest.pop(row.subject, None)
        if not row.undone:
            latest[row.subject] = row
    return list(latest.values())
