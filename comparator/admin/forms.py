"""Forms of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.forms import HandedIn, HttpsURLField, Published
from comparator.intake.registry import describe_size
from comparator.models import Call, Document

if TYPE_CHECKING:
    DocumentModelForm = forms.ModelForm[Document]
    CallModelForm = forms.ModelForm[Call]
else:
    DocumentModelForm = CallModelForm = forms.ModelForm

FACTS = ["outlet", "kind", "published", "title", "url", "language"]


class DocumentChangeForm(Published, DocumentModelForm):
    """What is known of a document."""

    class Meta:
        model = Document
        fields = [*FACTS, "status"]
        field_classes = {"url": HttpsURLField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Leave to the versions which of them takes part: an older one can't be published again beside the newer."""
        super().__init__(*args, **kwargs)
        status = self.fields.get("status")
        if isinstance(status, forms.ChoiceField):
            older = self.instance.status == Document.Status.SUPERSEDED
            barred = Document.Status.PUBLISHED if older else Document.Status.SUPERSEDED
            status.choices = [(value, label) for value, label in Document.Status.choices if value != barred]


class DocumentAddForm(HandedIn, Published, DocumentModelForm):
    """A new document: its text, pasted or as a file, and what is known of it. The service judges the text."""

    text = forms.CharField(
        label=gettext_lazy("Text, pasted"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "cols": 100, "class": "vLargeTextField"}),
    )
    file = forms.FileField(label=gettext_lazy("Or a file"), required=False, allow_empty_file=True)

    class Meta:
        model = Document
        fields = FACTS
        field_classes = {"url": HttpsURLField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's signature)
        super().__init__(*args, **kwargs)
        most = describe_size(settings.MAX_UPLOAD_BYTES)
        self.fields["file"].help_text = _(
            "Plain text, Markdown, a saved web page (HTML), Word (.docx) or PDF, at most %(most)s. The name does not matter."
        ) % {"most": most}
        self.fields["published"].help_text = _(
            "The day on which it appeared, if known. It helps to find which call is meant."
        )
        self.fields["title"].help_text = _("Of a web page, the title that it gives is taken if this is left empty.")


class CallForm(CallModelForm):
    """A call; its slug is made from the date and the leaders where none is given."""

    class Meta:
        model = Call
        fields = ["date", "slug", "status"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's signature)
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Its address. Left empty, it is made from the date and the leaders. It can’t be changed later."
            )
