"""What a service refuses, each with a message for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from comparator.models import Document


class ServiceError(Exception):
    """Base of all: nothing was changed, and the message says what to do."""


class DuplicateDocumentError(ServiceError):
    """The same text is stored already."""

    def __init__(self, document: Document) -> None:
        super().__init__(_("The same text is stored already."))
        self.document = document


class NoReportError(ServiceError):
    """A text holds nothing but furniture."""


class EngineFailedError(ServiceError):
    """The engine broke down over a text; the log has the traceback."""


class UnknownCallError(ServiceError):
    """No such call."""
