"""The site for machines that follow it: a feed of new and changed calls, and a map of its pages."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comparator.selectors.calls import CallFilter, list_calls
from comparator.selectors.sitemap import list_pages
from comparator.views.caching import revalidated
from comparator.views.http import for_xml

if TYPE_CHECKING:
    from comparator.selectors.records import CallSummary
    from comparator.views.http import HtmxHttpRequest

CALLS_IN_FEED = 30


@require_safe
@revalidated
def changes(request: HtmxHttpRequest) -> HttpResponse:
    """Give the calls that were compared last as an Atom feed; a call that is compared anew comes up again."""
    feed = Atom1Feed(
        title=_("Readout Comparator: new and changed calls"),
        link=request.build_absolute_uri(reverse("calls")),
        description=_("Calls whose accounts were compared, or compared again."),
        feed_url=request.build_absolute_uri(),
        language=get_language() or "en",
    )
    calls = list_calls(CallFilter(), per_page=CALLS_IN_FEED, latest_compared=True).calls
    for call in calls:
        url = request.build_absolute_uri(reverse("call", args=[call.slug]))
        feed.add_item(
            title=for_xml(f"{call.title}, {date_format(call.date, 'DATE_FORMAT')}"),
            link=url,
            description=for_xml(_summary(call)),
            unique_id=url,
            updateddate=call.collation.made_at if call.collation else datetime.combine(call.date, time(), UTC),
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


@require_safe
@revalidated
def sitemap(request: HtmxHttpRequest) -> HttpResponse:
    """List every page worth finding, with the day when it last changed."""
    base = request.build_absolute_uri("/").rstrip("/")
    return render(request, "sitemap.xml", {"base": base, "pages": list_pages()}, content_type="application/xml")


def _summary(call: CallSummary) -> str:
    counts = ", ".join(f"{segment.label.lower()} {segment.count}" for segment in call.shown_segments)
    sources = ", ".join(source.outlet for source in call.sources)
    return _("%(counts)s. Sources: %(sources)s.") % {"counts": counts or "–", "sources": sources or "–"}
