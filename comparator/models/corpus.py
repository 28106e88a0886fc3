"""What is compared: sides, calls, outlets, documents and their sentences."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from comparator.engine.records import OUTLET_VOICE, Kind, Role

side_code_validator = RegexValidator(r"^[A-Z]{2}$", "Use the two capital letters of ISO 3166-1, for example IN.")


class Side(models.Model):
    """A state that takes part in calls."""

    code = models.CharField(
        max_length=2,
        unique=True,
        validators=[side_code_validator],
        help_text="ISO 3166-1 alpha-2 code, for example IN.",
    )
    name = models.CharField(max_length=80, unique=True, help_text="Short English name, for example India.")
    adjective = models.CharField(max_length=80, help_text="As in “the Indian version”.")
    position = models.PositiveSmallIntegerField(
        default=100, help_text="Sides with a lower number stand further left; equal numbers go by code."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^[A-Z]{2}$"), name="side_code_is_alpha2")]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """A word or phrase by which texts name a side, its leaders or its institutions."""

    class AliasKind(models.TextChoices):
        """What the alias names."""

        NAME = "name", "name of the state or its capital"
        ADJECTIVE = "adjective", "adjective or demonym"
        LEADER = "leader", "leader or official (full name)"
        INSTITUTION = "institution", "institution that speaks for it"

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=12, choices=AliasKind.choices)
    text = models.CharField(max_length=120)
    history = HistoricalRecords()

    class Meta:
        ordering = ["side", "kind", "text"]
        verbose_name_plural = "aliases"
        constraints = [models.UniqueConstraint(fields=["side", "kind", "text"], name="alias_unique")]

    def __str__(self) -> str:
        return self.text


class Outlet(models.Model):
    """Who publishes: a government body or a newspaper, with its home side."""

    name = models.CharField(max_length=120, unique=True)
    side = models.ForeignKey(
        Side,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outlets",
        help_text="The country it is at home in.",
    )
    official = models.BooleanField(default=False, help_text="A body of the government that speaks for its side.")
    url = models.URLField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """One conversation between leaders of two or more sides."""

    class Status(models.TextChoices):
        """Whether an editor has entered or accepted the call."""

        CONFIRMED = "confirmed", "confirmed"
        PROPOSED = "proposed", "proposed by the machine"

    slug = models.SlugField(
        max_length=80, unique=True, help_text="Date and parties, for example 2022-02-24-modi-putin."
    )
    date = models.DateField(db_index=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CONFIRMED)
    sides = models.ManyToManyField(Side, through="CallParty", related_name="calls")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-date", "slug"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Return the address of the comparison page."""
        return reverse("call", args=[self.slug])


class CallParty(models.Model):
    """A side in a call, and who spoke for it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="parties")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="parties")
    leader = models.CharField(
        max_length=120, blank=True, help_text="Full name, for example Narendra Modi; empty where it is not known."
    )
    title = models.CharField(max_length=80, blank=True, help_text="For example Prime Minister.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["side__position", "side__code"]
        verbose_name_plural = "call parties"
        constraints = [models.UniqueConstraint(fields=["call", "side"], name="call_party_unique")]

    def __str__(self) -> str:
        return self.leader or "leader not named"


class Document(models.Model):
    """A stored text. Its raw text never changes."""

    class KindChoice(models.TextChoices):
        """What sort of document it is."""

        READOUT = Kind.READOUT.value, _("readout (a government's own account)")
        ARTICLE = Kind.ARTICLE.value, _("news article")
        STATEMENT = Kind.STATEMENT.value, _("other official statement")

    class Status(models.TextChoices):
        """Whether the public sees it."""

        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"
        SUPERSEDED = "superseded", "superseded by a newer version"

    public_id = models.CharField(max_length=16, unique=True, editable=False)
    raw_text = models.TextField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=KindChoice.choices)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="documents")
    url = models.URLField("URL", max_length=500, blank=True)
    title = models.CharField(max_length=300, blank=True)
    published = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, default="en", help_text="BCP 47 tag, for example en or ru.")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PUBLISHED)
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="newer",
        help_text="The version of the same article before this one.",
    )
    syndicated_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
        help_text="The document that this outlet has taken over.",
    )
    metadata = models.JSONField(
        default=list, editable=False, help_text="What the text says of itself: key, value, start, end."
    )
    engine_version = models.CharField(max_length=20, blank=True, editable=False)
    register_hash = models.CharField(max_length=64, blank=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    history = HistoricalRecords(excluded_fields=["raw_text", "metadata", "engine_version", "register_hash"])

    class Meta:
        ordering = ["published", "public_id"]
        indexes = [models.Index(fields=["status", "published"], name="document_status_published")]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_sha256_is_hex"),
            models.CheckConstraint(condition=~Q(raw_text=""), name="document_raw_text_not_empty"),
            models.UniqueConstraint(
                fields=["supersedes"], condition=Q(supersedes__isnull=False), name="document_one_newer_version"
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.public_id}"

    def get_absolute_url(self) -> str:
        """Return the address of the document page."""
        return reverse("document", args=[self.public_id])


class Shingle(models.Model):
    """One of the few sampled word sequences by which documents of much the same text are found."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="shingles")
    hash = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hash", "document"], name="shingle_unique")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.hash:x}"


class Sentence(models.Model):
    """A span of a document in reading order, with what the engine found of it."""

    class RoleChoice(models.TextChoices):
        """What part of the document it is."""

        CONTENT = Role.CONTENT.value, "content"
        HEADLINE = Role.HEADLINE.value, "headline"
        FURNITURE = Role.FURNITURE.value, "furniture"

    OUTLET_VOICE = OUTLET_VOICE

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="sentences")
    index = models.PositiveIntegerField(help_text="Place in reading order, from 0.")
    start = models.PositiveIntegerField(help_text="First code point in the raw text.")
    end = models.PositiveIntegerField(help_text="Code point after the last one.")
    text = models.TextField(help_text="The span with white space folded.")
    role = models.CharField(max_length=10, choices=RoleChoice.choices)
    voice = models.CharField(
        max_length=8, blank=True, help_text="Code of a side, “outlet”, or empty where no side is known."
    )
    source = models.CharField(max_length=300, blank=True)
    cue = models.CharField(max_length=120, blank=True)
    quoted = models.BooleanField(default=False)
    attributed = models.BooleanField(default=False)
    call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="sentences")
    misdated = models.ForeignKey(
        Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="misdated_sentences"
    )
    paragraph = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=80, blank=True, help_text="The rule that took it for furniture or a headline.")
    flags = models.JSONField(default=list, blank=True)
    why = models.JSONField(default=dict, blank=True, help_text="Evidence in words for role, voice, call and misdating.")

    class Meta:
        ordering = ["document", "index"]
        constraints = [
            models.UniqueConstraint(fields=["document", "index"], name="sentence_index_unique"),
            models.UniqueConstraint(fields=["document", "start"], name="sentence_start_unique"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="sentence_span_not_empty"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="sentence_role_known"),
            models.CheckConstraint(
                condition=Q(voice="") | Q(voice=OUTLET_VOICE) | Q(voice__regex=r"^[A-Z]{2}$"),
                name="sentence_voice_known",
            ),
        ]
        indexes = [models.Index(fields=["call", "voice"], name="sentence_call_voice")]

    def __str__(self) -> str:
        return f"{self.document_id}#{self.index}"
