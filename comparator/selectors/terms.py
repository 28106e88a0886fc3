"""Which words each side uses for the same thing: counts by voice and call, and the sentences behind each count.

Counted are different sentences: reprints of one sentence share a digest of its words and count once. The terms were found when the
documents were read, so nothing here searches a text.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max
from django.http import Http404
from django.utils.translation import gettext as _

from comparator.engine.records import OUTLET_VOICE
from comparator.engine.terms import TermGroup, find_terms, term_groups
from comparator.models import Call, Document, Sentence, TermUse
from comparator.selectors.calls import party_sides
from comparator.selectors.members import occurrence
from comparator.selectors.records import call_title, mark_hits
from comparator.selectors.sides import side_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from comparator.selectors.records import Occurrence, Piece

CALLS_PER_PAGE = 30
SENTENCES_PER_PAGE = 50
MOST_VOICES = 8
"""Columns of a table; a reader chooses another side from the list."""


@dataclass(frozen=True, slots=True)
class TermFilter:
    """What the sentences of a group are narrowed to; empty means no such filter."""

    term: str = ""
    voice: str = ""
    call: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.term or self.voice or self.call)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who asserts a sentence."""

    code: str
    """As an address has it: a side's code, ``outlet``, or ``none`` where no side is known."""
    name: str


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term and how many sentences of each voice have it, in the order of the table's voices."""

    slug: str
    name: str
    counts: tuple[tuple[Voice, int], ...]


@dataclass(frozen=True, slots=True)
class TermTable:
    """The terms for one thing by voice."""

    group: TermGroup
    voices: tuple[Voice, ...]
    lines: tuple[TermLine, ...]
    others: int
    """Voices that have a count and no column."""


@dataclass(frozen=True, slots=True)
class CallLine:
    """What one voice uses in the accounts of one call."""

    slug: str
    date: date
    title: str
    voice: Voice
    counts: tuple[tuple[str, str, int], ...]
    """Slug, name and number of sentences of each term, most first."""


@dataclass(frozen=True, slots=True)
class TermSentence:
    """A sentence with its terms marked, and every place that has it."""

    pieces: tuple[Piece, ...]
    voice: Voice
    call_slug: str
    call_date: date | None
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class TermPage:
    """Everything about the terms for one thing."""

    table: TermTable
    voices: tuple[Voice, ...]
    """All that have a count, for the list of a filter."""
    calls: Page[Call]
    call_lines: tuple[CallLine, ...]
    call_title: str
    """Of the call that the sentences are narrowed to."""
    sentences: Page[Any]
    found: tuple[TermSentence, ...]


def list_tables() -> tuple[TermTable, ...]:
    """Return the terms of every group that has a use, the voices in one order throughout; two queries."""
    names = side_names()
    counts: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    rows = _published().values_list("thing", "term", "sentence__voice").annotate(n=Count("wording", distinct=True))
    for thing, term, voice, count in rows:
        counts[thing][term, voice] = count
    everywhere = {
        (f"{thing} {term}", voice): n for thing, found in counts.items() for (term, voice), n in found.items()
    }
    ranked = _ranked(everywhere, names)
    return tuple(_table(group, counts[group.slug], ranked) for group in term_groups() if counts[group.slug])


def get_terms(thing: str, narrowed: TermFilter, number: str | int = 1, calls: str | int = 1) -> TermPage:
    """Return the terms for one thing by voice and by call, and the sentences that the filter leaves; nine queries.

    Args:
        thing: slug of the group.
        narrowed: what the sentences are narrowed to.
        number: page of the sentences.
        calls: page of the calls.

    Raises:
        Http404: there is no such group.
    """
    group = next((group for group in term_groups() if group.slug == thing), None)
    if group is None:
        raise Http404(_("There is no such group of terms."))
    names = side_names()
    uses = _published().filter(thing=thing)
    counts = {
        (term, voice): count
        for term, voice, count in uses.values_list("term", "sentence__voice").annotate(
            n=Count("wording", distinct=True)
        )
    }
    voices = _ranked(counts, names)
    page = _calls_page(uses, calls)
    sentences, found = _sentences(uses, thing, narrowed, number, names)
    return TermPage(
        table=_table(group, counts, voices),
        voices=voices,
        calls=page,
        call_lines=_call_lines(uses, list(page), group, names),
        call_title=_title_of(narrowed.call),
        sentences=sentences,
        found=found,
    )


def _published() -> QuerySet[TermUse]:
    return TermUse.objects.filter(sentence__document__status=Document.Status.PUBLISHED).order_by()


def _voice(code: str, names: Mapping[str, str]) -> Voice:
    if code == OUTLET_VOICE:
        return Voice(OUTLET_VOICE, _("Outlets’ own words"))
    return Voice(code, names.get(code, code)) if code else Voice("none", _("No side given"))


def _stored(voice: Voice) -> str:
    """Return the code of a voice as sentences have it."""
    return "" if voice.code == "none" else voice.code


def _ranked(counts: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> tuple[Voice, ...]:
    """Return the voices, those of sides first, most sentences first."""
    totals: defaultdict[str, int] = defaultdict(int)
    for (_term, voice), count in counts.items():
        totals[voice] += count
    ranked = sorted(totals, key=lambda code: (code in ("", OUTLET_VOICE), -totals[code], code))
    return tuple(_voice(code, names) for code in ranked)


def _table(group: TermGroup, counts: Mapping[tuple[str, str], int], ranked: Sequence[Voice]) -> TermTable:
    used = {code for _term, code in counts}
    voices = [voice for voice in ranked if _stored(voice) in used]
    shown = tuple(voices[:MOST_VOICES])
    lines = []
    for term in group.terms:
        if any(slug == term.slug for slug, _code in counts):
            cells = tuple((voice, counts.get((term.slug, _stored(voice)), 0)) for voice in shown)
            lines.append(TermLine(term.slug, term.name, cells))
    return TermTable(group, shown, tuple(lines), len(voices) - len(shown))


def _calls_page(uses: QuerySet[TermUse], number: str | int) -> Page[Call]:
    calls = Call.objects.filter(pk__in=uses.values("sentence__call")).order_by("-date", "slug")
    return Paginator(calls.prefetch_related("parties__side"), CALLS_PER_PAGE).get_page(number)


def _call_lines(
    uses: QuerySet[TermUse], calls: Sequence[Call], group: TermGroup, names: Mapping[str, str]
) -> tuple[CallLine, ...]:
    rows = uses.filter(sentence__call__in=calls).values_list("sentence__call", "sentence__voice", "term")
    found: defaultdict[int, defaultdict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for call, voice, term, count in rows.annotate(n=Count("wording", distinct=True)):
        found[call][voice][term] = count
    terms = {term.slug: term.name for term in group.terms}
    lines = []
    for call in calls:
        title = call_title(party_sides(call.parties.all()))
        for voice in sorted(found[call.pk], key=lambda code: (code in ("", OUTLET_VOICE), names.get(code, code))):
            ranked = sorted(found[call.pk][voice].items(), key=lambda item: (-item[1], item[0]))
            counts = tuple((slug, terms.get(slug, slug), count) for slug, count in ranked)
            lines.append(CallLine(call.slug, call.date, title, _voice(voice, names), counts))
    return tuple(lines)


def _title_of(slug: str) -> str:
    call = Call.objects.filter(slug=slug).prefetch_related("parties__side").first() if slug else None
    return call_title(party_sides(call.parties.all())) if call else ""


def _sentences(
    uses: QuerySet[TermUse], thing: str, narrowed: TermFilter, number: str | int, names: Mapping[str, str]
) -> tuple[Page[Any], tuple[TermSentence, ...]]:
    """Return a page of the different sentences, those of the latest calls first."""
    if narrowed.term:
        uses = uses.filter(term=narrowed.term)
    if narrowed.voice:
        uses = uses.filter(sentence__voice="" if narrowed.voice == "none" else narrowed.voice)
    if narrowed.call:
        uses = uses.filter(sentence__call__slug=narrowed.call)
    wordings = uses.values("wording").annotate(latest=Max("sentence__call__date"))
    page = Paginator(wordings.order_by(F("latest").desc(nulls_last=True), "wording"), SENTENCES_PER_PAGE).get_page(
        number
    )
    order = [str(row["wording"]) for row in page]
    chosen = uses.filter(wording__in=order).values_list("wording", "sentence")
    digests = {sentence: wording for wording, sentence in chosen}
    rows = (
        Sentence.objects.filter(pk__in=digests)
        .select_related("document__outlet", "call", "misdated")
        .defer("document__raw_text", "document__metadata")
        .order_by("-call__date", "document__public_id", "index")
    )
    groups: defaultdict[str, list[Sentence]] = defaultdict(list)
    for row in rows:
        groups[digests[row.pk]].append(row)
    return page, tuple(_sentence(groups[wording], thing, names) for wording in order if groups[wording])


def _sentence(rows: Sequence[Sentence], thing: str, names: Mapping[str, str]) -> TermSentence:
    first = rows[0]
    return TermSentence(
        pieces=mark_terms(first.text, thing),
        voice=_voice(first.voice, names),
        call_slug=first.call.slug if first.call else "",
        call_date=first.call.date if first.call else None,
        occurrences=tuple(occurrence(row, row.voice) for row in rows),
    )


def mark_terms(text: str, thing: str) -> tuple[Piece, ...]:
    """Cut a text into pieces, those that are a term for the thing with the kind ``hit``."""
    return mark_hits(text, [(hit.span.start, hit.span.end) for hit in find_terms(text) if hit.thing == thing])
