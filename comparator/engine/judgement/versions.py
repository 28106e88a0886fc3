"""Whose account each sentence of a call carries, and what it states.

Takes the sentences of one call with the links between them; gives the side whose version each one carries (its voice's side or, for the
outlet's own narration, the side that it restates), the other sentences that it is linked to, and its facts, read once. It judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from comparator.engine.alignment.multilingual import script_of
from comparator.engine.alignment.profiles import Profile, build_profile
from comparator.engine.judgement.facts import Facts, read_facts
from comparator.engine.judgement.narration import retold_sides
from comparator.engine.pairs import APART, PairDecided
from comparator.engine.records import OUTLET_VOICE, Call, Link, Relation, Role, Sentence, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from comparator.engine.pairs import PairDecision
    from comparator.engine.register import Register


@dataclass(frozen=True)
class Versions:
    """One call's sentences and links, and what has been read of them."""

    call: Call
    sentences: Sequence[Sentence]
    linked: Sequence[Link]
    register: Register
    decisions: tuple[PairDecision, ...] = ()
    """A person's, in the order in which they were made."""
    _facts: dict[str, Facts] = field(default_factory=dict)
    """By text: several outlets quote one release in the same words."""

    @cached_property
    def by_id(self) -> Mapping[str, Sentence]:
        """Id → sentence."""
        return {sentence.id: sentence for sentence in self.sentences}

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, Link]]:
        """Sentence → sentence → the link between them."""
        table: dict[str, dict[str, Link]] = {}
        for link in self.linked:
            if link.a in self.by_id and link.b in self.by_id:
                table.setdefault(link.a, {})[link.b] = link
                table.setdefault(link.b, {})[link.a] = link
        return table

    @cached_property
    def carriers(self) -> Mapping[str, int]:
        """Side → documents of the call that carry that side's own voice."""
        documents = {side: {s.document for s in self.sentences if s.voice == side} for side in self.call.sides}
        return {side: len(found) for side, found in documents.items()}

    @cached_property
    def _apart(self) -> Mapping[str, frozenset[str]]:
        """Sentence → those that a person said it has nothing to do with."""
        settled = {(d.a, d.b): d.value for d in self.decisions if d.kind is PairDecided.LINK}
        table: dict[str, set[str]] = {}
        for (a, b), value in settled.items():
            if value == APART:
                table.setdefault(a, set()).add(b)
                table.setdefault(b, set()).add(a)
        return {sentence: frozenset(others) for sentence, others in table.items()}

    def are_apart(self, sentence: str, others: Iterable[str]) -> bool:
        """Return whether a person parted a sentence from one of the others."""
        return not self._apart.get(sentence, frozenset()).isdisjoint(others)

    def decided(self, pairs: Iterable[tuple[str, str]]) -> Verdict | None:
        """Return the verdict that a person gave to one of these pairs of sentences, the last one if there are several."""
        asked = {frozenset(pair) for pair in pairs}
        given = (d.value for d in self.decisions if d.kind is PairDecided.VERDICT and frozenset((d.a, d.b)) in asked)
        return next((Verdict(value) for value in reversed([*given])), None)

    @cached_property
    def _versions(self) -> Mapping[str, str | None]:
        return {sentence.id: self._read_version(sentence) for sentence in self.sentences}

    @cached_property
    def _retold(self) -> Mapping[str, str]:
        return retold_sides(self.call, self.sentences, self.register)

    @cached_property
    def _places(self) -> Mapping[str, tuple[str, int]]:
        return {sentence.id: (sentence.document, sentence.index) for sentence in self.sentences}

    @cached_property
    def _scripts(self) -> Mapping[str, str]:
        return {sentence.id: script_of(sentence.text) for sentence in self.sentences}

    def place(self, sentence: str) -> tuple[str, int]:
        """Return where a sentence stands in reading order."""
        return self._places[sentence]

    def in_order(self, members: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``members`` that belong to the call, in reading order."""
        return tuple(sorted((m for m in members if m in self.by_id), key=self.place))

    def of(self, sentence: str) -> str | None:
        """Return the side whose account a sentence carries, if any."""
        return self._versions[sentence]

    def speaks(self, sentence: str) -> bool:
        """Return whether a side of the call asserts the sentence itself."""
        return self.by_id[sentence].voice in self.call.sides

    def is_narration(self, sentence: str) -> bool:
        """Return whether the outlet itself asserts the sentence."""
        return self.by_id[sentence].voice == OUTLET_VOICE

    def is_headline(self, sentence: str) -> bool:
        """Return whether a sentence only announces what the text below it tells."""
        return self.by_id[sentence].role is Role.HEADLINE

    def accounts(self, members: Iterable[str]) -> dict[str, list[str]]:
        """Return side → members that give its account, headlines aside, for the sides that have any, in the order of the call."""
        found: dict[str, list[str]] = {}
        for member in members:
            version = self.of(member)
            if version in self.call.sides and not self.is_headline(member):
                found.setdefault(str(version), []).append(member)
        return {side: found[side] for side in self.call.sides if side in found}

    def link(self, a: str, b: str) -> Link | None:
        """Return the link between two sentences, if there is one."""
        return self.links.get(a, {}).get(b)

    def score(self, a: str, b: str) -> float:
        """Return how sure the link between two sentences is; 0 where there is none."""
        link = self.link(a, b)
        return link.score if link else 0.0

    def are_translated(self, a: str, b: str) -> bool:
        """Return whether two sentences are in different scripts, so that none of their words can be the same."""
        return len({self._scripts[a], self._scripts[b]} - {""}) > 1

    def facts(self, sentence: str) -> Facts:
        """Return what a sentence states."""
        source = self.by_id[sentence]
        text = source.raw or source.text
        if text not in self._facts:
            self._facts[text] = read_facts(text, self.register, self.call.sides)
        return self._facts[text]

    def profile(self, sentence: str) -> Profile:
        """Return what the alignment compared of a sentence."""
        text = self.by_id[sentence].text
        return build_profile(text, self.register.mentions(text), frozenset(self.call.sides))

    def _read_version(self, sentence: Sentence) -> str | None:
        if sentence.voice != OUTLET_VOICE:
            return sentence.voice
        restated = [
            (-link.score, self.place(other), other)
            for other, link in self.links.get(sentence.id, {}).items()
            if link.relation is not Relation.TOPIC and self.speaks(other)
        ]
        return self.by_id[min(restated)[2]].voice if restated else self._retold.get(sentence.id)
