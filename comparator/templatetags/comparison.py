"""Tags of the pages: the reader's theme, marked words, and the places of a wording.

Most are Python and not templates because a comparison has hundreds of them: as included templates they took half of the time
of a page of 100 statements. For the same reason they escape texts with Python's own function and no wrapper of it.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from django import template
from django.template.defaulttags import querystring
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparator.selectors.grounds import ground as told_anew
from comparator.selectors.words import per_language
from comparator.templatetags.addresses import address, short_date
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
    return _swapping(_address(context, **changes), "results", "outerHTML")


@register.simple_tag(takes_context=True)
def paged(context: Context, name: str, number: int, target: str = "") -> SafeString:
    """Return the address of another page of a list, and what has htmx swap the element ``target`` alone where one is named.

    Args:
        context: of the template.
        name: parameter that holds the number of the page.
        number: of the page.
        target: id of the element that holds the list.
    """
    wanted = {name: str(number)}
    if target:
        return _swapping(_address(context, **wanted), target, "outerHTML show:top")
    return format_html('href="{}"', querystring(context, context["request"].GET, **wanted))


def _address(context: Context, **changes: str | None) -> str:
    request: Any = context["request"]
    return f"{request.path}{querystring(context, request.GET, **changes)}"


def _swapping(address: str, target: str, how: str) -> SafeString:
    return format_html(
        'href="{0}" hx-get="{0}" hx-target="#{1}" hx-swap="{2}" hx-push-url="true"', address, target, how
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


@per_language
def _words() -> dict[str, str]:
    """Return texts that stand beside hundreds of words, or in hundreds of cells; they are the project's own and need no escape."""
    return {
        "only": _("only here:"),
        "otherwise": _("written otherwise:"),
        "silent": _("not in this source"),
        "quoted": _("quoted"),
        "reported": _("reported"),
        "own": _("own words"),
    }


@register.simple_tag
def marks(pieces: Iterable[Piece]) -> SafeString:
    """Return a wording with its own words marked and what is only written otherwise underlined; both are told in words too."""
    words = _words()
    only, otherwise = f"<mark><i>{words['only']} </i>", f"<u><i>{words['otherwise']} </i>"
    return mark_safe(
        "".join(
            f"{only}{_parts(piece)}</mark>"
            if piece.kind in ("plain", "meaning")
            else f"{otherwise}{escape(piece.text)}</u>"
            if piece.kind == "style"
            else escape(piece.text)
            for piece in pieces
        )
    )


@register.simple_tag
def merged_marks(pieces: Iterable[Piece]) -> SafeString:
    """Return two wordings in one, each side's own words marked with its code."""
    return mark_safe(
        "".join(
            f'<mark class="in-{piece.letter}"><i>{escape(piece.side)}: </i>'
            f'<span class="co" aria-hidden="true">{escape(piece.code)}</span> {_parts(piece)}</mark> '
            if piece.letter
            else escape(piece.text)
            for piece in pieces
        )
    )


@register.simple_tag
def revision(pieces: Iterable[Piece]) -> SafeString:
    """Return a wording with what changed from an earlier one, as deletions and insertions; only for true versions of one text."""
    names = {"a": "del", "b": "ins"}
    return mark_safe(
        "".join(
            f"<{names[piece.letter]}>{escape(piece.text)}</{names[piece.letter]}>"
            if piece.letter
            else escape(piece.text)
            for piece in pieces
        )
    )


@register.simple_tag
def places(occurrences: Iterable[Occurrence]) -> SafeString:
    """Return links to every place that has a wording, counted where several outlets have the very same."""
    occurrences = tuple(occurrences)
    outlets = len({place.outlet for place in occurrences})
    same = ""
    if outlets > 1:
        same = (
            ngettext("Same wording in %(n)d outlet:", "Same wording in %(n)d outlets:", outlets) % {"n": outlets} + " "
        )
    links = ", ".join(
        f'<a href="{address("document", place.document)}#s{place.number}">{escape(place.outlet)}</a>'
        + (f" {short_date(place.published)}" if place.published else "")
        for place in occurrences
    )
    return mark_safe(f'<p class="places">{same}{links}</p>')


_GLYPHS = {"quoted": "●", "reported": "◐", "own": "○"}


@register.simple_tag
def matrix_cell(cell: MatrixCell) -> SafeString:
    """Return the table cell of a source: whose account it has of the statement, how directly, each a link to its characters."""
    words = _words()
    name = f'<span class="src">{escape(cell.source.outlet)} </span>'
    if not cell.entries:
        return mark_safe(f'<td class="silent">–<span class="vh"> {words["silent"]}</span></td>')
    links = " ".join(
        f'<a href="{address("document", entry.place.document)}?span={entry.place.start}-{entry.place.end}#span">'
        f'<span aria-hidden="true">{_GLYPHS[entry.how]}</span> <b>{escape(entry.side.code) if entry.side else ""}</b>'
        f" {words[entry.how]}</a>"
        for entry in cell.entries
    )
    return mark_safe(f"<td>{name}{links}</td>")


@register.simple_tag
def ground(text: str) -> SafeString:
    """Return what the engine says, anew in the language of the reader, or marked as English where that can't be done."""
    words = told_anew(text)
    return mark_safe(f'<span lang="en">{escape(text)}</span>' if words is None else escape(words))


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
        return mark_safe(f"{escape(reason.lead)} {_quoted(reason.told[0].phrases)}")
    parts = " ".join(
        f"<span>{escape(telling.side.adjective)}: {_quoted(telling.phrases)}</span>" for telling in reason.told
    )
    return mark_safe(f'{escape(reason.lead)} <span class="told">{parts}</span>')


def _quoted(phrases: Iterable[str]) -> str:
    return ", ".join(f"<q>{escape(phrase)}</q>" for phrase in phrases)


def _parts(piece: Piece) -> str:
    if not piece.parts:
        return escape(piece.text)
    return "".join(f"<b>{escape(part.text)}</b>" if part.kind else escape(part.text) for part in piece.parts)
