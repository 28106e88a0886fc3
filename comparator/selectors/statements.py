"""Statements as rows of two or more versions.

``statement_page`` gives a page of rows of one call, ``statement_rows`` the rows of any statements, both in a fixed number of queries.
Each row folds sources that use the same wording and picks, for each side, the wording that is shown: of the pairs across sides the
one that the engine linked best.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, Value, When

from comparator.engine.records import Verdict
from comparator.models import Link, Statement
from comparator.selectors.echoes import EchoView, echoes_of
from comparator.selectors.kept import kept
from comparator.selectors.members import Member, members_of
from comparator.selectors.reasons import EVIDENT, judged_sentences, read_reasons
from comparator.selectors.records import CallSummary, Occurrence, Piece, ReasonView, SideView, Telling, verdict_label
from comparator.selectors.wording import FEW_SHARED, label_merged, lighten, recall

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.selectors.filters import StatementFilter

STATEMENTS_PER_PAGE = 100
FEWER = (STATEMENTS_PER_PAGE, 50, 25)
"""How many of them a page of a call shows: the most that fit."""
PAGE_OF_ROWS = 110_000
"""Bytes that the rows of a page may take, so that all of it stays within 150 KB."""
ROW, WORD = 1000, 9
"""Bytes of a row without its sentences, and of a word of them with its share of marks and links."""
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording and every place that has it."""

    text: str
    occurrences: tuple[Occurrence, ...]
    pieces: tuple[Piece, ...] = ()

    @property
    def first(self) -> Occurrence:
        """The place that is cited first."""
        return self.occurrences[0]

    @property
    def outlets(self) -> int:
        """In how many documents it stands."""
        return len({occurrence.document for occurrence in self.occurrences})


@dataclass(frozen=True, slots=True)
class Cell:
    """One side's version of a statement."""

    side: SideView
    lead: Wording | None = None
    others: tuple[Wording, ...] = ()

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Every wording, the one shown first."""
        return (self.lead, *self.others) if self.lead else ()


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as the comparison shows it."""

    public_id: str
    number: int
    label: str
    verdict: str
    only: SideView | None
    cells: tuple[Cell, ...]
    unplaced: tuple[Wording, ...]
    """Wordings that carry no side's version."""
    reasons: tuple[ReasonView, ...] = ()
    echoes: tuple[EchoView, ...] = ()
    merged: tuple[Piece, ...] = ()
    """Where two sides tell it: both wordings in one run."""
    compared: tuple[SideView, ...] = ()
    shared: float = 1.0
    """How much of the words of the two compared wordings is common."""
    pairs: tuple[tuple[str, str], ...] = ()
    """The texts that were compared."""

    @property
    def few_shared(self) -> bool:
        """Whether the wordings share so little that marks are drawn lightly."""
        return self.shared < FEW_SHARED

    @property
    def telling_reasons(self) -> tuple[ReasonView, ...]:
        """The reasons that say more than the row shows."""
        return tuple(reason for reason in self.reasons if reason.kind not in EVIDENT)

    @property
    def decided(self) -> bool:
        """Whether a person gave the verdict."""
        return any(reason.kind == "decided" for reason in self.reasons)

    @property
    def key(self) -> str:
        """Class name of its verdict, as in ``Segment.key``."""
        return f"only-{self.only.letter}" if self.only else self.verdict

    @property
    def verdict_label(self) -> str:
        """Its verdict in words."""
        return verdict_label(self.verdict)

    @property
    def sources(self) -> int:
        """In how many documents it stands."""
        return len({o.document for wording in self.all_wordings for o in wording.occurrences})

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published it, each once, in the order of the versions."""
        return tuple(dict.fromkeys(o.outlet for wording in self.all_wordings for o in wording.occurrences))

    @property
    def all_wordings(self) -> tuple[Wording, ...]:
        """Every wording of every side and of none."""
        return (*(wording for cell in self.cells for wording in cell.wordings), *self.unplaced)

    @property
    def misdated(self) -> tuple[Occurrence, ...]:
        """Places whose report seems to put the sentence in the wrong call."""
        return tuple(o for wording in self.all_wordings for o in wording.occurrences if o.misdated_slug)


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A page of rows: what sides tell first, then what no side is given for."""

    page: Page[Statement]
    told: tuple[StatementRow, ...]
    untold: tuple[StatementRow, ...]


@kept(16, lambda call, narrowed, number=1: (call.pk, narrowed, str(number)))
def statement_page(call: CallSummary, narrowed: StatementFilter, number: str | int = 1) -> StatementPage:
    """Return a page of the statements of a call, in reading order."""
    pages = Paginator(ordered_statements(call, narrowed), rows_per_page(call, narrowed))
    if not narrowed.active:
        pages.count = call.total
    page = pages.get_page(number)
    rows = statement_rows([call], list(page.object_list))
    return StatementPage(
        page=page,
        told=tuple(row for row in rows if row.verdict != Verdict.UNATTRIBUTED),
        untold=tuple(row for row in rows if row.verdict == Verdict.UNATTRIBUTED),
    )


def rows_per_page(call: CallSummary, narrowed: StatementFilter) -> int:
    """Return how many statements a page of a call shows: fewer where they are long, carried by many, or all told by both sides."""
    versions = 2 if narrowed.verdict in (Verdict.AGREE, Verdict.DIVERGE) else 1
    row = ROW + WORD * versions * call.told_words / max(call.total, 1)
    return next((count for count in FEWER if count * row <= PAGE_OF_ROWS), FEWER[-1])


def ordered_statements(call: CallSummary, narrowed: StatementFilter) -> QuerySet[Statement]:
    """Return the statements of a call that the filter leaves, those without a side last."""
    last = Case(When(verdict=Verdict.UNATTRIBUTED.value, then=Value(1)), default=Value(0), output_field=IntegerField())
    statements = Statement.objects.filter(call=call.pk, retired=False).order_by(last, "position", "pk")
    return narrowed.apply(statements)


def statement_rows(calls: Iterable[CallSummary], statements: Sequence[Statement]) -> tuple[StatementRow, ...]:
    """Return the rows of some statements of these calls; three queries."""
    return rows_of({call.pk: call.sides for call in calls}, statements)


def rows_of(sides: Mapping[int, Sequence[SideView]], statements: Sequence[Statement]) -> tuple[StatementRow, ...]:
    """Return the rows of some statements, from the sides of each call; three queries."""
    members = members_of(statements)
    sentence_ids = {member.place.sentence for found in members.values() for member in found}
    scores = _scores(sentence_ids)
    echoes = echoes_of(sentence_ids)
    return tuple(
        _row(sides[statement.call_id], statement, members.get(statement.pk, ()), scores, echoes)
        for statement in statements
    )


def _scores(sentence_ids: Iterable[int]) -> dict[frozenset[int], float]:
    ids = sorted(sentence_ids)
    links = Link.objects.filter(a__in=ids, b__in=ids, collation__current=True).values_list("a", "b", "score")
    return {frozenset((a, b)): score for a, b, score in links}


def _row(
    sides: Sequence[SideView],
    statement: Statement,
    members: Sequence[Member],
    scores: Mapping[frozenset[int], float],
    echoes: Mapping[int, tuple[EchoView, ...]],
) -> StatementRow:
    wordings = {side.code: _fold(member for member in members if member.version == side.code) for side in sides}
    placed = set(wordings)
    reasons = read_reasons(statement.reasons, sides)
    leads = _leads(wordings, scores, judged_sentences(statement.reasons), _quoted(reasons))
    cells = tuple(
        Cell(side, leads.get(side.code), tuple(w for w in wordings[side.code] if w is not leads.get(side.code)))
        for side in sides
    )
    row = StatementRow(
        public_id=statement.public_id,
        number=statement.position + 1,
        label=statement.label,
        verdict=statement.verdict,
        only=next((side for side in sides if side.code == statement.only_side), None),
        cells=cells,
        unplaced=tuple(_fold(member for member in members if member.version not in placed)),
        reasons=reasons,
        echoes=tuple(dict.fromkeys(echo for m in members for echo in echoes.get(m.place.sentence, ()))),
    )
    return _marked(row, statement.differences)


def _fold(members: Iterable[Member]) -> list[Wording]:
    """Join the places of each wording; those in a side's own voice first, headlines last, then by number of places."""
    places: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        places[_fold_key(member.text)].append(member)
    wordings = [Wording(text=found[0].text, occurrences=tuple(m.place for m in found)) for found in places.values()]
    return sorted(wordings, key=_rank)


def _rank(wording: Wording) -> tuple[bool, bool, int]:
    places = wording.occurrences
    return (not any(o.own_voice for o in places), all(o.headline for o in places), -wording.outlets)


def _fold_key(text: str) -> str:
    """Return the text without case, punctuation and white space: copies that differ in nothing else are one wording."""
    return _NOT_ALPHANUMERIC.sub("", text.casefold())


def _quoted(reasons: Iterable[ReasonView]) -> dict[str, tuple[str, ...]]:
    """Return for each side the phrases that the first reason which quotes any quotes of it."""
    told: tuple[Telling, ...] = next((reason.told for reason in reasons if reason.told), ())
    return {telling.side.code: telling.phrases for telling in told}


def _leads(
    wordings: Mapping[str, list[Wording]],
    scores: Mapping[frozenset[int], float],
    judged: frozenset[int],
    quoted: Mapping[str, tuple[str, ...]],
) -> dict[str, Wording]:
    """Choose what each side is shown with.

    Of the first two sides that tell it: the pair that the reasons speak of, the one with most of the phrases that they quote first, else
    the pair that is linked best, else the first wordings.
    """
    leads = {code: found[0] for code, found in wordings.items() if found}
    codes = list(leads)
    if len(codes) < 2:
        return leads
    first, second = codes[:2]
    best = max(
        (
            _is_judged(a, judged) and _is_judged(b, judged),
            _phrases(a, quoted.get(first, ())) + _phrases(b, quoted.get(second, ())),
            _link_score(a, b, scores),
            -i,
            -j,
        )
        for i, a in enumerate(wordings[first])
        for j, b in enumerate(wordings[second])
    )
    leads[first], leads[second] = wordings[first][-best[3]], wordings[second][-best[4]]
    return leads


def _is_judged(wording: Wording, judged: frozenset[int]) -> bool:
    return any(place.sentence in judged for place in wording.occurrences)


def _phrases(wording: Wording, phrases: Iterable[str]) -> int:
    return sum(phrase in wording.text for phrase in phrases)


def _link_score(a: Wording, b: Wording, scores: Mapping[frozenset[int], float]) -> float:
    return max(
        (scores.get(frozenset((x.sentence, y.sentence)), 0.0) for x in a.occurrences for y in b.occurrences),
        default=0.0,
    )


def _marked(row: StatementRow, kept: Mapping[str, object]) -> StatementRow:
    """Mark the words that differ: each version against the first one, the first against the second."""
    told = [cell for cell in row.cells if cell.lead]
    if len(told) < 2:
        return row
    base = told[0]
    parties = _party_words(row)
    marked: dict[str, tuple[Piece, ...]] = {}
    merged: tuple[Piece, ...] = ()
    pairs: list[tuple[str, str]] = []
    shared = 1.0
    for cell in told[1:]:
        if base.lead is None or cell.lead is None:
            continue
        pairs.append((base.lead.text, cell.lead.text))
        comparison = recall(kept, *pairs[-1])
        marked[cell.side.code] = lighten(comparison.b, parties)
        if not merged:
            marked[base.side.code] = lighten(comparison.a, parties)
            merged = label_merged(lighten(comparison.merged, parties), base.side, cell.side)
            shared = comparison.shared
    cells = tuple(
        replace(cell, lead=replace(cell.lead, pieces=marked.get(cell.side.code, ()))) if cell.lead else cell
        for cell in row.cells
    )
    # A merged text of two of three sides would leave the third out without a word.
    merged = merged if len(told) == 2 else ()
    compared = tuple(cell.side for cell in told[:2])
    return replace(row, cells=cells, merged=merged, compared=compared, shared=shared, pairs=tuple(pairs))


def _party_words(row: StatementRow) -> frozenset[str]:
    """Return the words that name the sides of the call and their leaders."""
    names = (
        name for cell in row.cells for name in (cell.side.name, cell.side.adjective, cell.side.leader, cell.side.title)
    )
    return frozenset(word.casefold() for name in names for word in name.split())
