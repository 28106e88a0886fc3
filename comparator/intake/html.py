"""Web pages: the report's own text, with the title and the date that the page gives."""

from __future__ import annotations

import re
from datetime import date

from comparator.intake.errors import IntakeError
from comparator.intake.records import IntakeText

_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,2000}-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_FRAGMENT = re.compile(r"\s*<(head|body|main|article|section|div|p|h1)\b[^<>]{0,2000}>", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Tell whether a text is a web page, or a part of one with its tags."""
    if _PAGE.match(text):
        return True
    fragment = _FRAGMENT.match(text)
    return fragment is not None and f"</{fragment[1].lower()}" in text.lower()


def read_html(text: str, url: str | None) -> IntakeText:
    """Return the report's own text.

    Raises:
        IntakeError: the page has none.
    """
    from comparator.engine.extract import extract  # slow to import, and most documents are pasted

    page = extract(text, url)
    if not page.text.strip():
        raise IntakeError("No report was found in this web page. Paste the text of the report instead.")
    published = date.fromisoformat(page.published) if page.published else None
    return IntakeText(text=page.text, format="html", title=page.title or "", published=published)
