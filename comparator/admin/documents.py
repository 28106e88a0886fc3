"""Documents in the admin: added by pasting or uploading; what is known of them is corrected; their text is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.admin.base import ServiceAdmin, count_beside, link_to, person
from comparator.admin.forms import DocumentAddForm, DocumentChangeForm
from comparator.intake import IntakeError
from comparator.models import Document, Sentence
from comparator.services.documents import (
    DocumentAdded,
    document_add,
    document_update,
    documents_delete,
    documents_reread,
)
from comparator.services.errors import DuplicateDocumentError, ServiceError
from comparator.services.followups import documents_stale
from comparator.services.longwork import AT_ONCE_DOCUMENTS, ask_to_read_again

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec
    from django.forms import ModelForm
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

_ADD_HINT = gettext_lazy(
    'Give exactly one: the text pasted, or a file. To see what is made of it first, <a href="{}">add it step by step</a>.'
)
CHANGE_FIELDSETS: _FieldsetSpec = [
    (
        gettext_lazy("What is known of it"),
        {"fields": ["outlet", "kind", "published", "title", "url", "language", "status"]},
    ),
    (
        gettext_lazy("As stored"),
        {"fields": ["public_id", "sha256", "added_at", "added_by", "engine_version", "raw_text"]},
    ),
]


class StaleFilter(admin.SimpleListFilter):
    """Whether a document was read by today's engine with today's names."""

    title = gettext_lazy("out of date")
    parameter_name = "stale"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ANN401 (Django's signature)
        """Offer the documents to be read again."""
        return [("yes", _("to be read again"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        """Narrow the list."""
        return queryset.filter(pk__in=documents_stale()) if self.value() == "yes" else queryset


@admin.register(Document)
class DocumentAdmin(ServiceAdmin):
    """Adds, corrects, withdraws and removes documents."""

    list_display = ["heading", "outlet", "kind", "published", "language", "status", "sentence_count", "added_at"]
    list_filter = ["kind", "status", StaleFilter, "language", "outlet"]
    list_select_related = ["outlet"]
    search_fields = ["title", "public_id", "outlet__name", "raw_text"]
    date_hierarchy = "published"
    ordering = ["-added_at"]
    readonly_fields = ["public_id", "sha256", "added_at", "added_by", "engine_version", "raw_text"]
    actions = ["read_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        """Leave the texts out of lists, and count the sentences in one query."""
        rows: QuerySet[Document] = super().get_queryset(request).defer("raw_text", "metadata")
        sentences = Sentence.objects.filter(document=OuterRef("pk"))
        return rows.annotate(sentence_total=count_beside(sentences, "document", Count("pk")))

    def get_fieldsets(self, request: HttpRequest, obj: Document | None = None) -> _FieldsetSpec:
        """Return the fields of the add form or of the change form."""
        if obj:
            return CHANGE_FIELDSETS
        hint = format_html(str(_ADD_HINT), reverse("add"))
        return [
            (gettext_lazy("Text"), {"fields": ["text", "file"], "description": hint}),
            (
                gettext_lazy("What is known of it"),
                {"fields": ["outlet", "kind", "published", "title", "url", "language"]},
            ),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Document | None = None) -> list[str]:
        """Show what is stored once there is something."""
        return self.readonly_fields if obj else []

    def get_form(
        self,
        request: HttpRequest,
        obj: Document | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
        **kwargs: Any,  # noqa: ANN401
    ) -> type[ModelForm[Document]]:
        """Return the form for adding or for changing."""
        return super().get_form(request, obj, change, form=DocumentChangeForm if obj else DocumentAddForm, **kwargs)

    @admin.display(description=gettext_lazy("document"), ordering="title")
    def heading(self, document: Document) -> str:
        """Return what names it in a list."""
        return str(document)

    @admin.display(description=gettext_lazy("sentences"), ordering="sentence_total")
    def sentence_count(self, document: Document) -> int:
        """Return the number of its sentences."""
        return int(getattr(document, "sentence_total", 0))

    @admin.action(description=gettext_lazy("Read again, and collate the calls"), permissions=["change"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        """Run the engine over the chosen documents again, in the background if they are many."""
        if queryset.count() > AT_ONCE_DOCUMENTS:
            self.report_job(request, ask_to_read_again(documents=queryset, created_by=person(request)))
            return
        try:
            outcomes = documents_reread(documents=queryset.select_related("outlet__side"))
        except ServiceError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("Documents read again: %(n)d.") % {"n": queryset.count()}, messages.SUCCESS)
            self.report_collations(request, outcomes)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the add form, or hand it to the service, whose refusals are errors of the form."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form_class = self.get_form(request)
        if request.method == "POST":
            form = form_class(request.POST, request.FILES)
            added = self._add(request, form) if form.is_valid() else None
            if added is not None:
                self.log_addition(request, added.document, [{"added": {}}])
                self._report_added(request, added)
                return self.response_add(request, added.document)
        else:
            form = form_class(initial=self.get_changeform_initial_data(request))
        return self._render_add_form(request, form, form_url, extra_context or {})

    def _add(self, request: HttpRequest, form: ModelForm[Document]) -> DocumentAdded | None:
        facts = {name: form.cleaned_data[name] for name in ("outlet", "kind", "published", "title", "url", "language")}
        field = "file" if form.cleaned_data["file"] else "text"
        try:
            return document_add(raw=form.cleaned_data["raw"], added_by=person(request), **facts)
        except DuplicateDocumentError as error:
            form.add_error(
                field,
                ValidationError(
                    format_html(
                        _("{problem} See {document}."), problem=str(error), document=_link_to_stored(error.document)
                    )
                ),
            )
        except (IntakeError, ServiceError) as error:
            form.add_error(field, str(error))
        except ValidationError as error:
            for name, errors in error.update_error_dict({}).items():
                form.add_error(name if name in form.fields else None, ValidationError(errors))
        return None

    def _report_added(self, request: HttpRequest, added: DocumentAdded) -> None:
        reading = added.reading
        note = _("Sentences of the report: %(report)d; of furniture: %(furniture)d.") % {
            "report": reading.content,
            "furniture": reading.furniture,
        }
        if not added.collations:
            note += " " + _("None speaks of a call that is known; see the document’s page.")
        self.message_user(request, format_html("{} {}", note, link_to(added.document)), messages.INFO)
        self.report_collations(request, added.collations)

    def _render_add_form(
        self, request: HttpRequest, form: ModelForm[Document], form_url: str, extra: dict[str, Any]
    ) -> HttpResponse:
        fieldsets: list[Any] = list(self.get_fieldsets(request))
        shown = helpers.AdminForm(form, fieldsets, {}, (), model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add a document"),
            "adminform": shown,
            "errors": helpers.AdminErrorList(form, []),
            "inline_admin_formsets": [],
            "media": self.media + shown.media,
            "object_id": None,
            "original": None,
            "is_popup": False,
            "to_field": None,
            "preserved_filters": self.get_preserved_filters(request),
            **extra,
        }
        return self.render_change_form(request, context, add=True, form_url=form_url)

    def save_model(self, request: HttpRequest, obj: Document, form: ModelForm[Document], change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Save what was corrected."""
        self.report_collations(request, document_update(document=obj, changed=form.changed_data))

    def delete_model(self, request: HttpRequest, obj: Document) -> None:
        """Remove one document."""
        self.report_collations(request, documents_delete(documents=[obj]))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        """Remove the chosen documents."""
        self.report_collations(request, documents_delete(documents=list(queryset)))


def _link_to_stored(document: Document) -> SafeString:
    """Return a link to the page that shows it: readers can't see one that was withdrawn."""
    if document.status == Document.Status.PUBLISHED:
        return link_to(document)
    url = reverse("admin:comparator_document_change", args=[document.pk])
    return format_html('<a href="{}">{}</a> ({})', url, document, document.get_status_display())
