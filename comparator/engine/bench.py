"""What the verdicts of one call are made of: accounts, pairs of them, and the parts that become statements.

Takes the sentences of a call and their alignment; gives parts, each a group of sentences with its verdict and the pairs that decided it.
A sentence that another cluster answers is not left alone; narration carries the account of the side that it restates.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from comparator.engine.facts import Facts, read_facts
from comparator.engine.reasons import Account, agreement, divergence, one_side_only, unattributed
from comparator.engine.records import (
    OUTLET_VOICE,
    Alignment,
    Call,
    Link,
    Member,
    Reason,
    Relation,
    Sentence,
    Statement,
    Verdict,
)
from comparator.engine.verdict import Assessment, assess, threshold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from comparator.engine.register import Register


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


@dataclass(frozen=True, slots=True)
class Part:
    """What will be one statement."""

    members: tuple[str, ...]
    label: str
    verdict: Verdict
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Bench:
    """One call's sentences, links and what has been read of them."""

    call: Call
    sentences: Sequence[Sentence]
    alignment: Alignment
    register: Register
    answer_score: float
    _facts: dict[str, Facts] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Sentence]:
        """Id → sentence."""
        return {sentence.id: sentence for sentence in self.sentences}

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, Link]]:
        """Sentence → sentence → the link between them."""
        table: dict[str, dict[str, Link]] = {}
        for link in self.alignment.links:
            table.setdefault(link.a, {})[link.b] = link
            table.setdefault(link.b, {})[link.a] = link
        return table

    @cached_property
    def versions(self) -> Mapping[str, str | None]:
        """Sentence → the side whose account it carries."""
        return {sentence.id: self._version(sentence) for sentence in self.sentences}

    @cached_property
    def searched(self) -> Mapping[str, int]:
        """Side → documents of the call that carry that side's own voice."""
        carriers = {side: {s.document for s in self.sentences if s.voice == side} for side in self.call.sides}
        return {side: len(documents) for side, documents in carriers.items()}

    def place(self, sentence: str) -> tuple[str, int]:
        """Return where a sentence stands in reading order."""
        return self.by_id[sentence].document, self.by_id[sentence].index

    def facts(self, sentence: str) -> Facts:
        """Return what a sentence states, read once."""
        if sentence not in self._facts:
            source = self.by_id[sentence]
            self._facts[sentence] = read_facts(source.raw or source.text, self.register, self.call.sides)
        return self._facts[sentence]

    def parts(self) -> Iterator[Part]:
        """Give what is agreed and disputed within each cluster, then what is left, with its answers from other clusters or without."""
        left: list[Part] = []
        for cluster in self.alignment.clusters:
            members = tuple(sorted((m for m in cluster.members if m in self.by_id), key=self.place))
            parts = list(self._answered(members, self._pairs(members), cluster.label))
            told = {member for part in parts for member in part.members}
            rest = self._components([m for m in members if m not in told])
            left.extend(Part(company, cluster.label, Verdict.UNATTRIBUTED) for company in rest)
            yield from parts
        yield from self._rest(left)

    def _rest(self, left: Sequence[Part]) -> Iterator[Part]:
        told: set[str] = set()
        for part in left:
            members = [m for m in part.members if m not in told]
            parts = list(self._answered(members, self._pairs_outside(members), part.label))
            told.update(member for part in parts for member in part.members)
            yield from parts
            for company in self._components([m for m in members if m not in told]):
                verdict = Verdict.ONE_SIDED if any(map(self._speaks, company)) else Verdict.UNATTRIBUTED
                yield Part(company, part.label, verdict)

    def _answered(self, members: Sequence[str], pairs: Sequence[Pair], label: str) -> Iterator[Part]:
        """Give the pairs that agree and those that diverge, each with the members that restate them."""
        for diverges, verdict in ((False, Verdict.AGREE), (True, Verdict.DIVERGE)):
            chosen = tuple(pair for pair in pairs if pair.diverges is diverges)
            if chosen:
                yield Part(self._company(members, pairs, chosen), label, verdict, chosen)

    def statement(self, part: Part, identity: str) -> Statement:
        """Return a part as a statement."""
        voiced = {side: tuple(m for m in part.members if self.by_id[m].voice == side) for side in self.call.sides}
        return Statement(
            id=identity,
            call=self.call.id,
            label=part.label,
            verdict=part.verdict,
            sides=voiced,
            members=tuple(Member(m, self._version_in(m, part)) for m in part.members),
            reasons=self._reasons(part),
        )

    def _accounts(self, members: Iterable[str]) -> dict[str, list[str]]:
        """Return side → members that carry its account, for the sides that have any, in the order of the call."""
        found: dict[str, list[str]] = {}
        for member in members:
            version = self.versions[member]
            if version in self.call.sides:
                found.setdefault(str(version), []).append(member)
        return {side: found[side] for side in self.call.sides if side in found}

    def _pairs(self, members: Sequence[str]) -> tuple[Pair, ...]:
        accounts = self._accounts(members)
        pairs: list[Pair] = []
        for one, other in combinations(accounts, 2):
            couples = [(a, b) for a in accounts[one] for b in accounts[other]]
            linked = self._strongest([couple for couple in couples if self._link(*couple)])
            pairs.extend(self._pair(one, other, a, b) for a, b in self._voiced(linked) or self._voiced(couples)[:1])
        return tuple(pairs)

    def _pairs_outside(self, members: Sequence[str]) -> tuple[Pair, ...]:
        """Return the pairs of members with sentences of another side that the alignment links surely, but put in another cluster."""
        couples = [
            (member, other)
            for member in members
            for other, link in self.links.get(member, {}).items()
            if self._speaks(member) and self._speaks(other) and self.by_id[member].voice != self.by_id[other].voice
            if link.score >= self.answer_score
        ]
        ordered = [couple if self._rank(couple[0]) < self._rank(couple[1]) else couple[::-1] for couple in couples]
        return tuple(
            self._pair(str(self.by_id[a].voice), str(self.by_id[b].voice), a, b)
            for a, b in sorted(ordered, key=lambda couple: (self.place(couple[0]), self.place(couple[1])))
        )

    def _rank(self, sentence: str) -> int:
        return self.call.sides.index(str(self.by_id[sentence].voice))

    def _strongest(self, couples: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the couples that are among the strongest of either sentence, so that the work grows with the sentences alone."""
        taken: Counter[str] = Counter()
        kept = set()
        for couple in sorted(couples, key=lambda couple: (-self._score(*couple), *map(self.place, sorted(couple)))):
            if min(taken[member] for member in couple) < _MOST_ANSWERS:
                kept.add(couple)
                taken.update(couple)
        return [couple for couple in couples if couple in kept]

    def _score(self, a: str, b: str) -> float:
        link = self._link(a, b)
        return link.score if link else 0.0

    def _voiced(self, couples: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the couples in which both sides speak themselves, or all where there are none."""
        own = [couple for couple in couples if all(self.by_id[m].voice != OUTLET_VOICE for m in couple)]
        return own or couples

    def _pair(self, one: str, other: str, a: str, b: str) -> Pair:
        link = self._link(a, b)
        same = _SAMENESS[link.relation] if link else 0.0
        return Pair(
            Account(one, self.by_id[a], self.facts(a)),
            Account(other, self.by_id[b], self.facts(b)),
            assess(self.facts(a), self.facts(b), same=same),
        )

    def _company(self, members: Sequence[str], pairs: Sequence[Pair], chosen: Sequence[Pair]) -> tuple[str, ...]:
        """Return the sentences of the chosen pairs and the members that restate one of them."""
        core = {account.sentence.id for pair in chosen for account in (pair.first, pair.second)}
        judged = {account.sentence.id for pair in pairs for account in (pair.first, pair.second)}
        restating = {m for m in members if m not in judged and any(self._restates(m, other) for other in core)}
        return tuple(sorted(core | restating, key=self.place))

    def _components(self, members: Sequence[str]) -> list[tuple[str, ...]]:
        """Return members that no other side answers, those that are linked together."""
        rest = list(members)
        components = []
        while rest:
            component = [rest.pop(0)]
            for member in component:
                joined = [other for other in rest if self._link(member, other)]
                component.extend(joined)
                rest = [other for other in rest if other not in joined]
            components.append(tuple(sorted(component, key=self.place)))
        return components

    def _link(self, a: str, b: str) -> Link | None:
        return self.links.get(a, {}).get(b)

    def _restates(self, a: str, b: str) -> bool:
        """Return whether ``a`` belongs to what is said with ``b``: a side's own sentence must say the same."""
        link = self._link(a, b)
        if link is None or link.relation is Relation.TOPIC:
            return False
        return link.relation is Relation.SAME or not self._speaks(a)

    def _version(self, sentence: Sentence) -> str | None:
        if sentence.voice != OUTLET_VOICE:
            return sentence.voice
        restated = [
            (link.score, other)
            for other, link in self.links.get(sentence.id, {}).items()
            if link.relation is not Relation.TOPIC and self._speaks(other)
        ]
        if restated:
            best = min(restated, key=lambda item: (-item[0], self.place(item[1])))
            return self.by_id[best[1]].voice
        return None

    def _speaks(self, sentence: str) -> bool:
        return sentence in self.by_id and self.by_id[sentence].voice in self.call.sides

    def _version_in(self, member: str, part: Part) -> str | None:
        """Return the account that a member carries in a statement: narration beside one side only restates that side."""
        version = self.versions[member]
        accounts = list(self._accounts(part.members))
        if version is None and self.by_id[member].voice == OUTLET_VOICE and len(accounts) == 1:
            return accounts[0] if self.links.get(member) else None
        return version

    def _reasons(self, part: Part) -> tuple[Reason, ...]:
        if part.verdict is Verdict.UNATTRIBUTED:
            return (unattributed([self.by_id[m] for m in part.members]),)
        if part.verdict is Verdict.ONE_SIDED:
            (side,) = self._accounts(part.members)
            return tuple(
                one_side_only(self.register, side, other, self.searched[other])
                for other in self.call.sides
                if other != side
            )
        tell = divergence if part.verdict is Verdict.DIVERGE else agreement
        ranked = sorted(part.pairs, key=lambda pair: abs(pair.assessment.probability - 0.5), reverse=True)
        return tell(self.register, ranked[0].first, ranked[0].second, ranked[0].assessment)
