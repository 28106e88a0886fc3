"""What recurs in words: stock phrases with their wordings over time, and the terms that sides choose for one thing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from comparator.models.corpus import Sentence


class Formula(models.Model):
    """A stock phrase: sentences of several calls in nearly the same words. Its slug survives every look for echoes."""

    slug = models.SlugField(max_length=80, unique=True, editable=False)
    wordings = models.JSONField(
        default=list,
        editable=False,
        help_text="In order of first use: text, after (number of the earlier wording that it is likest to, or null), pieces "
        "(what changed from that one).",
    )
    calls = models.PositiveIntegerField(default=0, help_text="In how many calls it stands.")
    retired = models.BooleanField(default=False, help_text="It stands in fewer than two calls.")
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged_from"
    )

    class Meta:
        ordering = ["-calls", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(merged_into=None) | Q(retired=True), name="formula_merged_is_retired"),
        ]
        indexes = [models.Index(fields=["retired", "-calls", "slug"], name="formula_by_calls")]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("formula", args=[self.slug])


class FormulaUse(models.Model):
    """A sentence in which a stock phrase is used."""

    formula = models.ForeignKey(Formula, on_delete=models.CASCADE, related_name="uses")
    sentence = models.OneToOneField(Sentence, on_delete=models.CASCADE, related_name="formula_use")
    wording = models.PositiveIntegerField(help_text="Place of its wording in the formula's list, from 0.")

    class Meta:
        ordering = ["formula", "wording", "pk"]

    def __str__(self) -> str:
        return f"{self.formula_id}: {self.sentence_id}"


class TermUse(models.Model):
    """A sentence that has one of the terms by which sides name one thing differently."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="terms")
    thing = models.SlugField(max_length=60, help_text="What is named, as its group is called in an address.")
    term = models.SlugField(max_length=60, db_index=False, help_text="The term, as it is called in an address.")
    wording = models.CharField(
        max_length=16, editable=False, help_text="Digest of the sentence's words: reprints of one sentence share it."
    )

    class Meta:
        ordering = ["sentence", "thing", "term"]
        constraints = [models.UniqueConstraint(fields=["sentence", "thing", "term"], name="term_use_unique")]
        indexes = [models.Index(fields=["thing", "term"], name="term_use_thing_term")]

    def __str__(self) -> str:
        return f"{self.thing}: {self.term}"
