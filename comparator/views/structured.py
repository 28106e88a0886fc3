"""Calls and documents as schema.org describes them (https://schema.org/Report), for search engines and archives.

What the site says of a call is a ``Report`` that cites its sources; the page of a document is told from the document that it shows. There
is no rating anywhere: two accounts are compared, no claim is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comparator.engine.records import Kind

if TYPE_CHECKING:
    from django.http import HttpRequest

    from comparator.selectors.documents import DocumentPage
    from comparator.selectors.records import CallSummary, SideView, SourceView

CONTEXT = "https://schema.org"
MOST_CITED = 30
"""Sources that the data of a call name; its page lists all of them."""


def call_data(call: CallSummary, request: HttpRequest) -> dict[str, Any]:
    """Return the comparison of a call as a report about an event, citing the documents that it rests on."""
    page = request.build_absolute_uri(reverse("call", args=[call.slug]))
    name = f"{call.title}, {date_format(call.date, 'DATE_FORMAT')}"
    return _without_blanks(
        {
            "@context": CONTEXT,
            "@type": "Report",
            "@id": page,
            "url": page,
            "name": name,
            "headline": name,
            "inLanguage": get_language(),
            "isAccessibleForFree": True,
            "isPartOf": _site(request),
            "dateModified": call.collation.made_at.isoformat() if call.collation else None,
            "about": {
                "@type": "Event",
                "name": name,
                "startDate": call.date.isoformat(),
                "attendee": [_leader(side) for side in call.sides],
            },
            "citation": [_work(source, request) for source in _fullest(call)],
        }
    )


def document_data(document: DocumentPage, request: HttpRequest) -> dict[str, Any]:
    """Return the page of a document, and the work that it shows, with the hash of the stored text."""
    work = _work(document.source, request)
    return _without_blanks(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "@id": work["url"],
            "url": work["url"],
            "name": document.source.title or document.source.name,
            "inLanguage": get_language(),
            "isPartOf": _site(request),
            "dateModified": document.added_at.isoformat(),
            "mainEntity": _without_blanks(
                {
                    **work,
                    "sameAs": document.url,
                    "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": document.sha256},
                }
            ),
            "mentions": [
                {"@type": "Event", "startDate": call.date.isoformat(), "url": _address(request, "call", call.slug)}
                for call in document.calls
            ],
        }
    )


def _fullest(call: CallSummary) -> list[SourceView]:
    """Return the official sources and those that say most of a call, in their order: a hundred would be a sixth of the page."""
    most = sorted(call.sources, key=lambda source: (not source.official, -source.sentences))[:MOST_CITED]
    chosen = {source.public_id for source in most}
    return [source for source in call.sources if source.public_id in chosen]


def _work(source: SourceView, request: HttpRequest) -> dict[str, Any]:
    return _without_blanks(
        {
            "@type": "NewsArticle" if source.kind == Kind.ARTICLE else "Report",
            "name": source.title or source.name,
            "url": _address(request, "document", source.public_id),
            "publisher": {
                "@type": "GovernmentOrganization" if source.official else "NewsMediaOrganization",
                "name": source.outlet,
            },
            "datePublished": source.published.isoformat() if source.published else None,
            "inLanguage": source.language,
        }
    )


def _leader(side: SideView) -> dict[str, Any]:
    country = {"@type": "Country", "name": side.name, "identifier": side.code}
    if not side.leader:
        return country
    return _without_blanks({"@type": "Person", "name": side.leader, "jobTitle": side.title, "affiliation": country})


def _site(request: HttpRequest) -> dict[str, Any]:
    return {"@type": "WebSite", "name": _("Readout Comparator"), "url": _address(request, "home")}


def _address(request: HttpRequest, name: str, *arguments: str) -> str:
    return request.build_absolute_uri(reverse(name, args=arguments))


def _without_blanks(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in (None, "", [])}
