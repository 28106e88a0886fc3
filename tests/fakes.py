"""A small engine of the same shape as the real one, whose every decision can be read off the text.

One line is one sentence: ``[VOICE|CALL] words``. ``VOICE`` is a side, ``outlet`` or nothing; ``CALL`` is a call's slug, ``new:DATE``
for a call that the register lacks, or nothing. A line that begins with ``#`` is furniture. Sentences of one call that begin with the same
word are one statement.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from comparator.engine import records
from comparator.engine.options import Options
from comparator.engine.pairs import PairDecision

LINE = re.compile(r"\[(?P<voice>[^|\]]*)\|(?P<call>[^\]]*)\] *(?P<words>.*)")


@dataclass
class FakeEngine:
    version: str = "fake-1"
    options: Options = field(default_factory=Options)
    fails_reading: bool = False
    fails_collating: str = ""
    """Slug of the call whose collation breaks down."""
    misdated: dict[str, str] = field(default_factory=dict)
    """First word of a sentence → slug of the call that it seems to belong to."""
    collated: list[str] = field(default_factory=list)
    """Slugs in the order in which they were collated."""
    decided: list[PairDecision] = field(default_factory=list)
    """What people had decided about pairs of sentences, of all that was collated."""
    looked_through: list[int] = field(default_factory=list)
    """How many sentences each look for echoes took."""

    def read(self, document, register):
        if self.fails_reading:
            raise RuntimeError("the fake broke down")
        sentences, proposed = [], {}
        for match in re.finditer(r"[^\r\n]+", document.text):
            if not match[0].strip():
                continue
            sentence = self._sentence(document, len(sentences), match, register)
            sentences.append(sentence)
            if sentence.call and sentence.call.startswith("new:"):
                day = date.fromisoformat(sentence.call[4:14])
                leaders = {"IN": "Narendra Modi", "FR": "Emmanuel Macron"}
                proposed[sentence.call] = records.ProposedCall(sentence.call, day, ("FR", "IN"), leaders)
        sha = hashlib.sha256(document.text.encode()).hexdigest()
        return records.ReadDocument(document, sha, (), tuple(sentences), tuple(proposed.values()))

    def _sentence(self, document, index, match, register):
        parts = LINE.match(match[0])
        call = parts["call"] if parts else ""
        if call and not call.startswith("new:") and register.call(call) is None:
            call = ""
        return records.Sentence(
            id=f"{document.id}#{index}",
            document=document.id,
            index=index,
            span=records.Span(*match.span()),
            text=parts["words"] if parts else match[0],
            role=records.Role.FURNITURE if match[0].startswith("#") else records.Role.CONTENT,
            voice=(parts["voice"] or None) if parts else records.OUTLET_VOICE,
            call=call or None,
            raw=match[0],
        )

    def collate(self, call, sentences, register, decisions=()):
        self.collated.append(call.id)
        self.decided.extend(decisions)
        if call.id == self.fails_collating:
            raise RuntimeError("the fake broke down")
        groups = defaultdict(list)
        for sentence in sentences:
            groups[sentence.text.split()[0]].append(sentence)
        links = [
            records.Link(a.id, b.id, records.Relation.SAME, 0.9, (records.Signal("first word", 0.9),))
            for group in groups.values()
            for a, b in combinations(group, 2)
        ]
        return records.CallResult(call.id, tuple(links), tuple(self._statement(call, w, g) for w, g in groups.items()))

    def _statement(self, call, word, group):
        sides = {code: tuple(s.id for s in group if s.voice == code) for code in call.sides}
        told = [code for code, ids in sides.items() if ids]
        verdict = {0: records.Verdict.UNATTRIBUTED, 1: records.Verdict.ONE_SIDED}.get(len(told), records.Verdict.AGREE)
        return records.Statement(
            id=f"{call.id}:{word}",
            call=call.id,
            label=word,
            verdict=verdict,
            sides=sides,
            members=tuple(records.Member(s.id, s.voice if s.voice in call.sides else None) for s in group),
            reasons=(
                records.Reason("wording", "first word", spans=(records.SentenceSpan(group[0].id, group[0].span),)),
            ),
        )

    def echoes(self, sentences, register):
        self.looked_through.append(len(sentences))
        located = [s for s in sentences if s.call and s.role is records.Role.CONTENT]
        pairs = [(a, b) for a, b in combinations(located, 2) if a.call != b.call and a.text == b.text]
        return records.EchoFindings(
            tuple(records.Echo(a.id, b.id, 1.0, records.EchoKind.RECYCLED) for a, b in pairs),
            tuple(
                records.Misdating(s.id, self.misdated[s.text.split()[0]], "it is told of another call")
                for s in located
                if s.text.split()[0] in self.misdated and s.call != self.misdated[s.text.split()[0]]
            ),
        )
