"""Calls over the years: how much the two accounts share, and what is in one of them only.

Two accounts are those of the pair that the address names, else those of the first two sides of each call. In a call of more sides a
statement that several of them tell counts as shared.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Min, Prefetch

from comparator.engine.records import Verdict
from comparator.models import Call, CallParty, Document, Side, Statement, StatementMember
from comparator.selectors.calls import party_sides, verdict_counts
from comparator.selectors.kept import kept
from comparator.selectors.records import call_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from comparator.selectors.records import SideView

CALLS_PER_PAGE = 80


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that held calls with each other."""

    left: Side
    right: Side
    calls: int

    @property
    def code(self) -> str:
        """As an address has it."""
        return f"{self.left.code}-{self.right.code}"


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What the timeline is narrowed to; None and False mean no such filter."""

    pair: Pair | None = None
    first: int | None = None
    """Year."""
    last: int | None = None
    """Year."""
    diverging: bool = False

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return self.pair is not None or self.first is not None or self.last is not None or self.diverging


@dataclass(frozen=True, slots=True)
class Balance:
    """How many statements two accounts share, and how many stand in one of them only."""

    agree: int = 0
    diverge: int = 0
    only_left: int = 0
    only_right: int = 0

    @property
    def shared(self) -> int:
        """Told by both."""
        return self.agree + self.diverge

    @property
    def told(self) -> int:
        """Told by either."""
        return self.shared + self.only_left + self.only_right

    @property
    def percent(self) -> int | None:
        """How much of what either tells both tell, or None where neither tells anything."""
        return round(100 * self.shared / self.told) if self.told else None


@dataclass(frozen=True, slots=True)
class TimelineCall:
    """A call on the timeline."""

    slug: str
    date: date
    title: str
    sides: tuple[SideView, ...]
    """The left and the right of the two accounts, as far as there are any, each with the number of its sources."""
    balance: Balance

    @property
    def missing(self) -> tuple[SideView, ...]:
        """The sides whose version no source gives: nothing can be said of what it lacks."""
        return tuple(side for side in self.sides if not side.sources)


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """All calls of a year that the filter leaves."""

    year: int
    calls: int
    compared: int
    """Calls of which sources give both versions."""
    balance: Balance
    """Of those alone. Where no pair is chosen, what any one side tells alone counts as left."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A page of the timeline."""

    pairs: tuple[Pair, ...]
    span: tuple[int, int] | None
    """First and last year of all calls stored."""
    years: tuple[TimelineYear, ...]
    """Of all that the filter leaves, the earliest first."""
    page: Page[Any]
    calls: tuple[TimelineCall, ...]
    """The latest first."""


@kept(4, lambda: ())
def list_pairs() -> tuple[Pair, ...]:
    """Return the pairs of sides with common calls, those with most first; two queries."""
    sides = {side.code: (place, side) for place, side in enumerate(Side.objects.all())}
    rows = (
        CallParty.objects.filter(call__parties__side__code__gt=F("side__code"))
        .order_by()
        .values_list("side__code", "call__parties__side__code")
        .annotate(n=Count("call", distinct=True))
    )
    pairs = []
    for one, other, count in rows:
        (_, left), (_, right) = sorted((sides[one], sides[other]), key=lambda item: item[0])
        pairs.append(Pair(left, right, count))
    return tuple(sorted(pairs, key=lambda pair: (-pair.calls, pair.code)))


@kept(16, lambda narrowed, pairs, number=1: (narrowed, pairs, str(number)))
def timeline_page(narrowed: TimelineFilter, pairs: Sequence[Pair], number: str | int = 1) -> TimelinePage:
    """Return a page of the timeline; eight queries."""
    span = Call.objects.aggregate(first=Min("date__year"), last=Max("date__year"))
    calls = _filtered(narrowed)
    parties = Prefetch("parties", CallParty.objects.select_related("side"), to_attr="loaded_parties")
    page = Paginator(calls.prefetch_related(parties).order_by("-date", "slug"), CALLS_PER_PAGE).get_page(number)
    counts = verdict_counts([call.pk for call in page])
    sources = _sources([call.pk for call in page])
    return TimelinePage(
        pairs=tuple(pairs),
        span=None if span["first"] is None else (span["first"], span["last"]),
        years=_years(calls, narrowed.pair),
        page=page,
        calls=tuple(_call(call, counts[call.pk], sources[call.pk], narrowed.pair) for call in page),
    )


def _filtered(narrowed: TimelineFilter) -> QuerySet[Call]:
    calls = Call.objects.all()
    if narrowed.pair:
        for side in (narrowed.pair.left, narrowed.pair.right):
            calls = calls.filter(parties__side=side)
    if narrowed.first is not None:
        calls = calls.filter(date__year__gte=narrowed.first)
    if narrowed.last is not None:
        calls = calls.filter(date__year__lte=narrowed.last)
    if narrowed.diverging:
        diverging = Statement.objects.filter(retired=False, verdict=Verdict.DIVERGE.value)
        calls = calls.filter(pk__in=diverging.values("call"))
    return calls


def _years(calls: QuerySet[Call], pair: Pair | None) -> tuple[TimelineYear, ...]:
    compared = _with_both(calls, pair)
    held = dict(calls.order_by().values_list("date__year").annotate(n=Count("pk")))
    compared_in = dict(compared.order_by().values_list("date__year").annotate(n=Count("pk")))
    counts: defaultdict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    rows = (
        Statement.objects.filter(retired=False, call__in=compared)
        .order_by()
        .values_list("call__date__year", "verdict", "only_side")
        .annotate(n=Count("pk"))
    )
    for year, verdict, side, count in rows:
        counts[year][verdict, side] = count
    return tuple(
        TimelineYear(
            year=year,
            calls=held[year],
            compared=compared_in.get(year, 0),
            balance=_balance(counts[year], pair.left.code, pair.right.code) if pair else _undirected(counts[year]),
        )
        for year in sorted(held)
    )


def _versions() -> QuerySet[StatementMember]:
    """Return what carries a side's version of a call, in documents that the public sees."""
    return (
        StatementMember.objects.filter(statement__retired=False, sentence__document__status=Document.Status.PUBLISHED)
        .exclude(version="")
        .order_by()
    )


def _with_both(calls: QuerySet[Call], pair: Pair | None) -> QuerySet[Call]:
    """Return the calls of which sources give the versions of both sides, or of any two where no pair is chosen."""
    if pair:
        for side in (pair.left, pair.right):
            calls = calls.filter(pk__in=_versions().filter(version=side.code).values("statement__call"))
        return calls
    told = _versions().values("statement__call").annotate(n=Count("version", distinct=True)).filter(n__gte=2)
    return calls.filter(pk__in=told.values("statement__call"))


def _sources(calls: Sequence[int]) -> defaultdict[int, dict[str, int]]:
    """Return for each call how many documents give the version of each side; one query."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = _versions().filter(statement__call__in=calls).values_list("statement__call", "version")
    for call, version, count in rows.annotate(n=Count("sentence__document", distinct=True)):
        found[call][version] = count
    return found


def _call(
    call: Call, counts: Mapping[tuple[str, str], int], sources: Mapping[str, int], pair: Pair | None
) -> TimelineCall:
    parties: Sequence[CallParty] = getattr(call, "loaded_parties")  # noqa: B009 (set by the prefetch)
    every = party_sides(parties)
    codes = (pair.left.code, pair.right.code) if pair else tuple(side.code for side in every[:2])
    sides = tuple(replace(side, sources=sources.get(side.code, 0)) for side in every if side.code in codes)
    left, right = (*codes, "", "")[:2]
    return TimelineCall(call.slug, call.date, call_title(every) or call.slug, sides, _balance(counts, left, right))


def _balance(counts: Mapping[tuple[str, str], int], left: str, right: str) -> Balance:
    return Balance(
        agree=_told(counts, Verdict.AGREE),
        diverge=_told(counts, Verdict.DIVERGE),
        only_left=counts.get((Verdict.ONE_SIDED.value, left), 0) if left else 0,
        only_right=counts.get((Verdict.ONE_SIDED.value, right), 0) if right else 0,
    )


def _undirected(counts: Mapping[tuple[str, str], int]) -> Balance:
    return Balance(_told(counts, Verdict.AGREE), _told(counts, Verdict.DIVERGE), _told(counts, Verdict.ONE_SIDED))


def _told(counts: Mapping[tuple[str, str], int], verdict: Verdict) -> int:
    return sum(count for (found, _side), count in counts.items() if found == verdict.value)
