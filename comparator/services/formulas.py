"""Stock phrases with their wordings over time, made when echoes are looked for and not when a page is asked for.

A formula is a family of sentences that echoes join, directly or through others. Only the families that the calls at hand bear on are made
anew; each keeps the slug of the old one that it shares most sentences with, as statements keep their ids.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from rapidfuzz.distance import Indel

from comparator.engine.records import EchoKind
from comparator.models import Document, Echo, Formula, FormulaUse, Sentence
from comparator.selectors.wording import pack, pair_key, revise
from comparator.services.identity import match_statements
from comparator.services.publicids import encode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_LONGEST_SLUG = 60
_LOOK_BACK = 50
"""Earlier wordings among which the likest is looked for; the longest family of 529 readouts has 13 wordings."""
_ENDS = "\"'“”„«»‘’()[]…., "
"""What a wording may begin or end with and still be the same: a report quotes it, cuts it or goes on."""

_Family = list[Sentence]


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording and the sentences that have it."""

    text: str
    sentences: _Family


@transaction.atomic
def formulas_refresh(*, calls: Collection[int]) -> None:
    """Make the formulas anew that have, or had, a sentence of one of these calls, or of a call that is gone."""
    sentences, pairs = _gather(calls)
    families = [family for family in _families(sentences, pairs) if len({s.call_id for s in family}) > 1]
    touched = set(FormulaUse.objects.filter(sentence__in=sentences).values_list("formula", flat=True))
    touched |= set(Formula.objects.filter(retired=False, uses=None).values_list("pk", flat=True))
    rows = Formula.objects.select_for_update().filter(pk__in=touched, retired=False).order_by("pk")
    live = {row.slug: row for row in rows.prefetch_related("uses")}
    old = {slug: frozenset(use.sentence_id for use in row.uses.all()) for slug, row in live.items()}
    identity = match_statements(old, [frozenset(s.pk for s in family) for family in families])
    FormulaUse.objects.filter(Q(sentence__in=sentences) | Q(formula__in=live.values())).delete()
    for place, family in enumerate(families):
        wordings = _wordings(family)
        row = live[identity.kept[place]] if place in identity.kept else _newcomer(wordings[0].text)
        _store(row, wordings)
        live[row.slug] = row
    for slug, survivor in identity.retired.items():
        row, heir = live[slug], live[survivor] if survivor else None
        row.retired, row.calls, row.merged_into = True, 0, heir
        row.save(update_fields=["retired", "calls", "merged_into"])
        Formula.objects.filter(merged_into=row).update(merged_into=heir)


def _gather(calls: Collection[int]) -> tuple[dict[int, Sentence], list[tuple[int, int]]]:
    """Return the sentences that belong together with any of these calls' in a formula, old or new, and the pairs that join them."""
    known: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    fresh: set[int] = set()
    for told in ({"sentence__call__in": calls}, {"sentence__call": None}):
        fresh |= set(FormulaUse.objects.filter(**told).order_by().values_list("sentence", flat=True))
    for pair in _echoes(a__call__in=calls) | _echoes(b__call__in=calls):
        fresh |= set(pair)
    while fresh:
        known |= fresh
        found = _echoes(a__in=fresh) | _echoes(b__in=fresh)
        pairs |= found
        beside = FormulaUse.objects.filter(formula__uses__sentence__in=fresh).values_list("sentence", flat=True)
        fresh = ({pk for pair in found for pk in pair} | set(beside)) - known
    sentences = Sentence.objects.filter(pk__in=known, call__isnull=False).select_related("call", "document")
    return {s.pk: s for s in sentences.defer("document__raw_text", "document__metadata")}, sorted(pairs)


def _echoes(**end: Collection[int]) -> set[tuple[int, int]]:
    """Return the pairs that echo each other as a stock phrase does, both in published documents and of a call.

    Asked for one end at a time: a condition on either would be looked for among all echoes.
    """
    published = {f"{end}__document__status": Document.Status.PUBLISHED for end in "ab"}
    located = {"a__call__isnull": False, "b__call__isnull": False}
    echoes = Echo.objects.filter(**end, kind=EchoKind.FORMULA.value, **published, **located)
    return set(echoes.order_by().values_list("a", "b"))


def _families(sentences: Mapping[int, Sentence], pairs: Iterable[tuple[int, int]]) -> list[_Family]:
    """Return the sentences that are joined, directly or through others, each family in order of time."""
    family: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for pair in pairs:
        for pk in pair:
            if pk not in family:
                family[pk], members[pk] = pk, [pk]
        kept, gone = family[pair[0]], family[pair[1]]
        if kept != gone:
            for pk in members[gone]:
                family[pk] = kept
            members[kept] += members.pop(gone)
    ordered = [sorted((sentences[pk] for pk in found), key=_when) for found in members.values()]
    return sorted(ordered, key=lambda found: _when(found[0]))


def _when(sentence: Sentence) -> tuple[str, str, int]:
    return (
        sentence.call.date.isoformat() if sentence.call else "",
        sentence.document.public_id,
        sentence.index,
    )


def _wordings(family: _Family) -> list[_Wording]:
    """Return the wordings of a family in order of first use."""
    found: defaultdict[str, _Family] = defaultdict(list)
    for sentence in family:
        found[sentence.text.casefold().strip(_ENDS)].append(sentence)
    return [_Wording(same[0].text, same) for same in found.values()]


def _newcomer(text: str) -> Formula:
    """Return a new row named after its first wording, or the retired one that was named after the same."""
    words = slugify(text)[:_LONGEST_SLUG]
    stem = words.rsplit("-", 1)[0] if len(words) == _LONGEST_SLUG else words
    stem = stem or encode(text)
    for number in range(1, 1000):
        slug = stem if number == 1 else f"{stem}-{number}"
        row = Formula.objects.filter(slug=slug).first()
        if row is None:
            return Formula(slug=slug)
        if row.retired and row.wordings and row.wordings[0]["text"] == text:
            return row
    return Formula(slug=f"{stem}-{encode(text)}")


def _store(row: Formula, wordings: Sequence[_Wording]) -> None:
    kept = {entry["key"]: entry for entry in row.wordings if isinstance(entry, dict) and "key" in entry}
    row.wordings = [_entry(wordings, place, kept) for place in range(len(wordings))]
    row.calls = len({sentence.call_id for wording in wordings for sentence in wording.sentences})
    row.retired, row.merged_into = False, None
    row.save()
    FormulaUse.objects.bulk_create(
        (
            FormulaUse(formula=row, sentence=sentence, wording=place)
            for place, wording in enumerate(wordings)
            for sentence in wording.sentences
        ),
        batch_size=500,
        ignore_conflicts=True,  # a request about another call may find the same family at the same moment
    )


def _entry(wordings: Sequence[_Wording], place: int, kept: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a wording as it is kept, with what changed from the likest earlier one; what was compared before is taken over."""
    text = wordings[place].text
    if not place:
        return {"text": text, "after": None, "pieces": []}
    earlier = range(max(0, place - _LOOK_BACK), place)
    words = text.casefold().split()
    after = max(earlier, key=lambda n: (Indel.normalized_similarity(wordings[n].text.casefold().split(), words), -n))
    key = pair_key(wordings[after].text, text)
    pieces = kept[key]["pieces"] if key in kept else [pack(piece) for piece in revise(wordings[after].text, text)]
    return {"text": text, "after": after, "key": key, "pieces": pieces}
