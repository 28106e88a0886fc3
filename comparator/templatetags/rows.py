"""Tags that draw what a page has hundreds of: rows of statements, their versions, notes and ticks.

They are Python and not templates for the sake of speed: as templates the rows of a call took two thirds of the time of its page. The
components of the same names in ``templates/components/`` each call one of them. Texts of documents, names and addresses are escaped where
they are put in; translated texts are the project's own, as they are in templates.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparator.selectors.words import per_language
from comparator.templatetags.addresses import address, long_date
from comparator.templatetags.comparison import ground, marks, merged_marks, places, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comparator.charts.ribbon import Ribbon
    from comparator.charts.ticks import Ticks
    from comparator.selectors.records import CallSummary, SourceView
    from comparator.selectors.statements import Cell, StatementRow, Wording

register = template.Library()

MOST_OUTLETS = 4
"""Outlets that the head of a row names."""
MOST_ECHOES = 3
"""Echoes that a row tells of; the page of the statement tells of all."""


class _Words(NamedTuple):
    """Texts without a number or a name in them."""

    cite: str
    retold: str
    quoted: str
    reported: str
    reasons: str
    another_call: str
    stock_phrase: str
    elsewhere: str
    nearly: str
    same: str
    of_the_call: str
    over_time: str
    official: str


@per_language
def _words() -> _Words:
    return _Words(
        cite=_("Cite"),
        retold=_("retold by the outlet"),
        quoted=_("quoted"),
        reported=_("reported"),
        reasons=_("Reasons of the verdict"),
        another_call=_("Another call?"),
        stock_phrase=_("Stock phrase"),
        elsewhere=_("Also elsewhere"),
        nearly=_("Nearly the same words stand in"),
        same=_("This sentence also appears in"),
        of_the_call=_("of the call of"),
        over_time=_("The phrase over time"),
        official=_("official"),
    )


@register.simple_tag
def statement_row(row: StatementRow, call: CallSummary, diff: str) -> SafeString:
    """Return a statement: its head, each side's version (or both merged into one), the reasons of the verdict and notes."""
    words = _words()
    wordings = row.all_wordings
    outlets = tuple(dict.fromkeys(o.outlet for wording in wordings for o in wording.occurrences))
    sources = len({o.document for wording in wordings for o in wording.occurrences})
    page = address("statement", row.public_id)
    number = _("Statement %(number)s") % {"number": row.number}
    carriers = ngettext("%(n)s source", "%(n)s sources", sources) % {"n": sources}
    named = ", ".join(map(escape, outlets[:MOST_OUTLETS])) + (" …" if len(outlets) > MOST_OUTLETS else "")
    return mark_safe(
        f'<li id="st-{row.public_id}" class="row v-{row.key}{" few" if row.few_shared else ""}">\n'
        f'<div class="row-head"><p class="verdict"><i class="key" aria-hidden="true"></i>{_verdict(row)}</p>\n'
        f'<h3><a href="{page}">{escape(row.label)}</a></h3>\n'
        f'<p class="num">{number} · <span>{carriers}</span> <span class="carried">{named}</span>'
        f' · <a href="{page}#h-cite">{words.cite}</a></p></div>\n'
        f"{_versions(row, call, diff)}\n{_reasons(row)}{_unplaced(row)}{statement_notes(row)}</li>\n"
    )


def _verdict(row: StatementRow) -> str:
    return _("Only %(side)s") % {"side": escape(row.only.name)} if row.only else row.verdict_label


def _versions(row: StatementRow, call: CallSummary, diff: str) -> str:
    if diff == "inline" and row.merged and not row.few_shared:
        told_by = "".join(
            f'<div class="from"><b>{escape(cell.side.name)}</b> {places(cell.lead.occurrences)}</div>'
            for cell in row.cells
            if cell.lead
        )
        text = f'<blockquote dir="auto"><p>{merged_marks(row.merged)}</p></blockquote>'
        return f'<div class="versions n1"><div class="version">{text}{told_by}</div></div>'
    cells = "".join(statement_cell(cell, call, diff) for cell in row.cells)
    return f'<div class="versions n{len(row.cells)}">{cells}</div>'


def _reasons(row: StatementRow) -> str:
    shown = "".join(f"<li><b>{escape(reason.label)}</b> {told(reason)}</li>" for reason in row.telling_reasons)
    return f'<ul class="reasons" aria-label="{_words().reasons}">{shown}</ul>\n' if shown else ""


def _unplaced(row: StatementRow) -> str:
    if not row.unplaced:
        return ""
    n = len(row.unplaced)
    heading = ngettext("%(n)s wording with no side given", "%(n)s wordings with no side given", n) % {"n": n}
    return f'<details class="more"><summary>{heading}</summary>{wordings(row.unplaced)}</details>\n'


@register.simple_tag
def wordings(found: Iterable[Wording]) -> SafeString:
    """Return some wordings of a statement, each with its places."""
    return mark_safe("".join(f"{_quotation(w, escape(w.text))}{places(w.occurrences)}" for w in found))


def _quotation(wording: Wording, markup: str) -> str:
    return f'<blockquote lang="{escape(wording.first.language)}" dir="auto"><p>{markup}</p></blockquote>'


@register.simple_tag
def statement_cell(cell: Cell, call: CallSummary, diff: str = "", *, plain: bool = False) -> SafeString:
    """Return one side's version of a statement, or in words that it has none; ``plain`` leaves its other wordings out."""
    name, lead = escape(cell.side.name), cell.lead
    if lead is None:
        return mark_safe(
            f'<div class="version absent"><p class="who"><b>{name}</b></p>{statement_absent(cell, call)}</div>'
        )
    words, first = _words(), lead.first
    how = words.retold if not first.own_voice else words.quoted if first.quoted else words.reported
    source = f" · {escape(first.source)}" if first.source else ""
    text = marks(lead.pieces) if lead.pieces and diff != "off" else escape(lead.text)
    more = ""
    if cell.others and not plain:
        n = len(cell.others)
        heading = ngettext("%(n)s other wording", "%(n)s other wordings", n) % {"n": n}
        more = f'<details class="more"><summary>{heading}</summary>{wordings(cell.others)}</details>'
    return mark_safe(
        f'<div class="version"><p class="who"><b>{name}</b> {how}{source}</p>'
        f"{_quotation(lead, text)}{places(lead.occurrences)}{more}</div>"
    )


@register.simple_tag
def statement_absent(cell: Cell, call: CallSummary) -> SafeString:
    """Say that a side's version does not have a statement, and how many sources were searched for it."""
    given, searched = {"adjective": escape(cell.side.adjective)}, len(call.sources)
    if not cell.side.sources:
        return mark_safe(f"<p>{_('No source gives a %(adjective)s version of this call.') % given}</p>")
    n = cell.side.sources
    if n == searched:
        elsewhere = ngettext(
            "it gives the %(adjective)s version elsewhere.",
            "all of them give the %(adjective)s version elsewhere.",
            n,
        )
    else:
        elsewhere = ngettext(
            "%(n)s of them gives the %(adjective)s version elsewhere.",
            "%(n)s of them give the %(adjective)s version elsewhere.",
            n,
        )
    looked = ngettext("%(n)s source searched", "%(n)s sources searched", searched) % {"n": searched}
    absent = _("Not in the %(adjective)s version.") % given
    return mark_safe(f"<p><b>{absent}</b> {looked}; {elsewhere % {**given, 'n': n}}</p>")


@register.simple_tag
def statement_notes(row: StatementRow, *, quoted: bool = False) -> SafeString:
    """Return what else is to be known of a statement: places that may belong to another call, and echoes, ``quoted`` or not."""
    words = _words()
    notes = []
    for o in row.misdated:
        where = _("%(outlet)s puts this in the call of this page; the text points to the call of")
        why = f" {ground(o.misdated_why)}" if o.misdated_why else ""
        call = f'<a href="{address("call", o.misdated_slug)}">{long_date(o.misdated_date)}</a>'
        notes.append(
            f'<p class="query"><b>{words.another_call}</b> {where % {"outlet": escape(o.outlet)}} {call}.{why}</p>'
        )
    for echo in row.echoes[:MOST_ECHOES]:
        kind, lead = (words.stock_phrase, words.nearly) if echo.kind == "formula" else (words.elsewhere, words.same)
        link = f'<a href="{address("document", echo.document)}#s{echo.number}">{escape(echo.outlet)}</a>'
        call = ""
        if echo.call_date:
            day = f'<a href="{address("call", echo.call_slug)}">{long_date(echo.call_date)}</a>'
            call = f", {words.of_the_call} {day}"
        text = f" <q>{escape(echo.text)}</q>" if quoted else ""
        over = f' <a href="{address("formula", echo.formula)}">{words.over_time}</a>' if echo.formula else ""
        notes.append(f'<p class="query"><b>{kind}</b> {lead} {link}{call}.{text}{over}</p>')
    return mark_safe("\n".join(notes))


@register.simple_tag
def statement_ticks(ticks: Ticks) -> SafeString:
    """Return the ticks of the overview beside a list, each a link to its statement."""
    return mark_safe(
        "".join(
            f'<a href="#st-{tick.row.public_id}" tabindex="-1"><title>{tick.row.number}. {escape(tick.row.label)}</title>'
            f'<rect class="hit" width="100%" y="{tick.at}%" height="{tick.place}%"/>'
            f'<rect class="seg s-{tick.row.key}" x="15%" width="70%" y="{tick.at}%" height="{tick.size}%"/></a>'
            for tick in ticks.ticks
        )
    )


@register.simple_tag
def ribbon_marks(ribbon: Ribbon, page: str = "") -> SafeString:
    """Return the bands and the bars of a ribbon; the bars lead to their statements on ``page``, or on this one."""
    drawn = [f'<path class="band b-{band.row.verdict}" d="{band.path}"/>\n' for band in ribbon.bands]
    for blocks, side in ((ribbon.left, _LEFT), (ribbon.right, _RIGHT)):
        for block in blocks:
            row, at = block.place.row, f'y="{block.y}" height="{block.height}"'
            drawn.append(
                f'<a href="{escape(page)}#st-{row.public_id}"><title>{escape(row.label)}: {row.verdict_label}</title>'
                f'<rect class="hit" x="{side.hit}" width="306" {at}/>'
                f'<rect class="seg s-{row.key}" x="{side.bar}" width="14" {at}/>'
                f'<text x="{side.text}" y="{block.middle}" dy=".35em"{side.anchor}>{escape(block.label)}</text></a>\n'
            )
    return mark_safe("".join(drawn))


class _Column(NamedTuple):
    """Where the parts of a bar stand in the drawing, and its label beside it."""

    hit: int
    bar: int
    text: int
    anchor: str = ""


_LEFT, _RIGHT = _Column(0, 306, 298, ' text-anchor="end"'), _Column(594, 580, 602)


@register.simple_tag
def ribbon_lines(ribbon: Ribbon) -> SafeString:
    """Return the rows of the table of a ribbon's data: each statement, its verdict, its place in each account and its words there."""
    return mark_safe(
        "".join(
            f'<tr><th scope="row">{line.row.number}. {escape(line.row.label)}</th><td>{_verdict(line.row)}</td>'
            + "".join(
                f"<td>{block.place.number}, {block.words}</td>" if block else "<td>–</td>"
                for block in (line.left, line.right)
            )
            + "</tr>"
            for line in ribbon.lines
        )
    )


@register.simple_tag
def source_links(sources: Iterable[SourceView]) -> SafeString:
    """Return links to the sources of a call, each with a word where it is official."""
    official = f' <span class="muted">({_words().official})</span>'
    return mark_safe(
        ", ".join(
            f'<a href="{address("document", source.public_id)}">{escape(source.outlet)}</a>{official if source.official else ""}'
            for source in sources
        )
    )
