"""Two documents of a call in reading order, with the links between their sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from comparator.models import Document, Link
from comparator.selectors.documents import SentenceView, sentence_views, voices_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from comparator.selectors.records import CallSummary, SourceView


@dataclass(frozen=True, slots=True)
class Join:
    """A link to a sentence of the other document."""

    number: int
    relation: str


@dataclass(frozen=True, slots=True)
class JoinedSentence:
    """A sentence beside another document."""

    sentence: SentenceView
    joins: tuple[Join, ...]
    group: int | None
    """Sentences of one group are lit together."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two documents in reading order, with the links between them."""

    left: SourceView
    right: SourceView
    left_sentences: tuple[JoinedSentence, ...]
    right_sentences: tuple[JoinedSentence, ...]
    joined: int
    """How many links there are."""


def side_by_side(call: CallSummary, left: str, right: str) -> SideBySide:
    """Return two sources of a call beside each other, or raise Http404.

    Without a choice the first two sources are taken; a call with one source sets it beside itself, since two voices inside one
    document can be linked.
    """
    known = {source.public_id: source for source in call.sources}
    order = list(known)
    if not order:
        raise Http404(_("This call has no sources yet."))
    # The two sources that say most of the call, in their order: they have most to join.
    most = sorted(order, key=lambda public_id: -known[public_id].sentences)[:2]
    left = left or next((public_id for public_id in order if public_id in most and public_id != right), right)
    right = right or next((public_id for public_id in order if public_id in most and public_id != left), left)
    if left not in known or right not in known:
        raise Http404(_("No such document among the sources of this call."))
    documents = {
        document.public_id: document
        for document in Document.objects.filter(public_id__in={left, right}).prefetch_related(
            "sentences__call", "sentences__misdated"
        )
    }
    return _join(documents[left], documents[right], call, known)


def _join(left: Document, right: Document, call: CallSummary, known: Mapping[str, SourceView]) -> SideBySide:
    pairs = _pairs(left, right, call.slug)
    groups = _groups(pairs)
    number = {s.pk: s.index for document in (left, right) for s in document.sentences.all()}
    voices = voices_of(s.voice for document in (left, right) for s in document.sentences.all())
    joins: tuple[defaultdict[int, list[Join]], defaultdict[int, list[Join]]] = (defaultdict(list), defaultdict(list))
    for pair in pairs:
        joins[0][pair.left].append(Join(number[pair.right], pair.relation))
        joins[1][pair.right].append(Join(number[pair.left], pair.relation))
    columns = []
    for column, document in enumerate((left, right)):
        sentences = list(document.sentences.all())
        views = sentence_views(sentences, document.raw_text, voices, {}, None)
        prefix = "lr"[column]
        columns.append(
            tuple(
                JoinedSentence(
                    view,
                    tuple(sorted(joins[column][s.pk], key=lambda join: join.number)),
                    groups.get(f"{prefix}{s.pk}"),
                )
                for view, s in zip(views, sentences, strict=True)
            )
        )
    return SideBySide(
        left=known[left.public_id],
        right=known[right.public_id],
        left_sentences=columns[0],
        right_sentences=columns[1],
        joined=len({frozenset((pair.left, pair.right)) for pair in pairs}),
    )


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    left: int
    right: int
    relation: str


def _pairs(left: Document, right: Document, slug: str) -> list[_Pair]:
    in_left = {sentence.pk for sentence in left.sentences.all()}
    in_right = {sentence.pk for sentence in right.sentences.all()}
    links = Link.objects.filter(
        Q(a__document=left, b__document=right) | Q(a__document=right, b__document=left),
        collation__current=True,
        collation__call__slug=slug,
    ).values_list("a", "b", "relation")
    pairs = set()
    for a, b, relation in links:
        pairs |= {_Pair(x, y, relation) for x, y in ((a, b), (b, a)) if x in in_left and y in in_right}
    return sorted(pairs)


def _groups(pairs: Iterable[_Pair]) -> dict[str, int]:
    """Number the connected groups, in order of the left document; keys are ``l`` or ``r`` and the sentence."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in pairs:
        parent[root(f"r{pair.right}")] = root(f"l{pair.left}")
    numbers: dict[str, int] = {}
    return {key: numbers.setdefault(root(key), len(numbers) + 1) for key in list(parent)}
