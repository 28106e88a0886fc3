"""Web pages: the report's own text, with what the page says of it: title, day, author, site and address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from comparator.intake.errors import IntakeError
from comparator.intake.proposals import is_address
from comparator.intake.records import Facts

_PAGE = re.compile(r"(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,2000}-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"<(head|body|main|article|section|div|p|h1)\b[^<>]{0,2000}>", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Tell whether a text is a web page, or a part of one with its tags."""
    start = len(text) - len(text.lstrip())
    if _PAGE.match(text, start):
        return True
    fragment = _FRAGMENT.match(text, start)
    return fragment is not None and f"</{fragment[1].lower()}" in text.lower()


@dataclass(frozen=True, slots=True)
class Page:
    """A report and what its page says of it."""

    text: str
    facts: Facts


def read_html(text: str, url: str | None) -> Page:
    """Return the report's own text.

    Raises:
        IntakeError: the page has none, or so many tags that its end would be left out.
    """
    from comparator.engine.extract import MOST_TAGS, extract  # slow to import, and most documents are pasted

    if text.count("<") > MOST_TAGS:
        raise IntakeError(_("This web page is far larger than a report. Paste the text of the report instead."))
    page = extract(text, url)
    if not page.text.strip():
        raise IntakeError(_("No report was found in this web page. Paste the text of the report instead."))
    address = url or page.url or ""
    return Page(
        page.text,
        Facts(
            title=page.title or "",
            published=date.fromisoformat(page.published) if page.published else None,
            author=page.author or "",
            outlet=page.site or "",
            url=address if is_address(address) else "",
        ),
    )
