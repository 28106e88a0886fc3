"""Sentences that recur in other calls: beside a statement, as phrases over time, and as questions about a call."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Q

from comparator.engine.records import EchoKind
from comparator.models import Document, Echo, Sentence, Side
from comparator.selectors.wording import compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from comparator.selectors.records import Piece


MOST_ECHOES = 2000
"""Pairs that the page of echoes reads, the likest first: phrases of a few hundred calls."""


@dataclass(frozen=True, slots=True)
class EchoView:
    """Where else a sentence stands: the facts, no conclusion."""

    kind: str
    document: str
    outlet: str
    number: int
    text: str
    call_slug: str = ""
    call_date: date | None = None


def echoes_of(sentence_ids: Iterable[int]) -> dict[int, tuple[EchoView, ...]]:
    """Return for each sentence the sentences of other calls that say the same in the same words; one query."""
    ids = set(sentence_ids)
    found: defaultdict[int, list[EchoView]] = defaultdict(list)
    for echo in _loaded(Echo.objects.filter(Q(a__in=ids) | Q(b__in=ids))):
        for one, other in ((echo.a, echo.b), (echo.b, echo.a)):
            if one.pk in ids and other.document.status == Document.Status.PUBLISHED:
                found[one.pk].append(_view(echo.kind, other))
    return {pk: tuple(views) for pk, views in found.items()}


def _view(kind: str, sentence: Sentence) -> EchoView:
    return EchoView(
        kind=kind,
        document=sentence.document.public_id,
        outlet=sentence.document.outlet.name,
        number=sentence.index,
        text=sentence.text,
        call_slug=sentence.call.slug if sentence.call else "",
        call_date=sentence.call.date if sentence.call else None,
    )


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence in which a phrase is used."""

    sentence: int
    document: str
    outlet: str
    number: int
    text: str
    side: str
    """Name of the side that says it, or empty."""
    call_slug: str
    call_date: date
    pieces: tuple[Piece, ...] = ()
    """Its words, those marked that the first use lacks; empty for the first use."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stock phrase with its uses, the earliest first."""

    uses: tuple[Use, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that use it, in the order of their first use."""
        return tuple(dict.fromkeys(use.side for use in self.uses if use.side))

    @property
    def calls(self) -> int:
        """In how many calls it stands."""
        return len({use.call_slug for use in self.uses})


@dataclass(frozen=True, slots=True)
class Question:
    """A passage that a report puts in one call and the evidence in another."""

    use: Use
    why: str
    other_slug: str
    other_date: date
    evidence: tuple[Use, ...]
    """Sentences of the other call that say the same."""


def list_phrases() -> tuple[Phrase, ...]:
    """Return the stock phrases, those in most calls first; two queries."""
    names = dict(Side.objects.values_list("code", "name"))
    formulas = _loaded(Echo.objects.filter(kind=EchoKind.FORMULA.value, **_PUBLISHED, **_LOCATED))[:MOST_ECHOES]
    families = _families([(echo.a, echo.b) for echo in formulas])
    phrases = [Phrase(_compared([_use(sentence, names) for sentence in family])) for family in families]
    return tuple(sorted(phrases, key=lambda phrase: (-phrase.calls, phrase.uses[0].call_date, phrase.uses[0].sentence)))


def list_questions() -> tuple[Question, ...]:
    """Return the passages that look misdated, the latest call first; three queries."""
    names = dict(Side.objects.values_list("code", "name"))
    sentences = list(
        Sentence.objects.filter(misdated__isnull=False, call__isnull=False, document__status=Document.Status.PUBLISHED)
        .select_related("document__outlet", "call", "misdated")
        .defer("document__raw_text", "document__metadata")
        .order_by("-call__date", "document", "index")
    )
    evidence = _evidence(sentences)
    questions = []
    for sentence in sentences:
        if sentence.misdated is None:
            continue
        use = _use(sentence, names)
        same = [_use(s, names) for s in evidence.get(sentence.pk, ()) if s.call_id == sentence.misdated_id]
        why = str(sentence.why.get("misdated", ""))
        questions.append(
            Question(use, why, sentence.misdated.slug, sentence.misdated.date, _compared([use, *same], keep=True)[1:])
        )
    return tuple(questions)


_PUBLISHED = {"a__document__status": Document.Status.PUBLISHED, "b__document__status": Document.Status.PUBLISHED}
_LOCATED = {"a__call__isnull": False, "b__call__isnull": False}


def _loaded(echoes: QuerySet[Echo]) -> QuerySet[Echo]:
    return (
        echoes.select_related("a__document__outlet", "a__call", "b__document__outlet", "b__call")
        .defer("a__document__raw_text", "b__document__raw_text", "a__document__metadata", "b__document__metadata")
        .order_by("-score", "pk")
    )


def _evidence(sentences: Sequence[Sentence]) -> dict[int, list[Sentence]]:
    """Return for each of the sentences those of other calls that echo it; one query."""
    ids = {sentence.pk for sentence in sentences}
    found: defaultdict[int, list[Sentence]] = defaultdict(list)
    for echo in _loaded(Echo.objects.filter(Q(a__in=ids) | Q(b__in=ids), **_PUBLISHED)):
        for one, other in ((echo.a, echo.b), (echo.b, echo.a)):
            if one.pk in ids:
                found[one.pk].append(other)
    return found


def _families(pairs: Iterable[tuple[Sentence, Sentence]]) -> list[list[Sentence]]:
    """Return the sentences that are joined, directly or through others, each family in order of time."""
    family: dict[int, int] = {}
    members: dict[int, list[Sentence]] = {}
    for pair in pairs:
        for sentence in pair:
            if sentence.pk not in family:
                family[sentence.pk] = sentence.pk
                members[sentence.pk] = [sentence]
        kept, gone = family[pair[0].pk], family[pair[1].pk]
        if kept != gone:
            for sentence in members[gone]:
                family[sentence.pk] = kept
            members[kept] += members.pop(gone)
    return [sorted(found, key=lambda s: (_day(s), s.document.public_id, s.index)) for found in members.values()]


def _day(sentence: Sentence) -> str:
    return sentence.call.date.isoformat() if sentence.call else ""


def _use(sentence: Sentence, names: dict[str, str]) -> Use:
    call = sentence.call
    if call is None:
        raise ValueError("a use without a call")
    return Use(
        sentence=sentence.pk,
        document=sentence.document.public_id,
        outlet=sentence.document.outlet.name,
        number=sentence.index,
        text=sentence.text,
        side=names.get(sentence.voice, ""),
        call_slug=call.slug,
        call_date=call.date,
    )


def _compared(uses: Sequence[Use], *, keep: bool = False) -> tuple[Use, ...]:
    """Return the uses with their words marked against the first; uses in the very same words are left out unless ``keep``."""
    first, *others = uses
    marked = [replace(use, pieces=compare(first.text, use.text).b) for use in others]
    return (first, *(marked if keep else _distinct(first, marked)))


def _distinct(first: Use, uses: Iterable[Use]) -> list[Use]:
    """Leave out reprints: the same words in the same call."""
    seen = {(first.call_slug, first.text)}
    kept = []
    for use in uses:
        if (use.call_slug, use.text) not in seen:
            kept.append(use)
            seen.add((use.call_slug, use.text))
    return kept
