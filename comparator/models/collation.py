"""What the engine made of the documents of a call: runs, links, statements and echoes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparator.engine.records import EchoKind, Relation, Verdict
from comparator.models.corpus import Call, Sentence


class Collation(models.Model):
    """One run of the engine over a call's documents; the current one is what the pages show."""

    class State(models.TextChoices):
        """How far the run came."""

        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="collations", verbose_name=_("call"))
    engine_version = models.CharField(max_length=20, verbose_name=_("engine version"))
    options = models.JSONField(default=dict, blank=True, verbose_name=_("options"))
    inputs = models.JSONField(
        default=list, blank=True, help_text=_("SHA-256 of every document read, in order."), verbose_name=_("inputs")
    )
    input_hash = models.CharField(
        max_length=64,
        help_text=_("Hash of the documents, their sentences as read, the call and the options."),
        verbose_name=_("input hash"),
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.DONE, verbose_name=_("state"))
    error = models.TextField(blank=True, verbose_name=_("error"))
    current = models.BooleanField(default=False, verbose_name=_("current"))
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("created at"))

    class Meta:
        verbose_name = _("collation")
        verbose_name_plural = _("collations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["call"], condition=Q(current=True), name="collation_one_current"),
            models.CheckConstraint(condition=Q(current=False) | Q(state="done"), name="collation_current_is_done"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.engine_version} {self.input_hash[:8]}"


class Link(models.Model):
    """A scored pair of sentences of one call."""

    class RelationChoice(models.TextChoices):
        """How the two are linked."""

        SAME = Relation.SAME.value, _("same")
        PARTIAL = Relation.PARTIAL.value, _("partial")
        TOPIC = Relation.TOPIC.value, _("topic")

    collation = models.ForeignKey(
        Collation, on_delete=models.CASCADE, related_name="links", verbose_name=_("collation")
    )
    a = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="links_a", verbose_name=_("first sentence"))
    b = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="links_b", verbose_name=_("second sentence"))
    relation = models.CharField(max_length=8, choices=RelationChoice.choices, verbose_name=_("relation"))
    score = models.FloatField(verbose_name=_("score"))
    why = models.JSONField(
        default=list, blank=True, help_text=_("Signals: name and contribution, strongest first."), verbose_name=_("why")
    )

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["collation", "-score"]
        constraints = [
            models.UniqueConstraint(fields=["collation", "a", "b"], name="link_unique"),
            models.CheckConstraint(condition=~Q(a=F("b")), name="link_joins_two"),
            models.CheckConstraint(condition=Q(score__gte=0) & Q(score__lte=1), name="link_score_is_share"),
            models.CheckConstraint(condition=Q(relation__in=[r.value for r in Relation]), name="link_relation_known"),
        ]

    def __str__(self) -> str:
        return f"{self.a_id}–{self.b_id} {self.relation}"


class Statement(models.Model):
    """What is said about a call, over all documents and sides. Its public id survives every re-run."""

    class VerdictChoice(models.TextChoices):
        """What the sides' accounts of it amount to."""

        AGREE = Verdict.AGREE.value, _("agree")
        DIVERGE = Verdict.DIVERGE.value, _("diverge")
        ONE_SIDED = Verdict.ONE_SIDED.value, _("one side only")
        UNATTRIBUTED = Verdict.UNATTRIBUTED.value, _("no side given")

    public_id = models.CharField(max_length=16, unique=True, editable=False, verbose_name=_("public id"))
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="statements", verbose_name=_("call"))
    collation = models.ForeignKey(
        Collation,
        on_delete=models.SET_NULL,
        null=True,
        related_name="statements",
        help_text=_("The last run that found it; null once retired."),
        verbose_name=_("collation"),
    )
    position = models.PositiveIntegerField(
        default=0, help_text=_("Place in the call, in reading order."), verbose_name=_("position")
    )
    label = models.CharField(max_length=200, verbose_name=_("label"))
    verdict = models.CharField(max_length=12, choices=VerdictChoice.choices, verbose_name=_("verdict"))
    only_side = models.CharField(
        max_length=2,
        blank=True,
        help_text=_("Code of the only side that tells it, where one does."),
        verbose_name=_("only side"),
    )
    reasons = models.JSONField(
        default=list,
        blank=True,
        help_text=_(
            "Kind, text, a, b, spans: sentence (the id of its row), start and end in the raw text; phrases: side and words."
        ),
        verbose_name=_("reasons"),
    )
    differences = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text=_("Word differences of the wordings that its row shows, by a key of the two texts."),
        verbose_name=_("differences"),
    )
    retired = models.BooleanField(
        default=False, help_text=_("No sentence supports it any more."), verbose_name=_("retired")
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["call", "position"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=[v.value for v in Verdict]), name="statement_verdict_known"),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(retired=True), name="statement_merged_is_retired"),
        ]
        indexes = [models.Index(fields=["call", "retired", "verdict"], name="statement_call_verdict")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the address of its evidence card."""
        return reverse("statement", args=[self.public_id])


class StatementMember(models.Model):
    """A sentence in a statement, and whose account it carries there."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="members", verbose_name=_("statement")
    )
    sentence = models.ForeignKey(
        Sentence, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("sentence")
    )
    version = models.CharField(
        max_length=2,
        blank=True,
        help_text=_("Code of the side whose account it carries, or empty."),
        verbose_name=_("version"),
    )
    position = models.PositiveIntegerField(default=0, verbose_name=_("position"))

    class Meta:
        verbose_name = _("statement member")
        verbose_name_plural = _("statement members")
        ordering = ["statement", "position"]
        constraints = [models.UniqueConstraint(fields=["statement", "sentence"], name="member_unique")]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.sentence_id}"


class Echo(models.Model):
    """Two sentences of different calls that say the same in the same words."""

    class KindChoice(models.TextChoices):
        """Why it recurs."""

        FORMULA = EchoKind.FORMULA.value, _("stock formula")
        RECYCLED = EchoKind.RECYCLED.value, _("recycled passage")

    a = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="echoes_a", verbose_name=_("first sentence"))
    b = models.ForeignKey(
        Sentence, on_delete=models.CASCADE, related_name="echoes_b", verbose_name=_("second sentence")
    )
    score = models.FloatField(verbose_name=_("score"))
    kind = models.CharField(max_length=8, choices=KindChoice.choices, verbose_name=_("kind"))
    differences = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text=_("Word differences of the two where one of them seems misdated, by a key of the two texts."),
        verbose_name=_("differences"),
    )

    class Meta:
        verbose_name = _("echo")
        verbose_name_plural = _("echoes")
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="echo_unique"),
            models.CheckConstraint(condition=~Q(a=F("b")), name="echo_joins_two"),
            models.CheckConstraint(condition=Q(score__gte=0) & Q(score__lte=1), name="echo_score_is_share"),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in EchoKind]), name="echo_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.a_id}–{self.b_id} {self.kind}"
