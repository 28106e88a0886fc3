"""Two documents of a call in reading order, with the links between their sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from comparator.engine.records import OUTLET_VOICE
from comparator.models import Document, Link
from comparator.selectors.documents import SentenceView, sentence_views, voices_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    skipped: int = 0
    """How many sentences before it the choice of a voice leaves out."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands in the two columns: a source each, and whose voice of it is shown (empty: the whole text)."""

    left: str
    right: str
    left_voice: str = ""
    right_voice: str = ""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two documents in reading order, with the links between them."""

    left: SourceView
    right: SourceView
    left_sentences: tuple[JoinedSentence, ...]
    right_sentences: tuple[JoinedSentence, ...]
    joined: int
    """How many links there are."""


def complete_choice(call: CallSummary, asked: Choice) -> Choice | None:
    """Return the choice with what was left open filled in, or None where the call has no sources.

    The two sources that say most of the call are taken. One source alone stands on both sides with a voice in each column, since it can
    carry the accounts of both.
    """
    order = [source.public_id for source in call.sources]
    if not order:
        return None
    most = sorted(call.sources, key=lambda source: -source.sentences)[:2]
    open_ones = [public_id for public_id in order if public_id in {source.public_id for source in most}]
    left = asked.left or next((public_id for public_id in open_ones if public_id != asked.right), asked.right)
    right = asked.right or next((public_id for public_id in open_ones if public_id != left), left)
    if left == right and not (asked.left_voice or asked.right_voice) and len(call.sides) > 1:
        return Choice(left, right, call.sides[0].code, call.sides[1].code)
    return Choice(left, right, asked.left_voice, asked.right_voice)


def side_by_side(call: CallSummary, choice: Choice) -> SideBySide | None:
    """Return two sources of a call beside each other, or None where one of them is no source of it."""
    known = {source.public_id: source for source in call.sources}
    if choice.left not in known or choice.right not in known:
        return None
    documents = {
        document.public_id: document
        for document in Document.objects.filter(public_id__in={choice.left, choice.right}).prefetch_related(
            "sentences__call", "sentences__misdated"
        )
    }
    left, right = documents[choice.left], documents[choice.right]
    shown = (_shown(left, choice.left_voice), _shown(right, choice.right_voice))
    pairs = [pair for pair in _pairs(left, right, call.slug) if pair.left in shown[0] and pair.right in shown[1]]
    columns = _columns((left, right), pairs, shown)
    joined = len({frozenset((pair.left, pair.right)) for pair in pairs})
    return SideBySide(known[choice.left], known[choice.right], columns[0], columns[1], joined)


def voice_codes(call: CallSummary) -> frozenset[str]:
    """Return the voices that a column can be narrowed to."""
    return frozenset({side.code for side in call.sides} | {OUTLET_VOICE})


def _shown(document: Document, voice: str) -> frozenset[int]:
    return frozenset(s.pk for s in document.sentences.all() if not voice or s.voice == voice)


def _columns(
    documents: tuple[Document, Document], pairs: Sequence[_Pair], shown: tuple[frozenset[int], frozenset[int]]
) -> list[tuple[JoinedSentence, ...]]:
    groups = _groups(pairs)
    number = {s.pk: s.index for document in documents for s in document.sentences.all()}
    voices = voices_of(s.voice for document in documents for s in document.sentences.all())
    joins: tuple[defaultdict[int, list[Join]], defaultdict[int, list[Join]]] = (defaultdict(list), defaultdict(list))
    for pair in pairs:
        joins[0][pair.left].append(Join(number[pair.right], pair.relation))
        joins[1][pair.right].append(Join(number[pair.left], pair.relation))
    columns = []
    for column, document in enumerate(documents):
        sentences = list(document.sentences.all())
        views = sentence_views(sentences, document.raw_text, voices, {}, None)
        joined: list[JoinedSentence] = []
        skipped = 0
        for view, s in zip(views, sentences, strict=True):
            if s.pk not in shown[column]:
                skipped += 1
                continue
            partners = tuple(sorted(joins[column][s.pk], key=lambda join: join.number))
            joined.append(JoinedSentence(view, partners, groups.get(f"{'lr'[column]}{s.pk}"), skipped))
            skipped = 0
        columns.append(tuple(joined))
    return columns


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
