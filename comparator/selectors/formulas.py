"""Stock phrases as they were stored when echoes were looked for: a list of them, and one with its wordings over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from comparator.models import Document, Formula, FormulaUse, Sentence, Side
from comparator.selectors.sides import side_names
from comparator.selectors.wording import unpack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from comparator.selectors.records import Piece

FORMULAS_PER_PAGE = 30
WORDINGS_PER_PAGE = 50
_SEARCHED = 8
"""Words of a wording that a search is given: enough to find it, and what differs at its end."""


@dataclass(frozen=True, slots=True)
class SideCount:
    """How many uses of a phrase are of a side, and the mark that stands for it in drawings."""

    name: str
    """Empty for the outlets' own words."""
    letter: str
    uses: int


@dataclass(frozen=True, slots=True)
class FormulaUseView:
    """A sentence in which a phrase is used."""

    document: str
    outlet: str
    number: int
    side: str
    """Name of the side that says it, or empty."""
    letter: str
    """Mark of that side among those that use the phrase; ``o`` for the outlet's own words."""
    call_slug: str
    call_date: date
    language: str = "en"
    """BCP 47 tag of its document."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a phrase."""

    number: int
    """From 1, in order of first use."""
    text: str
    pieces: tuple[Piece, ...]
    """Its words with what changed from the wording ``after``: what went has the letter ``a``, what came ``b``."""
    after: int | None
    """Number of the earlier wording that it is likest to; the first has none."""
    uses: tuple[FormulaUseView, ...]
    """The earliest first; reprints in the same call stand beside each other."""

    @property
    def language(self) -> str:
        """BCP 47 tag of its first use."""
        return self.uses[0].language if self.uses else ""


@dataclass(frozen=True, slots=True)
class FormulaView:
    """A stock phrase."""

    slug: str
    calls: int
    wordings: tuple[Wording, ...]
    sides: tuple[SideCount, ...]
    survivor: str = ""
    """Slug of the phrase that it became a part of."""
    former: str = ""
    """Of a phrase that is counted no more: the earliest wording that a published document still has."""

    @property
    def title(self) -> str:
        """Its first wording; of a phrase that is counted no more, what the public may still read of it."""
        if not self.used:
            return self.former
        return self.wordings[0].text if self.wordings else self.slug

    @property
    def former_words(self) -> str:
        """A search for the beginning of the former wording, word for word."""
        return f'"{" ".join(self.former.replace(chr(34), " ").split()[:_SEARCHED])}"'

    @property
    def used(self) -> tuple[FormulaUseView, ...]:
        """All uses, the earliest first."""
        uses = [use for wording in self.wordings for use in wording.uses]
        return tuple(sorted(uses, key=lambda use: (use.call_date, use.document, use.number)))

    @property
    def first(self) -> FormulaUseView:
        """The first use stored."""
        return self.used[0]

    @property
    def last(self) -> FormulaUseView:
        """The last use stored."""
        return self.used[-1]

    @property
    def latest(self) -> Wording:
        """The wording that came up last."""
        return self.wordings[-1]


@dataclass(frozen=True, slots=True)
class FormulaList:
    """A page of stock phrases."""

    page: Page[Formula]
    formulas: tuple[FormulaView, ...]


def list_formulas(side: str = "", number: str | int = 1) -> FormulaList:
    """Return a page of the stock phrases, those in most calls first, all or those that a side uses; five queries."""
    formulas = Formula.objects.filter(retired=False)
    if side:
        formulas = formulas.filter(uses__sentence__voice=side).distinct()
    page = Paginator(formulas.prefetch_related(_with_uses()), FORMULAS_PER_PAGE).get_page(number)
    names = side_names()
    views = (_view(formula, names) for formula in page.object_list)
    return FormulaList(page, tuple(view for view in views if view.used))


def list_phrase_sides() -> tuple[Side, ...]:
    """Return the sides that use any stock phrase."""
    voices = FormulaUse.objects.filter(formula__retired=False).order_by().values("sentence__voice")
    return tuple(Side.objects.filter(code__in=voices))


def get_formula(slug: str) -> FormulaView:
    """Return a stock phrase with all its wordings and uses, or raise Http404; four queries."""
    formulas = Formula.objects.select_related("merged_into").prefetch_related(_with_uses())
    view = _view(get_object_or_404(formulas, slug=slug), side_names())
    return view if view.used else replace(view, former=_still_public(view.wordings))


def _still_public(wordings: Sequence[Wording]) -> str:
    """Return the earliest of these wordings that a published document has, or nothing: what was withdrawn is shown nowhere."""
    texts = [wording.text for wording in wordings]
    published = Sentence.objects.filter(text__in=texts, document__status=Document.Status.PUBLISHED)
    found = set(published.order_by().values_list("text", flat=True))
    return next((text for text in texts if text in found), "")


def _with_uses() -> Prefetch[str, QuerySet[FormulaUse], str]:
    uses = (
        FormulaUse.objects.filter(sentence__document__status=Document.Status.PUBLISHED, sentence__call__isnull=False)
        .select_related("sentence__document__outlet", "sentence__call")
        .defer("sentence__document__raw_text", "sentence__document__metadata", "sentence__why")
        .order_by("sentence__call__date", "sentence__document__public_id", "sentence__index")
    )
    return Prefetch("uses", uses, to_attr="loaded_uses")


def _view(formula: Formula, names: Mapping[str, str]) -> FormulaView:
    loaded: list[FormulaUse] = getattr(formula, "loaded_uses")  # noqa: B009 (set by the prefetch)
    sides = _sides(loaded, names)
    letters = {side.name: side.letter for side in sides}
    by_wording: defaultdict[int, list[FormulaUseView]] = defaultdict(list)
    for use in loaded:
        by_wording[use.wording].append(_use(use, names, letters))
    return FormulaView(
        slug=formula.slug,
        calls=formula.calls,
        wordings=tuple(
            _wording(number, entry, tuple(by_wording[number])) for number, entry in enumerate(formula.wordings)
        ),
        sides=sides,
        survivor=formula.merged_into.slug if formula.merged_into else "",
    )


def _sides(uses: list[FormulaUse], names: Mapping[str, str]) -> tuple[SideCount, ...]:
    """Return who uses it, most uses first; the outlets' own words come last."""
    counted = Counter(names.get(use.sentence.voice, "") for use in uses)
    ranked = sorted((name for name in counted if name), key=lambda name: (-counted[name], name))
    found = [SideCount(name, "abcd"[min(place, 3)], counted[name]) for place, name in enumerate(ranked)]
    return (*found, *([SideCount("", "o", counted[""])] if counted[""] else []))


def _use(use: FormulaUse, names: Mapping[str, str], letters: Mapping[str, str]) -> FormulaUseView:
    sentence = use.sentence
    if sentence.call is None:
        raise ValueError("a use without a call")
    side = names.get(sentence.voice, "")
    return FormulaUseView(
        document=sentence.document.public_id,
        outlet=sentence.document.outlet.name,
        number=sentence.index,
        side=side,
        letter=letters[side],
        call_slug=sentence.call.slug,
        call_date=sentence.call.date,
        language=sentence.document.language,
    )


def _wording(number: int, entry: Mapping[str, Any], uses: tuple[FormulaUseView, ...]) -> Wording:
    after = entry.get("after")
    return Wording(
        number=number + 1,
        text=entry["text"],
        pieces=tuple(unpack(piece) for piece in entry["pieces"]),
        after=None if after is None else after + 1,
        uses=uses,
    )
