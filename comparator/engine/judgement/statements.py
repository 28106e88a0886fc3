"""How links and clusters become statements: the parts of a call, each with its verdict and the pairs that decided it.

Takes the versions of one call and its clusters. What agrees and what diverges in a cluster are two parts; a sentence that nothing in its
own cluster answers is answered by what it is linked to elsewhere, and is one-sided only where nothing answers it at all. Each
sentence is judged against its strongest answers alone, so that the work grows with the sentences and not with their square.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

from comparator.engine.judgement.reasons import (
    Account,
    agreement,
    decided,
    divergence,
    narration,
    one_side_only,
    unattributed,
)
from comparator.engine.judgement.verdict import Assessment, assess, assess_translated, threshold
from comparator.engine.records import Cluster, Member, Reason, Relation, Statement, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from comparator.engine.judgement.versions import Versions

_MOST_ANSWERS = 8
"""Links of a sentence to another side that are judged; the annotated calls have at most five to a sentence."""
_SAMENESS = {Relation.SAME: 1.0, Relation.PARTIAL: 0.5, Relation.TOPIC: 0.0}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two linked sentences of two accounts, the side listed first in the call first."""

    first: Account
    second: Account
    assessment: Assessment

    @property
    def diverges(self) -> bool:
        """Whether the two accounts differ in substance."""
        return self.assessment.probability >= threshold()

    @property
    def ids(self) -> tuple[str, str]:
        """The two sentences."""
        return self.first.sentence.id, self.second.sentence.id


@dataclass(frozen=True, slots=True)
class Part:
    """What will be one statement."""

    members: tuple[str, ...]
    label: str
    verdict: Verdict
    pairs: tuple[Pair, ...] = ()
    decided: bool = False
    """Whether a person gave the verdict."""


@dataclass(frozen=True)
class Composer:
    """Makes the statements of one call."""

    versions: Versions
    _assessed: dict[tuple[int, int, float], Assessment] = field(default_factory=dict)

    def parts(self, clusters: Sequence[Cluster]) -> Iterator[Part]:
        """Give what is agreed and disputed within each cluster, then what is left, with its answers from other clusters or without."""
        left: list[Part] = []
        for cluster in clusters:
            members = self.versions.in_order(cluster.members)
            parts = list(self._answered(members, self._pairs(members), cluster.label))
            told = {member for part in parts for member in part.members}
            rest = self._components([m for m in members if m not in told])
            left.extend(Part(company, cluster.label, Verdict.UNATTRIBUTED) for company in rest)
            yield from parts
        yield from self._rest(left)

    def statement(self, part: Part, identity: str) -> Statement:
        """Return a part as a statement."""
        call, by_id = self.versions.call, self.versions.by_id
        accounts = list(self.versions.accounts(part.members))
        return Statement(
            id=identity,
            call=call.id,
            label=part.label,
            verdict=part.verdict,
            sides={side: tuple(m for m in part.members if by_id[m].voice == side) for side in call.sides},
            members=tuple(Member(m, self._version_among(m, accounts)) for m in part.members),
            reasons=self._reasons(part),
        )

    def _rest(self, left: Sequence[Part]) -> Iterator[Part]:
        told: set[str] = set()
        for part in left:
            members = [m for m in part.members if m not in told]
            parts = list(self._answered(members, self._pairs_outside(members), part.label))
            told.update(member for answered in parts for member in answered.members)
            yield from parts
            for company in self._components([m for m in members if m not in told]):
                verdict = Verdict.ONE_SIDED if any(map(self._answers, company)) else Verdict.UNATTRIBUTED
                if not all(map(self.versions.is_headline, company)):
                    yield Part(company, part.label, verdict)

    def _answered(self, members: Sequence[str], pairs: Sequence[Pair], label: str) -> Iterator[Part]:
        """Give the pairs that agree and those that diverge, each with the members that restate them."""
        groups: dict[Verdict, list[Pair]] = {Verdict.AGREE: [], Verdict.DIVERGE: []}
        settled: set[Verdict] = set()
        for diverges, verdict in ((False, Verdict.AGREE), (True, Verdict.DIVERGE)):
            found = [pair for pair in pairs if pair.diverges is diverges]
            given = self.versions.decided(pair.ids for pair in found)
            groups[given or verdict].extend(found)
            if given is not None:
                settled.add(given)
        for verdict, together in groups.items():
            for chosen in self._compatible(together):
                company = self._company(members, pairs, chosen)
                yield Part(company, label, verdict, chosen, decided=verdict in settled)

    def _compatible(self, pairs: Sequence[Pair]) -> list[tuple[Pair, ...]]:
        """Return the pairs in as few groups as keep apart what a person parted; one, as a rule."""
        groups: list[list[Pair]] = []
        for pair in pairs:
            for together in groups:
                inside = {sentence for other in together for sentence in other.ids}
                if not any(self.versions.are_apart(sentence, inside) for sentence in pair.ids):
                    together.append(pair)
                    break
            else:
                groups.append([pair])
        return [tuple(together) for together in groups]

    def _pairs(self, members: Sequence[str]) -> tuple[Pair, ...]:
        """Return the linked pairs of two sides' accounts among ``members``."""
        accounts = self.versions.accounts(members)
        pairs: list[Pair] = []
        for one, other in combinations(accounts, 2):
            pairs.extend(self._pair(one, other, a, b) for a, b in self._answering(accounts[one], accounts[other]))
        return tuple(pairs)

    def _answering(self, ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, str]]:
        """Return the linked couples of two accounts, the strongest of each sentence alone."""
        speaks = self.versions.speaks
        couples = self._best_links([*filter(speaks, ours)], [*filter(speaks, theirs)]) or self._best_links(ours, theirs)
        return self._strongest(self._voiced(couples))

    def _best_links(self, ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, str]]:
        """Return the couples that are among the strongest links of either sentence; no other could be kept."""
        couples: dict[tuple[str, str], None] = {}
        for near, far in ((ours, {*theirs}), (theirs, {*ours})):
            for sentence in near:
                links = self.versions.links.get(sentence, {}).items()
                answers = [(-link.score, self.versions.place(other), other) for other, link in links if other in far]
                for *_, other in nsmallest(_MOST_ANSWERS, answers):
                    couples[(sentence, other) if near is ours else (other, sentence)] = None
        return list(couples)

    def _pairs_outside(self, members: Sequence[str]) -> tuple[Pair, ...]:
        """Return the pairs of members with another side's account that the alignment links, but put in another cluster."""
        couples = [
            (member, other)
            for member in members
            for other, link in self.versions.links.get(member, {}).items()
            if self._answers(member) and self._is_other_account(member, other)
        ]
        ordered = [couple if self._rank(couple[0]) < self._rank(couple[1]) else couple[::-1] for couple in couples]
        strongest = self._strongest(self._voiced(ordered))
        return tuple(self._pair(str(self.versions.of(a)), str(self.versions.of(b)), a, b) for a, b in strongest)

    def _is_other_account(self, sentence: str, other: str) -> bool:
        sides = {self.versions.of(sentence), self.versions.of(other)}
        return len(sides) > 1 and sides <= {*self.versions.call.sides} and not self.versions.is_headline(other)

    def _answers(self, sentence: str) -> bool:
        return self.versions.speaks(sentence) and not self.versions.is_headline(sentence)

    def _rank(self, sentence: str) -> int:
        return self.versions.call.sides.index(str(self.versions.of(sentence)))

    def _strongest(self, couples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the couples that are among the strongest of either sentence, in reading order."""
        place, score = self.versions.place, self.versions.score
        taken: Counter[str] = Counter()
        kept = []
        for couple in sorted(couples, key=lambda couple: (-score(*couple), *sorted(map(place, couple)))):
            if min(taken[member] for member in couple) < _MOST_ANSWERS:
                kept.append(couple)
                taken.update(couple)
        return sorted(kept, key=lambda couple: (place(couple[0]), place(couple[1])))

    def _voiced(self, couples: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """Return the couples in which both sides speak themselves or, where there are none, those in which one does."""
        return [couple for couple in couples if all(map(self.versions.speaks, couple))] or [
            couple for couple in couples if any(map(self.versions.speaks, couple))
        ]

    def _pair(self, one: str, other: str, a: str, b: str) -> Pair:
        link = self.versions.link(a, b)
        by_id, ours, theirs = self.versions.by_id, self.versions.facts(a), self.versions.facts(b)
        if self.versions.are_translated(a, b):
            assessment = assess_translated(ours, theirs)
        else:
            assessment = self._assess(a, b, _SAMENESS[link.relation] if link else 0.0)
        return Pair(Account(one, by_id[a], ours), Account(other, by_id[b], theirs), assessment)

    def _assess(self, a: str, b: str, same: float) -> Assessment:
        """Return the assessment of two accounts; what several outlets quote in the same words is compared once."""
        ours, theirs = self.versions.facts(a), self.versions.facts(b)
        key = (id(ours), id(theirs), same)
        if key not in self._assessed:
            profiles = self.versions.profile(a), self.versions.profile(b)
            self._assessed[key] = assess(ours, theirs, profiles, same=same)
        return self._assessed[key]

    def _company(self, members: Sequence[str], pairs: Sequence[Pair], chosen: Sequence[Pair]) -> tuple[str, ...]:
        """Return the sentences of the chosen pairs and the members that restate one of them."""
        core = {sentence for pair in chosen for sentence in pair.ids}
        judged = {sentence for pair in pairs for sentence in pair.ids}
        company = set(core)
        for member in members:
            if member not in judged and self._restates(member, core) and not self.versions.are_apart(member, company):
                company.add(member)
        return self.versions.in_order(company)

    def _restates(self, sentence: str, core: Iterable[str]) -> bool:
        """Return whether a sentence belongs to what is said with ``core``: a side's own sentence must say the same."""
        own = self.versions.speaks(sentence)
        links = (self.versions.link(sentence, other) for other in core)
        relations = {link.relation for link in links if link}
        return Relation.SAME in relations or (Relation.PARTIAL in relations and not own)

    def _components(self, members: Sequence[str]) -> list[tuple[str, ...]]:
        """Return members that no other side answers, those that are linked together and carry no two versions."""
        rest = dict.fromkeys(members)
        components = []
        while rest:
            component = [next(iter(rest))]
            del rest[component[0]]
            for member in component:
                for other in self.versions.links.get(member, ()):
                    parted = self.versions.are_apart(other, component)
                    if other in rest and not parted and self._is_one_account([*component, other]):
                        component.append(other)
                        del rest[other]
            components.append(self.versions.in_order(component))
        return components

    def _is_one_account(self, members: Iterable[str]) -> bool:
        return len({self.versions.of(member) for member in members} & {*self.versions.call.sides}) < 2

    def _version_among(self, member: str, accounts: Sequence[str]) -> str | None:
        """Return the account that a member carries beside ``accounts``: narration beside one side only restates that side."""
        version = self.versions.of(member)
        if version is None and self.versions.is_narration(member) and len(accounts) == 1:
            return accounts[0] if self.versions.links.get(member) else None
        return version

    def _reasons(self, part: Part) -> tuple[Reason, ...]:
        register, call = self.versions.register, self.versions.call
        if part.verdict is Verdict.UNATTRIBUTED:
            return (unattributed([self.versions.by_id[m] for m in part.members]),)
        if part.verdict is Verdict.ONE_SIDED:
            (side,) = self.versions.accounts(part.members)
            others = [other for other in call.sides if other != side]
            return tuple(one_side_only(register, side, other, self.versions.carriers[other]) for other in others)
        tell = divergence if part.verdict is Verdict.DIVERGE else agreement
        clearest = min(part.pairs, key=self._doubt)
        accounts = clearest.first, clearest.second
        retold = [account for account in accounts if self.versions.is_narration(account.sentence.id)]
        told = tell(register, *accounts, clearest.assessment)
        by_person = (decided(part.verdict),) if part.decided else ()
        return (*by_person, *told, *(narration(register, account) for account in retold))

    def _doubt(self, pair: Pair) -> tuple[float, list[tuple[str, int]]]:
        """Return a key that puts the clearest pair first, whichever side the call lists first."""
        return -round(abs(pair.assessment.probability - 0.5), 9), sorted(map(self.versions.place, pair.ids))
