"""What the engine found, to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comparator.admin.base import ReadOnlyAdmin
from comparator.models import Collation, Echo, Link, Sentence, Statement, StatementMember

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    MemberTabularInline = admin.TabularInline[StatementMember, Statement]
else:
    MemberTabularInline = admin.TabularInline

_SHORT = 90


@admin.register(Sentence)
class SentenceAdmin(ReadOnlyAdmin):
    """Sentences with their voice and call."""

    list_display = ["shortened", "document", "index", "role", "voice", "call", "misdated"]
    list_filter = ["role", "voice", ("misdated", admin.EmptyFieldListFilter), "quoted", "attributed", "call"]
    list_select_related = ["document", "call", "misdated"]
    search_fields = ["text", "source", "document__title", "document__public_id"]
    ordering = ["-document", "index"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sentence]:
        """Leave the documents' texts out."""
        return super().get_queryset(request).defer("document__raw_text", "document__metadata")

    @admin.display(description=_("sentence"))
    def shortened(self, sentence: Sentence) -> str:
        """Return its beginning."""
        return Truncator(sentence.text).chars(_SHORT)


class StatementMemberInline(MemberTabularInline):
    """The sentences of a statement."""

    model = StatementMember
    fields = ["sentence_text", "version", "position"]
    readonly_fields = ["sentence_text", "version", "position"]
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatementMember]:
        """Load the sentences with them."""
        return super().get_queryset(request).select_related("sentence")

    @admin.display(description=_("sentence"))
    def sentence_text(self, member: StatementMember) -> str:
        """Return its text."""
        return member.sentence.text

    def has_add_permission(self, request: HttpRequest, obj: Statement | None = None) -> bool:
        """Nobody adds."""
        return False


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin):
    """Statements with their verdicts."""

    list_display = ["public_id", "label", "call", "verdict", "only_side", "retired", "merged_into"]
    list_filter = ["verdict", "retired", "call"]
    list_select_related = ["call", "merged_into"]
    search_fields = ["public_id", "label"]
    inlines = [StatementMemberInline]


@admin.register(Collation)
class CollationAdmin(ReadOnlyAdmin):
    """Runs of the engine."""

    list_display = ["call", "created_at", "state", "current", "engine_version", "short_hash"]
    list_filter = ["state", "current", "engine_version", "call"]
    list_select_related = ["call"]
    search_fields = ["call__slug", "input_hash", "error"]
    date_hierarchy = "created_at"

    @admin.display(description=_("input"))
    def short_hash(self, collation: Collation) -> str:
        """Return the beginning of the input's hash."""
        return collation.input_hash[:12]


class PairAdmin(ReadOnlyAdmin):
    """Two sentences and a score."""

    list_select_related = ["a", "b"]
    search_fields = ["a__text", "b__text"]

    @admin.display(description=_("first sentence"))
    def a_text(self, pair: Link | Echo) -> str:
        """Return the beginning of the first."""
        return Truncator(pair.a.text).chars(_SHORT)

    @admin.display(description=_("second sentence"))
    def b_text(self, pair: Link | Echo) -> str:
        """Return the beginning of the second."""
        return Truncator(pair.b.text).chars(_SHORT)


@admin.register(Link)
class LinkAdmin(PairAdmin):
    """Links."""

    list_display = ["a_text", "b_text", "relation", "score", "call"]
    list_filter = ["relation", "collation__call"]
    list_select_related = ["a", "b", "collation__call"]

    @admin.display(description=_("call"))
    def call(self, link: Link) -> str:
        """Return the call that both speak of."""
        return str(link.collation.call)


@admin.register(Echo)
class EchoAdmin(PairAdmin):
    """Echoes."""

    list_display = ["a_text", "b_text", "kind", "score"]
    list_filter = ["kind"]
