"""Everything known of one statement: every place of it in its context, what joins them, and how to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparator.models import Document, Link, Sentence, Statement
from comparator.selectors.calls import get_call
from comparator.selectors.kept import kept
from comparator.selectors.signals import SignalView, read_signals
from comparator.selectors.statements import StatementRow, Wording, statement_rows
from comparator.selectors.wording import compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.selectors.records import CallSummary, Occurrence, Piece, SideView

MAX_MERGES = 20
"""How many times in a row a statement may have been merged; a longer chain is a fault in the data."""
MOST_COMPARED = 12
"""Wordings of a version that are compared with its first one; a reader follows fewer, and each costs a comparison."""
MOST_LINKS = 12
"""Links that are listed, those across sides first and the strongest of them first."""

_QUOTES = '“”" '


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence that carries the statement, with its neighbours in the document."""

    occurrence: Occurrence
    text: str
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    """Its words, those marked that the first wording of the version lacks; empty where it is that wording."""
    same: bool = False
    """Whether an earlier place has the very same wording."""


@dataclass(frozen=True, slots=True)
class Account:
    """The places that carry one side's version; without a side, those that carry none."""

    side: SideView | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class LinkView:
    """Why two sentences were taken for the same, in part the same, or on the same subject."""

    a: Occurrence
    b: Occurrence
    relation: str
    score: int
    """Per cent."""
    across: bool
    """Whether it joins two sides."""
    signals: tuple[SignalView, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement, or the one that it was merged into."""

    public_id: str
    survivor: str = ""
    retired: bool = False
    call: CallSummary | None = None
    row: StatementRow | None = None
    accounts: tuple[Account, ...] = ()
    links: tuple[LinkView, ...] = ()
    more_links: int = 0


@kept(64, lambda public_id: public_id)
def get_statement(public_id: str) -> Evidence:
    """Return a statement with its call and evidence, or raise Http404."""
    statement = _find(public_id)
    survivor = statement
    for _step in range(MAX_MERGES):
        if survivor.merged_into is None:
            break
        survivor = survivor.merged_into
    if survivor.pk != statement.pk:
        return Evidence(public_id, survivor=survivor.public_id)
    call = get_call(statement.call.slug)
    row = statement_rows([call], [statement])[0]
    links = _links(row)
    return Evidence(
        public_id,
        retired=statement.retired,
        call=call,
        row=row,
        accounts=_accounts(row),
        links=tuple(links[:MOST_LINKS]),
        more_links=max(len(links) - MOST_LINKS, 0),
    )


def _find(public_id: str) -> Statement:
    statement = Statement.objects.select_related("call", "merged_into").filter(public_id=public_id).first()
    if statement is None:
        raise Http404(_("No statement has this address."))
    return statement


def _accounts(row: StatementRow) -> tuple[Account, ...]:
    beside = _neighbours(o for wording in row.all_wordings for o in wording.occurrences)
    told = [(cell.side, cell.wordings) for cell in row.cells if cell.lead]
    accounts = [Account(side, _places(wordings, beside, compared=True)) for side, wordings in told]
    if row.unplaced:
        accounts.append(Account(None, _places(row.unplaced, beside, compared=False)))
    return tuple(accounts)


def _places(wordings: Sequence[Wording], beside: Mapping[tuple[str, int], str], *, compared: bool) -> tuple[Place, ...]:
    places = []
    for number, wording in enumerate(wordings):
        pieces = compare(wordings[0].text, wording.text).b if compared and 0 < number <= MOST_COMPARED else ()
        for index, o in enumerate(wording.occurrences):
            before, after = (beside.get((o.document, o.number + step), "") for step in (-1, 1))
            places.append(Place(o, wording.text, before, after, pieces, same=index > 0))
    return tuple(places)


def _neighbours(occurrences: Iterable[Occurrence]) -> dict[tuple[str, int], str]:
    """Return the sentences before and after those places; one query."""
    wanted = Q(pk__in=[])
    for document, number in {(o.document, o.number) for o in occurrences}:
        wanted |= Q(document__public_id=document, index__in=(number - 1, number + 1))
    rows = Sentence.objects.filter(wanted).exclude(role=Sentence.RoleChoice.FURNITURE)
    return {
        (document, index): text for document, index, text in rows.values_list("document__public_id", "index", "text")
    }


def _links(row: StatementRow) -> list[LinkView]:
    """Return what joins the places; one query."""
    places = {o.sentence: o for wording in row.all_wordings for o in wording.occurrences}
    versions = {
        o.sentence: cell.side.code for cell in row.cells for wording in cell.wordings for o in wording.occurrences
    }
    found = [
        LinkView(
            a=places[link.a_id],
            b=places[link.b_id],
            relation=link.relation,
            score=round(100 * link.score),
            across=len({versions.get(link.a_id), versions.get(link.b_id)} - {None}) == 2,
            signals=read_signals(link.why),
        )
        for link in Link.objects.filter(
            a__in=places, b__in=places, collation__current=True, a__document__status=Document.Status.PUBLISHED
        )
    ]
    return sorted(found, key=lambda link: (not link.across, -link.score, link.a.document, link.a.number, link.b.number))


def citation(evidence: Evidence, permalink: str) -> str:
    """Return how to cite a statement, as plain text: what it is, the words of each side with their source, and who decided."""
    call, row = evidence.call, evidence.row
    if call is None or row is None:
        return ""
    verdict = _("only %(side)s") % {"side": row.only.name} if row.only else row.verdict_label.lower()
    lines = [f"{row.label} ({verdict}). {call.title}, {date_format(call.date, 'DATE_FORMAT')}."]
    for cell in row.cells:
        if cell.lead:
            lines.append(f"{cell.side.name}: “{cell.lead.text.strip(_QUOTES)}” {_source(cell.lead.first)}")
        else:
            lines.append(
                ngettext(
                    "%(side)s: not in its version; %(n)d source searched.",
                    "%(side)s: not in its version; %(n)d sources searched.",
                    len(call.sources),
                )
                % {"side": cell.side.name, "n": len(call.sources)}
            )
    made = _("Verdict of a person") if row.decided else _("Machine verdict, not reviewed")
    if call.collation:
        engine = _("engine %(version)s") % {"version": call.collation.engine_version}
        made = f"{made}, {engine}, {date_format(call.collation.made_at, 'DATE_FORMAT')}"
    return "\n".join([*lines, f"{made}. {permalink}"])


def _source(place: Occurrence) -> str:
    day = f", {date_format(place.published, 'DATE_FORMAT')}" if place.published else ""
    where = _("characters %(start)d–%(end)d") % {"start": place.start, "end": place.end}
    url = f", {place.url}" if place.url else ""
    return f"({place.outlet}{day}, {where}{url})."
