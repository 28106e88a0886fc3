"""Forms of the pages on which documents are added, and what they share with those of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.engine.records import Kind
from comparator.intake import Facts
from comparator.intake.registry import describe_size
from comparator.services.documents import validate_published

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

    from comparator.intake import Preview

NEW_OUTLET = "new"
LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
LANGUAGE_ERROR = {"invalid": gettext_lazy("Write the tag of a language, such as en, ru or pt-BR.")}
KINDS = {
    Kind.READOUT.value: gettext_lazy("readout (a government’s own account)"),
    Kind.ARTICLE.value: gettext_lazy("news article"),
    Kind.STATEMENT.value: gettext_lazy("other official statement"),
}


class HttpsURLField(forms.URLField):
    """An address; one that is typed without a scheme is taken for https, as in Django 6."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 (Django's signature)
        super().__init__(**{"assume_scheme": "https", **kwargs})


class Published(forms.BaseForm):
    """A form with the field ``published``."""

    def clean_published(self) -> date | None:
        """Refuse the future."""
        day: date | None = self.cleaned_data["published"]
        validate_published(day)
        return day


class HandedIn(forms.BaseForm):
    """A form with the fields ``text`` and ``file``, of which exactly one is filled."""

    def clean_file(self) -> UploadedFile[bytes] | None:
        """Refuse what is too large before it is read."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(
                _("The file has %(size)s; at most %(most)s are taken. Paste the report’s text alone.")
                % {"size": describe_size(file.size or 0), "most": describe_size(settings.MAX_UPLOAD_BYTES)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one text, and give it as ``raw``."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.has_error("text") or self.has_error("file"):
            return data
        text, file = data.get("text", ""), data.get("file")
        if file and text.strip():
            raise ValidationError(_("There are two texts, one pasted and one in a file. Give only one of them."))
        if not file and not text.strip():
            raise ValidationError(_("There is no text. Paste it, or choose a file."))
        data["raw"] = file.read() if file else text
        return data


class TextForm(HandedIn, forms.Form):
    """What is handed in: a pasted text or a file, exactly one of them. The intake judges it."""

    text = forms.CharField(
        label=gettext_lazy("Paste the text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    file = forms.FileField(label=gettext_lazy("Or choose a file"), required=False, allow_empty_file=True)


class DetailsForm(Published, forms.Form):
    """What is known of a document."""

    outlet = forms.ChoiceField(label=gettext_lazy("Outlet"))
    outlet_name = forms.CharField(label=gettext_lazy("Name of the new outlet"), max_length=120, required=False)
    outlet_side = forms.ChoiceField(label=gettext_lazy("Its country"), required=False)
    outlet_official = forms.BooleanField(
        label=gettext_lazy("It is a body of the government and speaks for its side"), required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    published = forms.DateField(
        label=gettext_lazy("Published on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("If known. It helps to find which call is meant."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, required=False)
    url = HttpsURLField(label=gettext_lazy("Address (URL)"), max_length=500, required=False)
    language = forms.RegexField(
        label=gettext_lazy("Language"),
        regex=LANGUAGE_TAG,
        max_length=12,
        help_text=gettext_lazy("A tag such as en, ru or hi."),
        error_messages=LANGUAGE_ERROR,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's signature)
        outlets: Sequence[tuple[str, str]],
        sides: Sequence[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {"outlet": [("", _("Choose …")), *outlets, (NEW_OUTLET, _("A new outlet: give its name below"))]}
        choices["outlet_side"] = [("", _("not known")), *sides]
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a new outlet."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("outlet") == NEW_OUTLET and not data.get("outlet_name"):
            self.add_error("outlet_name", _("Give the name of the new outlet, or choose one of the list."))
        return data


COLUMNS = {
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "published": gettext_lazy("Published on"),
    "outlet": gettext_lazy("Outlet"),
    "side": gettext_lazy("Country"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "url": gettext_lazy("Address (URL)"),
    "author": gettext_lazy("Author"),
    "call": gettext_lazy("Call"),
}
"""What a column of a table can hold: ``text`` and the fields of ``intake.Facts``."""


class CollectionForm(forms.Form):
    """What is said of a file of documents: which column of a table is what, and what holds where a document does not say it."""

    outlet = forms.CharField(label=gettext_lazy("Outlet"), max_length=120, required=False)
    side = forms.ChoiceField(label=gettext_lazy("Its country, if it is new"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("as found")), *KINDS.items()], required=False
    )
    language = forms.RegexField(
        label=gettext_lazy("Language"), regex=LANGUAGE_TAG, max_length=12, required=False, error_messages=LANGUAGE_ERROR
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's signature)
        table: Preview | None,
        sides: Sequence[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        side = self.fields["side"]
        if isinstance(side, forms.ChoiceField):
            side.choices = [("", _("not known")), *sides]
        self._mapped = tuple(COLUMNS) if table else ()
        for name in self._mapped:
            offered = [("", _("(none)")), *((column, column) for column in table.columns)] if table else []
            proposed = table.mapping.get(name, "") if table else ""
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=COLUMNS[name], choices=offered, required=name == "text", initial=proposed
            )

    def column_fields(self) -> list[forms.BoundField]:
        """Return the fields of the columns."""
        return [self[f"column_{name}"] for name in self._mapped]

    @property
    def columns(self) -> dict[str, str]:
        """What each column is, as ``intake.expand`` takes it; empty for an archive."""
        return {name: self.cleaned_data[f"column_{name}"] for name in self._mapped}

    @property
    def facts(self) -> Facts:
        """What holds where a document does not say it."""
        return Facts(**{name: self.cleaned_data[name] for name in ("outlet", "side", "kind", "language")})
