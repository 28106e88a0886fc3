"""Tags of the pages: the reader's theme, marked words, and the places of a wording.

Most are Python and not templates because a comparison has hundreds of them: as included templates they took half of the time
of a page of 100 statements.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparator.selectors.grounds import ground as told_anew
from comparator.themes import theme_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.template import Context

    from comparator.selectors.matrix import MatrixCell
    from comparator.selectors.records import Occurrence, Piece, ReasonView

register = template.Library()

_NO_MARKUP = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Return the reader's theme; the error page of a broken server has no request and gets the browser's."""
    request: Any = context.get("request")
    return theme_of(request) if request else "auto"


@register.simple_tag(takes_context=True)
def turn(context: Context, **changes: str | None) -> SafeString:
    """Return the address of this page with other parameters (None drops one), and what has htmx swap the results alone."""
    request: Any = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    address = f"{request.path}?{query.urlencode()}" if query else request.path
    return format_html(
        'href="{}" hx-get="{}" hx-target="#results" hx-swap="outerHTML" hx-push-url="true"', address, address
    )


@register.simple_tag
def structured_data(record: Mapping[str, Any]) -> SafeString:
    """Return a record of schema.org for machines. It is data, which the security policy lets stand; nothing in it can end the element."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":")).translate(_NO_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.filter
def grouped(number: int) -> str:
    """Return a number with its thousands set apart, as the reader's language writes it."""
    return number_format(number, force_grouping=True)


@register.simple_tag
def marks(pieces: Iterable[Piece]) -> SafeString:
    """Return a wording with its own words marked and what is only written otherwise underlined; both are told in words too."""
    only, otherwise = conditional_escape(_("only here:")), conditional_escape(_("written otherwise:"))
    return _join(
        format_html("<mark><i>{} </i>{}</mark>", only, _parts(piece))
        if piece.kind in ("plain", "meaning")
        else format_html("<u><i>{} </i>{}</u>", otherwise, piece.text)
        if piece.kind == "style"
        else conditional_escape(piece.text)
        for piece in pieces
    )


@register.simple_tag
def merged_marks(pieces: Iterable[Piece]) -> SafeString:
    """Return two wordings in one, each side's own words marked with its code."""
    return _join(
        format_html(
            '<mark class="in-{}"><i>{}: </i><span class="co" aria-hidden="true">{}</span> {}</mark> ',
            piece.letter,
            piece.side,
            piece.code,
            _parts(piece),
        )
        if piece.letter
        else conditional_escape(piece.text)
        for piece in pieces
    )


@register.simple_tag
def revision(pieces: Iterable[Piece]) -> SafeString:
    """Return a wording with what changed from an earlier one, as deletions and insertions; only for true versions of one text."""
    return _join(
        format_html("<{0}>{1}</{0}>", "del" if piece.letter == "a" else "ins", piece.text)
        if piece.letter
        else conditional_escape(piece.text)
        for piece in pieces
    )


@register.simple_tag
def places(occurrences: Iterable[Occurrence]) -> SafeString:
    """Return links to every place that has a wording, counted where several outlets have the very same."""
    occurrences = tuple(occurrences)
    outlets = len({place.outlet for place in occurrences})
    same = (
        ngettext("Same wording in %(n)d outlet:", "Same wording in %(n)d outlets:", outlets) % {"n": outlets}
        if outlets > 1
        else ""
    )
    links = (
        (
            reverse("document", args=[place.document]),
            place.number,
            place.outlet,
            f" {date_format(place.published, 'SHORT_DATE_FORMAT')}" if place.published else "",
        )
        for place in occurrences
    )
    return format_html(
        '<p class="places">{}{}</p>',
        f"{same} " if same else "",
        format_html_join(", ", '<a href="{}#s{}">{}</a>{}', links),
    )


@register.simple_tag
def matrix_cell(cell: MatrixCell) -> SafeString:
    """Return the table cell of a source: whose account it has of the statement, how directly, each a link to its characters."""
    name = format_html('<span class="src">{} </span>', cell.source.outlet)
    if not cell.entries:
        return format_html('<td class="silent">–<span class="vh"> {}</span></td>', _("not in this source"))
    words = {"quoted": ("●", _("quoted")), "reported": ("◐", _("reported")), "own": ("○", _("own words"))}
    links = format_html_join(
        " ",
        '<a href="{}?span={}-{}#span"><span aria-hidden="true">{}</span> <b>{}</b> {}</a>',
        (
            (
                reverse("document", args=[entry.place.document]),
                entry.place.start,
                entry.place.end,
                words[entry.how][0],
                entry.side.code if entry.side else "",
                words[entry.how][1],
            )
            for entry in cell.entries
        ),
    )
    return format_html("<td>{}{}</td>", name, links)


@register.simple_tag
def ground(text: str) -> SafeString:
    """Return what the engine says, anew in the language of the reader, or marked as English where that can't be done."""
    words = told_anew(text)
    return format_html('<span lang="en">{}</span>', text) if words is None else conditional_escape(words)


@register.filter
def anew(text: str) -> str:
    """Return what the engine says for an attribute, which has no language of its own."""
    return told_anew(text) or text


@register.simple_tag
def told(reason: ReasonView) -> SafeString:
    """Return a reason as a person would say it: what differs, then each version's own phrases in quotation marks."""
    if not reason.told:
        return ground(reason.text)
    if reason.kind == "shared":
        return format_html("{} {}", reason.lead, _quoted(reason.told[0].phrases))
    parts = format_html_join(
        " ",
        "<span>{}: {}</span>",
        ((telling.side.adjective, _quoted(telling.phrases)) for telling in reason.told),
    )
    return format_html('{} <span class="told">{}</span>', reason.lead, parts)


def _quoted(phrases: Iterable[str]) -> SafeString:
    return format_html_join(", ", "<q>{}</q>", ((phrase,) for phrase in phrases))


def _parts(piece: Piece) -> SafeString:
    if not piece.parts:
        return conditional_escape(piece.text)
    return _join(
        format_html("<b>{}</b>", part.text) if part.kind else conditional_escape(part.text) for part in piece.parts
    )


def _join(escaped: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(escaped))
