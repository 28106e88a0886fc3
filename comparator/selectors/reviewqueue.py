"""What most wants a reviewer's look: one list for each kind of doubt, the worst first. What was decided drops out of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from comparator.engine.decisions import PERSON
from comparator.engine.records import OUTLET_VOICE, Role
from comparator.models import Call, CallParty, Document, Link, Sentence, StatementMember
from comparator.selectors.documents import voices_of
from comparator.selectors.signals import SignalView, read_signals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from comparator.selectors.records import VoiceView

DOUBTFUL = 0.6
"""Score below which a link across sides is listed: midway between the cut of topics (0.45) and that of the same words (0.72)."""

_TOLD = 5
"""Sentences of a proposed call that its item quotes."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the ones before and after it."""

    key: int
    document: str
    outlet: str
    published: date | None
    language: str
    number: int
    start: int
    end: int
    text: str
    before: str
    after: str
    voice: VoiceView
    call: str
    """Slug, or nothing."""
    misdated: str
    """Slug of the call that it seems to be of, or nothing."""
    why: Mapping[str, str]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkInDoubt:
    """Two passages that the program linked without being sure."""

    a: Passage
    b: Passage
    relation: str
    score: int
    """Per cent."""
    signals: tuple[SignalView, ...]
    statement: str
    """Public id of a statement that has both, or nothing."""


@dataclass(frozen=True, slots=True)
class CallInDoubt:
    """A call that the program proposes."""

    slug: str
    date: date
    parties: tuple[tuple[str, str], ...]
    """Name of each side, and its leader or nothing."""
    documents: int
    sentences: int
    told: tuple[Passage, ...]
    """Some of what is said of it."""


@dataclass(frozen=True, slots=True)
class QueueKind:
    """A kind of doubt."""

    name: str
    label: str
    hint: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to look at, of one of the three forms."""

    link: LinkInDoubt | None = None
    passage: Passage | None = None
    call: CallInDoubt | None = None


def queue_kinds() -> tuple[QueueKind, ...]:
    """Return the kinds of doubt, each with how much there is of it; a query for each."""
    labels = {
        "misdated": (_("Possibly of another call"), _("Passages that a report puts in one call and the evidence in another.")),
        "links": (_("Unsure links"), _("Sentences of two sides that the program put together without being sure, the least sure first.")),
        "voices": (_("No known side"), _("Sentences about a call for which no side and no outlet was found.")),
        "recheck": (_("Changed since decided"), _("The program has come to find something else than it did when a person decided.")),
        "calls": (_("Proposed calls"), _("Calls that documents speak of and nobody has entered or accepted.")),
    }  # fmt: skip
    return tuple(QueueKind(name, *words, _rows(name).count()) for name, words in labels.items())


def queue_page(kind: str, first: int, most: int) -> list[QueueItem]:
    """Return ``most`` things to look at from the one at place ``first`` (0 is the worst).

    Args:
        kind: the name of a kind.
        first: place.
        most: how many.
    """
    rows = list(_rows(kind)[first : first + most])
    if kind == "links":
        return [QueueItem(link=link) for link in _links(rows)]
    if kind == "calls":
        return [QueueItem(call=call) for call in _calls(rows)]
    return [QueueItem(passage=passage) for passage in passages_of(rows)]


def _rows(kind: str) -> QuerySet[Any]:
    if kind == "links":
        return _unsure()
    if kind == "calls":
        return Call.objects.filter(status=Call.Status.PROPOSED).order_by("-date", "slug")
    published = Sentence.objects.filter(document__status=Document.Status.PUBLISHED).order_by(
        F("document__published").desc(nulls_last=True), "document__public_id", "index"
    )
    if kind == "misdated":
        return published.filter(misdated__isnull=False)
    if kind == "recheck":
        return published.annotate(flagged=Cast("flags", TextField())).filter(flagged__contains="recheck-")
    undecided = Q(why__voice__isnull=True) | ~Q(why__voice=PERSON)
    return published.filter(undecided, role=Role.CONTENT.value, voice="", call__isnull=False)


def _unsure() -> QuerySet[Link]:
    across = ~Q(a__voice=F("b__voice")) & ~Q(a__voice__in=("", OUTLET_VOICE)) & ~Q(b__voice__in=("", OUTLET_VOICE))
    return (
        Link.objects.filter(
            across,
            collation__current=True,
            score__lt=DOUBTFUL,
            a__document__status=Document.Status.PUBLISHED,
            b__document__status=Document.Status.PUBLISHED,
        )
        .select_related("a", "b")
        .order_by("score", "pk")
    )


def _links(rows: Sequence[Link]) -> list[LinkInDoubt]:
    passages = {passage.key: passage for passage in passages_of([end for row in rows for end in (row.a, row.b)])}
    members: defaultdict[int, set[str]] = defaultdict(set)
    for sentence, statement in StatementMember.objects.filter(
        sentence__in=passages, statement__retired=False
    ).values_list("sentence", "statement__public_id"):
        members[sentence].add(statement)
    return [
        LinkInDoubt(
            a=passages[row.a_id],
            b=passages[row.b_id],
            relation=row.relation,
            score=round(100 * row.score),
            signals=read_signals(row.why),
            statement=min(members[row.a_id] & members[row.b_id], default=""),
        )
        for row in rows
    ]


def _calls(rows: Sequence[Call]) -> list[CallInDoubt]:
    counted = Call.objects.filter(pk__in=[row.pk for row in rows]).annotate(
        told_by=Count("sentences__document", distinct=True), told=Count("sentences")
    )
    figures = {row.pk: (row.told_by, row.told) for row in counted}
    parties: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for party in (
        CallParty.objects.filter(call__in=rows).select_related("side").order_by("side__position", "side__code")
    ):
        parties[party.call_id].append((party.side.name, party.leader))
    return [
        CallInDoubt(
            row.slug,
            row.date,
            tuple(parties[row.pk]),
            *figures[row.pk],
            told=tuple(passages_of(list(row.sentences.exclude(role=Role.FURNITURE.value).order_by("pk")[:_TOLD])))
            if len(rows) == 1
            else (),
        )
        for row in rows
    ]


def passages_of(sentences: Sequence[Sentence]) -> list[Passage]:
    """Return sentences as a reviewer sees them, with their neighbours; four queries."""
    documents = Document.objects.select_related("outlet").in_bulk({row.document_id for row in sentences})
    calls = Call.objects.in_bulk({pk for row in sentences for pk in (row.call_id, row.misdated_id) if pk})
    slugs = {None: "", **{pk: call.slug for pk, call in calls.items()}}
    voices = voices_of(row.voice for row in sentences)
    beside = _neighbours(sentences)
    return [
        Passage(
            key=row.pk,
            document=documents[row.document_id].public_id,
            outlet=documents[row.document_id].outlet.name,
            published=documents[row.document_id].published,
            language=documents[row.document_id].language,
            number=row.index,
            start=row.start,
            end=row.end,
            text=row.text,
            before=beside.get((row.document_id, row.index - 1), ""),
            after=beside.get((row.document_id, row.index + 1), ""),
            voice=voices[row.voice],
            call=slugs[row.call_id],
            misdated=slugs[row.misdated_id],
            why={name: str(text) for name, text in row.why.items()},
            flags=tuple(str(flag) for flag in row.flags),
        )
        for row in sentences
    ]


def _neighbours(sentences: Sequence[Sentence]) -> dict[tuple[int, int], str]:
    wanted = Q(pk__in=[])
    for row in sentences:
        wanted |= Q(document=row.document_id, index__in=(row.index - 1, row.index + 1))
    found = Sentence.objects.filter(wanted).exclude(role=Role.FURNITURE.value)
    return {(document, index): text for document, index, text in found.values_list("document", "index", "text")}
