"""Calls as lists and headings show them.

``list_calls`` takes the filter of the list and gives a page of summaries in five queries, whatever their number; ``get_call`` gives one
call with the coverage of each side.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, FilteredRelation, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from comparator.engine.records import Role, Verdict
from comparator.models import Call, CallParty, Document, Outlet, Sentence, Side, Statement
from comparator.selectors.callfacts import with_facts
from comparator.selectors.kept import kept
from comparator.selectors.records import CallSummary, CollationFacts, Segment, SideView, SourceView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

CALLS_PER_PAGE = 50

ACCOUNTS = "accounts"
"""Narrows the list to calls with accounts of two governments."""


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What the list of calls is narrowed to."""

    q: str = ""
    side: str = ""
    has: str = ""
    """``diverge`` for calls with a diverging statement, ``accounts`` for those with accounts of two governments, else empty."""

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.q or self.side or self.has)


@dataclass(frozen=True, slots=True)
class CallList:
    """A page of calls."""

    page: Page[Call]
    calls: tuple[CallSummary, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the site holds."""

    calls: int
    documents: int
    statements: int
    diverging: int


@kept(4, lambda: ())
def totals() -> Totals:
    """Count what the site holds."""
    statements = Statement.objects.filter(retired=False).aggregate(
        all=Count("pk"), diverging=Count("pk", filter=Q(verdict=Verdict.DIVERGE.value))
    )
    return Totals(
        calls=Call.objects.count(),
        documents=Document.objects.filter(status=Document.Status.PUBLISHED).count(),
        statements=statements["all"],
        diverging=statements["diverging"],
    )


@kept(
    16,
    lambda narrowed, number=1, per_page=CALLS_PER_PAGE, *, latest_compared=False: (
        narrowed,
        str(number),
        per_page,
        latest_compared,
    ),
)
def list_calls(
    narrowed: CallFilter, number: str | int = 1, per_page: int = CALLS_PER_PAGE, *, latest_compared: bool = False
) -> CallList:
    """Return a page of calls, the latest first, or those first that were compared last."""
    calls = _loaded(_filtered(narrowed))
    if latest_compared:
        calls = calls.order_by(F("compared_at").desc(nulls_last=True), "slug")
    page = Paginator(calls, per_page).get_page(number)
    return CallList(page=page, calls=_summaries(list(page.object_list)))


def list_sides() -> tuple[Side, ...]:
    """Return the sides that take part in any call."""
    return tuple(Side.objects.filter(Exists(CallParty.objects.filter(side=OuterRef("pk")))))


@kept(64, lambda slug: slug)
def get_call(slug: str) -> CallSummary:
    """Return the call with the coverage of each side, or raise Http404."""
    return with_facts(_summaries([get_object_or_404(_loaded(Call.objects.all()), slug=slug)])[0])


def _loaded(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Have calls come with their parties, and with what their summaries tell of the current run; two queries."""
    return calls.prefetch_related(
        Prefetch("parties", CallParty.objects.select_related("side"), to_attr="loaded_parties")
    ).annotate(
        run=FilteredRelation("collations", condition=Q(collations__current=True)),
        compared_by=F("run__engine_version"),
        compared_at=F("run__created_at"),
        compared_with=F("run__options"),
    )


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The call before or after, for a link."""

    slug: str
    date: date


@kept(64, lambda summary: summary.slug)
def neighbours(summary: CallSummary) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the call before and the call after, between the same sides; those of one day as they were entered. One query."""
    same = Call.objects.all()
    for side in summary.sides:
        same = same.filter(sides__code=side.code)
    that_day = Q(date=summary.date)
    earlier = same.filter(Q(date__lt=summary.date) | that_day & Q(pk__lt=summary.pk)).order_by("-date", "-pk")
    later = same.filter(Q(date__gt=summary.date) | that_day & Q(pk__gt=summary.pk)).order_by("date", "pk")
    ends = Q(pk=Subquery(earlier.values("pk")[:1])) | Q(pk=Subquery(later.values("pk")[:1]))
    here = (summary.date, summary.pk)
    beside = Call.objects.filter(ends).values_list("date", "pk", "slug")
    found = {(day, pk) > here: Neighbour(slug, day) for day, pk, slug in beside}
    return found.get(False), found.get(True)


def _filtered(narrowed: CallFilter) -> QuerySet[Call]:
    calls = Call.objects.order_by("-date", "slug")
    if narrowed.side:
        calls = calls.filter(Exists(CallParty.objects.filter(call=OuterRef("pk"), side__code=narrowed.side)))
    if narrowed.has == Verdict.DIVERGE.value:
        diverging = Statement.objects.filter(call=OuterRef("pk"), verdict=Verdict.DIVERGE.value, retired=False)
        calls = calls.filter(Exists(diverging))
    if narrowed.has == ACCOUNTS:
        calls = calls.filter(pk__in=_with_accounts())
    for word in narrowed.q.split():
        parties = CallParty.objects.filter(call=OuterRef("pk"))
        named = parties.filter(Q(leader__icontains=word) | Q(side__name__icontains=word))
        told = Sentence.objects.filter(
            call=OuterRef("pk"), document__outlet__in=Outlet.objects.filter(name__icontains=word).values("pk")
        )
        calls = calls.filter(Q(slug__icontains=word) | Exists(named) | Exists(told))
    return calls


def _with_accounts() -> QuerySet[Sentence, int | None]:
    """Return the keys of the calls of which two or more of their own governments have published something."""
    official = Sentence.objects.filter(
        document__status=Document.Status.PUBLISHED,
        document__outlet__official=True,
        document__outlet__side__parties__call=F("call"),
    ).exclude(role=Role.FURNITURE.value)
    sides = official.order_by().values("call").annotate(sides=Count("document__outlet__side", distinct=True))
    return sides.filter(sides__gt=1).values_list("call", flat=True)


def _summaries(calls: Sequence[Call]) -> tuple[CallSummary, ...]:
    ids = [call.pk for call in calls]
    counts = verdict_counts(ids)
    sources = _sources(ids)
    return tuple(_summary(call, counts[call.pk], sources.get(call.pk, ())) for call in calls)


def _summary(call: Call, counts: Mapping[tuple[str, str], int], sources: tuple[SourceView, ...]) -> CallSummary:
    loaded: Any = call  # with what ``_loaded`` adds
    parties: Sequence[CallParty] = loaded.loaded_parties
    sides = tuple(
        replace(side, official=sum(source.official and source.side == side.code for source in sources))
        for side in party_sides(parties)
    )
    return CallSummary(
        pk=call.pk,
        slug=call.slug,
        date=call.date,
        proposed=call.status == Call.Status.PROPOSED,
        sides=sides,
        sources=sources,
        segments=_segments(sides, counts),
        collation=CollationFacts(
            loaded.compared_by, loaded.compared_at, bool(loaded.compared_with.get("multilingual_model"))
        )
        if loaded.compared_at
        else None,
    )


def party_sides(parties: Iterable[CallParty]) -> tuple[SideView, ...]:
    """Return the sides of a call, from its parties with their sides loaded, without what the sources say of them."""
    return tuple(
        SideView(
            code=party.side.code,
            name=party.side.name,
            adjective=party.side.adjective,
            slot=slot,
            leader=party.leader,
            title=party.title,
        )
        for slot, party in enumerate(parties)
    )


def _segments(sides: Iterable[SideView], counts: Mapping[tuple[str, str], int]) -> tuple[Segment, ...]:
    """Return the parts in their fixed order: agree, diverge, each side alone, no side given."""
    by_verdict: defaultdict[str, int] = defaultdict(int)
    for (verdict, _side), count in counts.items():
        by_verdict[verdict] += count
    return (
        Segment(Verdict.AGREE.value, by_verdict[Verdict.AGREE.value]),
        Segment(Verdict.DIVERGE.value, by_verdict[Verdict.DIVERGE.value]),
        *(Segment(Verdict.ONE_SIDED.value, counts.get((Verdict.ONE_SIDED.value, s.code), 0), s) for s in sides),
        Segment(Verdict.UNATTRIBUTED.value, by_verdict[Verdict.UNATTRIBUTED.value]),
    )


def verdict_counts(ids: Iterable[int]) -> defaultdict[int, dict[tuple[str, str], int]]:
    """Return for each call how many statements have each verdict, by verdict and only side; one query."""
    rows = (
        Statement.objects.filter(call__in=ids, retired=False)
        .order_by()
        .values_list("call", "verdict", "only_side")
        .annotate(count=Count("pk"))
    )
    counts: defaultdict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for call, verdict, side, count in rows:
        counts[call][verdict, side] = count
    return counts


def _sources(ids: Sequence[int]) -> dict[int, tuple[SourceView, ...]]:
    """Return the published documents that speak of each call, the earliest first; two queries."""
    rows = (
        Sentence.objects.filter(
            call__in=ids
        )  # withdrawn documents go below: asked for here, all published ones are read
        .exclude(role=Role.FURNITURE.value)
        .order_by()
        .values_list("call", "document")
        .annotate(count=Count("pk"), first=Min("index"))
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for call, document, count, _first in rows:
        found[call][document] = count
    documents = {
        document.pk: document
        for document in Document.objects.filter(
            pk__in={pk for by_document in found.values() for pk in by_document}, status=Document.Status.PUBLISHED
        )
        .select_related("outlet__side")
        .defer("raw_text", "metadata")
    }
    return {
        call: tuple(source_view(document, by_document[pk]) for pk, document in documents.items() if pk in by_document)
        for call, by_document in found.items()
    }


def source_view(document: Document, sentences: int = 0) -> SourceView:
    """Return the record of a document whose outlet and the outlet's side are loaded."""
    outlet = document.outlet
    return SourceView(
        public_id=document.public_id,
        outlet=outlet.name,
        kind=document.kind,
        kind_label=document.get_kind_display(),
        official=outlet.official,
        published=document.published,
        title=document.title,
        side=outlet.side.code if outlet.side else "",
        sentences=sentences,
        language=document.language,
    )
