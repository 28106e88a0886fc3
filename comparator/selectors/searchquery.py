"""What is searched, as the address says it, and what it can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from comparator.engine.records import OUTLET_VOICE
from comparator.models import Call, CallParty, Document, Outlet
from comparator.selectors.filters import clean_query
from comparator.selectors.kept import kept
from comparator.selectors.querytext import MAX_TERMS, NOTHING, Note, Wanted, read_query
from comparator.selectors.sides import side_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MOST_CHOICES = 150
"""Calls and outlets that the form offers: the latest calls, the outlets with most documents. The dates reach every call."""
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The text as typed and read, and the filters; empty means no such filter."""

    q: str = ""
    wanted: Wanted = NOTHING
    voice: str = ""
    side: str = ""
    kind: str = ""
    call: str = ""
    outlet: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = ""
    bad_dates: tuple[str, ...] = ()

    @classmethod
    def parse(cls, parameters: Mapping[str, str], known: Choices) -> SearchQuery:
        """Read the parameters of an address; what is no choice is no filter, and the later of two dates is the last day."""
        typed = parameters.get("q", "")
        days = {name: clean_query(parameters.get(name, "")) for name in ("from", "to")}
        read = {name: _day(text) for name, text in days.items()}
        since, until = read["from"], read["to"]
        if since and until and since > until:
            since, until = until, since
        return cls(
            q=clean_query(typed),
            wanted=read_query(typed),
            voice=_choice(parameters, "voice", known.voices),
            side=_choice(parameters, "side", known.sides),
            kind=_choice(parameters, "kind", known.kinds),
            call=_choice(parameters, "call", known.calls),
            outlet=_choice(parameters, "outlet", known.outlets),
            since=since,
            until=until,
            sort=LATEST if parameters.get("sort") == LATEST else "",
            bad_dates=tuple(text for name, text in days.items() if text and not read[name]),
        )

    @property
    def parameters(self) -> dict[str, str]:
        """What an address needs for the same search, without the page."""
        days = {"from": self.since, "to": self.until}
        values = {name: getattr(self, name) for name in ("q", "voice", "side", "kind", "call", "outlet", "sort")}
        values |= {name: day.isoformat() for name, day in days.items() if day}
        return {name: value for name, value in values.items() if value}

    @property
    def notes(self) -> tuple[str, ...]:
        """What was odd about the query, in words."""
        days = [
            _("“%(text)s” is not a date. Write the year, the month and the day: 2022-02-24.") % {"text": t}
            for t in self.bad_dates
        ]
        return (*(_note(note) for note in self.wanted.notes), *days)


@dataclass(frozen=True, slots=True)
class Choices:
    """Value → name, of everything that a search can be narrowed to."""

    voices: Mapping[str, str]
    sides: Mapping[str, str]
    kinds: Mapping[str, str]
    calls: Mapping[str, str]
    outlets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SearchChip:
    """An active filter in words, and the query of the address without it."""

    label: str
    without: str


@kept(16, lambda parameters: (parameters.get("call", ""), parameters.get("outlet", "")))
def list_choices(parameters: Mapping[str, str]) -> Choices:
    """Return what the form offers, with the call and the outlet that the address names; four queries."""
    sides = side_names()
    return Choices(
        voices={**sides, OUTLET_VOICE: _("The outlet itself")},
        sides=sides,
        kinds={value: str(label) for value, label in Document.KindChoice.choices},
        calls=_calls(clean_query(parameters.get("call", ""))),
        outlets=_outlets(clean_query(parameters.get("outlet", ""))),
    )


def search_chips(query: SearchQuery, known: Choices) -> tuple[SearchChip, ...]:
    """Return the active filters in words."""
    labels = {
        "voice": query.voice and _("Said by: %(name)s") % {"name": known.voices[query.voice]},
        "side": query.side and _("Outlets of: %(name)s") % {"name": known.sides[query.side]},
        "kind": query.kind and known.kinds[query.kind],
        "call": query.call and known.calls[query.call],
        "outlet": query.outlet,
        "from": query.since and _("From %(date)s") % {"date": date_format(query.since, "DATE_FORMAT")},
        "to": query.until and _("Until %(date)s") % {"date": date_format(query.until, "DATE_FORMAT")},
    }
    parameters = query.parameters
    return tuple(
        SearchChip(label, urlencode({key: value for key, value in parameters.items() if key != name}))
        for name, label in labels.items()
        if label
    )


def _calls(asked: str) -> dict[str, str]:
    latest = Call.objects.order_by("-date", "slug").values("pk")[:MOST_CHOICES]
    calls = (
        Call.objects.filter(Q(pk__in=latest) | Q(slug=asked))
        .order_by("-date", "slug")
        .prefetch_related(Prefetch("parties", CallParty.objects.select_related("side")))
    )
    return {call.slug: _call_name(call) for call in calls}


def _call_name(call: Call) -> str:
    parties = ", ".join(party.leader or party.side.name for party in call.parties.all())
    return f"{date_format(call.date, 'DATE_FORMAT')}: {parties}" if parties else date_format(call.date, "DATE_FORMAT")


def _outlets(asked: str) -> dict[str, str]:
    stored = Count("documents", filter=Q(documents__status=Document.Status.PUBLISHED))
    ranked = Outlet.objects.annotate(stored=stored).order_by("-stored", "name").values_list("name", "stored")
    names = [name for name, count in ranked[:MOST_CHOICES] if count]
    if asked and asked not in names and Outlet.objects.filter(name=asked).exists():
        names.append(asked)
    return {name: name for name in sorted(names)}


def _choice(parameters: Mapping[str, str], name: str, known: Mapping[str, str]) -> str:
    value = clean_query(parameters.get(name, ""))
    return value if value in known else ""


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # 2022-02-31
        return None


def _note(note: Note) -> str:
    return {
        Note.UNCLOSED: _("A quotation mark is not closed; the words after it were searched one by one."),
        Note.ALTERNATIVE: _("OR has no meaning here: every word must occur. Search for each alternative by itself."),
        Note.TOO_MANY: _("Only the first %(count)s words and phrases were searched.") % {"count": MAX_TERMS},
        Note.TOO_LONG: _("The text was too long; its end was left out."),
        Note.NO_WORD: _("There is no letter or digit to search for."),
        Note.ONLY_EXCLUDED: _("Every word has a minus before it. Add a word that must occur."),
    }[note]
