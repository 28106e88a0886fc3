"""Sentences that recur in other calls: beside a statement, and as questions about a call."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import F, Q

from comparator.engine.records import EchoKind
from comparator.models import Document, Echo, Sentence
from comparator.selectors.wording import recall

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from comparator.selectors.records import Piece


QUESTIONS_PER_PAGE = 10
"""A question shows both texts: ten are two screens."""


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
    formula: str = ""
    """Slug of the stock phrase that both are uses of, or empty."""


def echoes_of(sentence_ids: Iterable[int]) -> dict[int, tuple[EchoView, ...]]:
    """Return for each sentence the sentences of other calls that say the same in the same words; one query."""
    ids = set(sentence_ids)
    found: defaultdict[int, list[EchoView]] = defaultdict(list)
    echoes = _loaded(Echo.objects.filter(Q(a__in=ids) | Q(b__in=ids)))
    for echo in echoes.annotate(formula=F("a__formula_use__formula__slug")):
        slug = echo.formula if echo.kind == EchoKind.FORMULA.value and echo.formula else ""
        for one, other in ((echo.a, echo.b), (echo.b, echo.a)):
            if one.pk in ids and other.document.status == Document.Status.PUBLISHED:
                found[one.pk].append(_view(echo.kind, other, slug))
    return {pk: tuple(views) for pk, views in found.items()}


def _view(kind: str, sentence: Sentence, formula: str) -> EchoView:
    return EchoView(
        kind=kind,
        document=sentence.document.public_id,
        outlet=sentence.document.outlet.name,
        number=sentence.index,
        text=sentence.text,
        call_slug=sentence.call.slug if sentence.call else "",
        call_date=sentence.call.date if sentence.call else None,
        formula=formula,
    )


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence of a call."""

    document: str
    outlet: str
    number: int
    text: str
    language: str
    """BCP 47 tag of its document."""
    call_slug: str
    call_date: date
    pieces: tuple[Piece, ...] = ()
    """Its words, those marked that the passage in question lacks."""


@dataclass(frozen=True, slots=True)
class Question:
    """A passage that a report puts in one call and the evidence in another."""

    use: Use
    why: str
    other_slug: str
    other_date: date
    evidence: tuple[Use, ...]
    """Sentences of the other call that say the same."""


@dataclass(frozen=True, slots=True)
class QuestionList:
    """A page of questions."""

    page: Page[Sentence]
    questions: tuple[Question, ...]


def list_questions(number: str | int = 1) -> QuestionList:
    """Return a page of the passages that look misdated, the latest call first; three queries."""
    sentences = (
        Sentence.objects.filter(misdated__isnull=False, call__isnull=False, document__status=Document.Status.PUBLISHED)
        .select_related("document__outlet", "call", "misdated")
        .defer("document__raw_text", "document__metadata")
        .order_by("-call__date", "document", "index")
    )
    page = Paginator(sentences, QUESTIONS_PER_PAGE).get_page(number)
    shown = list(page.object_list)
    evidence = _evidence(shown)
    questions = []
    for sentence in shown:
        if sentence.misdated is None:
            continue
        use = _use(sentence)
        same = tuple(
            replace(_use(other), pieces=recall(echo.differences, sentence.text, other.text).b)
            for echo, other in evidence.get(sentence.pk, ())
            if other.call_id == sentence.misdated_id
        )
        why = str(sentence.why.get("misdated", ""))
        questions.append(Question(use, why, sentence.misdated.slug, sentence.misdated.date, same))
    return QuestionList(page, tuple(questions))


_PUBLISHED = {"a__document__status": Document.Status.PUBLISHED, "b__document__status": Document.Status.PUBLISHED}


def _loaded(echoes: QuerySet[Echo]) -> QuerySet[Echo]:
    return (
        echoes.select_related("a__document__outlet", "a__call", "b__document__outlet", "b__call")
        .defer("a__document__raw_text", "b__document__raw_text", "a__document__metadata", "b__document__metadata")
        .order_by("-score", "pk")
    )


def _evidence(sentences: Sequence[Sentence]) -> dict[int, list[tuple[Echo, Sentence]]]:
    """Return for each of the sentences its echoes, each with the sentence of the other call; one query."""
    ids = {sentence.pk for sentence in sentences}
    found: defaultdict[int, list[tuple[Echo, Sentence]]] = defaultdict(list)
    for echo in _loaded(Echo.objects.filter(Q(a__in=ids) | Q(b__in=ids), **_PUBLISHED)):
        for one, other in ((echo.a, echo.b), (echo.b, echo.a)):
            if one.pk in ids:
                found[one.pk].append((echo, other))
    return found


def _use(sentence: Sentence) -> Use:
    call = sentence.call
    if call is None:
        raise ValueError("a use without a call")
    return Use(
        document=sentence.document.public_id,
        outlet=sentence.document.outlet.name,
        number=sentence.index,
        text=sentence.text,
        language=sentence.document.language,
        call_slug=call.slug,
        call_date=call.date,
    )
