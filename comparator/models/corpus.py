"""What is compared: sides, calls, outlets, documents and their sentences."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from comparator.engine.records import OUTLET_VOICE, Kind, Role

side_code_validator = RegexValidator(r"^[A-Z]{2}$", _("Use the two capital letters of ISO 3166-1, for example IN."))


class Side(models.Model):
    """A state that takes part in calls."""

    code = models.CharField(
        max_length=2,
        unique=True,
        validators=[side_code_validator],
        help_text=_("ISO 3166-1 alpha-2 code, for example IN."),
        verbose_name=_("code"),
    )
    name = models.CharField(
        max_length=80, unique=True, help_text=_("Short English name, for example India."), verbose_name=_("name")
    )
    adjective = models.CharField(max_length=80, help_text=_("As in “the Indian version”."), verbose_name=_("adjective"))
    position = models.PositiveSmallIntegerField(
        default=100,
        help_text=_("Sides with a lower number stand further left; equal numbers go by code."),
        verbose_name=_("position"),
    )
    history = HistoricalRecords(verbose_name=_("change of a side"), verbose_name_plural=_("changes of sides"))

    class Meta:
        verbose_name = _("side")
        verbose_name_plural = _("sides")
        ordering = ["position", "code"]
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^[A-Z]{2}$"), name="side_code_is_alpha2")]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """A word or phrase by which texts name a side, its leaders or its institutions."""

    class AliasKind(models.TextChoices):
        """What the alias names."""

        NAME = "name", _("name of the state or its capital")
        ADJECTIVE = "adjective", _("adjective or demonym")
        LEADER = "leader", _("leader or official (full name)")
        INSTITUTION = "institution", _("institution that speaks for it")

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("side"))
    kind = models.CharField(max_length=12, choices=AliasKind.choices, verbose_name=_("kind"))
    text = models.CharField(max_length=120, verbose_name=_("text"))
    history = HistoricalRecords(verbose_name=_("change of an alias"), verbose_name_plural=_("changes of aliases"))

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["side", "kind", "text"]
        constraints = [models.UniqueConstraint(fields=["side", "kind", "text"], name="alias_unique")]

    def __str__(self) -> str:
        return self.text


class Outlet(models.Model):
    """Who publishes: a government body or a newspaper, with its home side."""

    name = models.CharField(max_length=120, unique=True, verbose_name=_("name"))
    side = models.ForeignKey(
        Side,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outlets",
        help_text=_("The country it is at home in."),
        verbose_name=_("side"),
    )
    official = models.BooleanField(
        default=False, help_text=_("A body of the government that speaks for its side."), verbose_name=_("official")
    )
    url = models.URLField(blank=True, verbose_name=_("web address"))
    history = HistoricalRecords(verbose_name=_("change of an outlet"), verbose_name_plural=_("changes of outlets"))

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """One conversation between leaders of two or more sides."""

    class Status(models.TextChoices):
        """Whether an editor has entered or accepted the call."""

        CONFIRMED = "confirmed", _("confirmed")
        PROPOSED = "proposed", _("proposed by the machine")

    slug = models.SlugField(
        max_length=80,
        unique=True,
        help_text=_("Date and parties, for example 2022-02-24-modi-putin."),
        verbose_name=_("slug"),
    )
    date = models.DateField(db_index=True, verbose_name=_("date"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CONFIRMED, verbose_name=_("status"))
    sides = models.ManyToManyField(Side, through="CallParty", related_name="calls", verbose_name=_("sides"))
    history = HistoricalRecords(verbose_name=_("change of a call"), verbose_name_plural=_("changes of calls"))

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-date", "slug"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Return the address of the comparison page."""
        return reverse("call", args=[self.slug])


class CallParty(models.Model):
    """A side in a call, and who spoke for it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="parties", verbose_name=_("call"))
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="parties", verbose_name=_("side"))
    leader = models.CharField(
        max_length=120,
        blank=True,
        help_text=_("Full name, for example Narendra Modi; empty where it is not known."),
        verbose_name=_("leader"),
    )
    title = models.CharField(
        max_length=80, blank=True, help_text=_("For example Prime Minister."), verbose_name=_("title")
    )
    history = HistoricalRecords(
        verbose_name=_("change of a call party"), verbose_name_plural=_("changes of call parties")
    )

    class Meta:
        verbose_name = _("call party")
        verbose_name_plural = _("call parties")
        ordering = ["side__position", "side__code"]
        constraints = [models.UniqueConstraint(fields=["call", "side"], name="call_party_unique")]

    def __str__(self) -> str:
        return self.leader or gettext("leader not named")


class Document(models.Model):
    """A stored text. Its raw text never changes."""

    class KindChoice(models.TextChoices):
        """What sort of document it is."""

        READOUT = Kind.READOUT.value, _("readout (a government's own account)")
        ARTICLE = Kind.ARTICLE.value, _("news article")
        STATEMENT = Kind.STATEMENT.value, _("other official statement")

    class Status(models.TextChoices):
        """Whether the public sees it."""

        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SUPERSEDED = "superseded", _("superseded by a newer version")

    public_id = models.CharField(max_length=16, unique=True, editable=False, verbose_name=_("public id"))
    raw_text = models.TextField(editable=False, verbose_name=_("raw text"))
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=KindChoice.choices, verbose_name=_("kind"))
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="documents", verbose_name=_("outlet"))
    url = models.URLField("URL", max_length=500, blank=True)
    title = models.CharField(max_length=300, blank=True, verbose_name=_("title"))
    published = models.DateField(null=True, blank=True, verbose_name=_("published"))
    language = models.CharField(
        max_length=12, default="en", help_text=_("BCP 47 tag, for example en or ru."), verbose_name=_("language")
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PUBLISHED, verbose_name=_("status"))
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="newer",
        help_text=_("The version of the same article before this one."),
        verbose_name=_("supersedes"),
    )
    syndicated_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
        help_text=_("The document that this outlet has taken over."),
        verbose_name=_("syndicated from"),
    )
    metadata = models.JSONField(
        default=list,
        editable=False,
        help_text=_("What the text says of itself: key, value, start, end."),
        verbose_name=_("metadata"),
    )
    engine_version = models.CharField(max_length=20, blank=True, editable=False, verbose_name=_("engine version"))
    register_hash = models.CharField(max_length=64, blank=True, editable=False, verbose_name=_("register hash"))
    added_at = models.DateTimeField(auto_now_add=True, verbose_name=_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    history = HistoricalRecords(
        verbose_name=_("change of a document"),
        verbose_name_plural=_("changes of documents"),
        excluded_fields=["raw_text", "metadata", "engine_version", "register_hash"],
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
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

        CONTENT = Role.CONTENT.value, _("content")
        HEADLINE = Role.HEADLINE.value, _("headline")
        FURNITURE = Role.FURNITURE.value, _("furniture")

    OUTLET_VOICE = OUTLET_VOICE

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="sentences", verbose_name=_("document")
    )
    index = models.PositiveIntegerField(help_text=_("Place in reading order, from 0."), verbose_name=_("number"))
    start = models.PositiveIntegerField(help_text=_("First code point in the raw text."), verbose_name=_("start"))
    end = models.PositiveIntegerField(help_text=_("Code point after the last one."), verbose_name=_("end"))
    text = models.TextField(help_text=_("The span with white space folded."), verbose_name=_("text"))
    role = models.CharField(max_length=10, choices=RoleChoice.choices, verbose_name=_("role"))
    voice = models.CharField(
        max_length=8,
        blank=True,
        help_text=_("Code of a side, “outlet”, or empty where no side is known."),
        verbose_name=_("voice"),
    )
    source = models.CharField(max_length=300, blank=True, verbose_name=_("source"))
    cue = models.CharField(max_length=120, blank=True, verbose_name=_("cue"))
    quoted = models.BooleanField(default=False, verbose_name=_("quoted"))
    attributed = models.BooleanField(default=False, verbose_name=_("attributed"))
    call = models.ForeignKey(
        Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="sentences", verbose_name=_("call")
    )
    misdated = models.ForeignKey(
        Call,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="misdated_sentences",
        verbose_name=_("perhaps of another call"),
    )
    paragraph = models.PositiveIntegerField(default=0, verbose_name=_("paragraph"))
    rule = models.CharField(
        max_length=80,
        blank=True,
        help_text=_("The rule that took it for furniture or a headline."),
        verbose_name=_("rule"),
    )
    flags = models.JSONField(default=list, blank=True, verbose_name=_("flags"))
    why = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("Evidence in words for role, voice, call and misdating."),
        verbose_name=_("why"),
    )

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
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
