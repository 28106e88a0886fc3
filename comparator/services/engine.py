"""The engine as the services see it: three functions, a version and options.

Tests hand in a fake of the same shape; the program uses ``PACKAGED``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from comparator.engine.options import ENGINE_VERSION, Options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.pairs import PairDecision
    from comparator.engine.records import (
        Call,
        CallResult,
        EchoFindings,
        ReadDocument,
        Sentence,
        SourceDocument,
    )
    from comparator.engine.register import Register


class Engine(Protocol):
    """What reads documents and compares what they say."""

    @property
    def version(self) -> str:
        """Changes whenever the same input may give another output."""

    @property
    def options(self) -> Options:
        """The thresholds it works with."""

    def read(self, document: SourceDocument, register: Register) -> ReadDocument:
        """Run stages 1 to 4 on one document."""

    def collate(
        self, call: Call, sentences: Sequence[Sentence], register: Register, decisions: Sequence[PairDecision] = ()
    ) -> CallResult:
        """Run stages 5 and 6 on the sentences of one call, with what people decided about pairs of them."""

    def echoes(self, sentences: Sequence[Sentence], register: Register) -> EchoFindings:
        """Run stage 7 on the sentences of several calls."""


@dataclass(frozen=True, slots=True)
class PackagedEngine:
    """The engine of this program. Its stages are imported when first used, so that ``migrate`` and the like start without them."""

    version: str = ENGINE_VERSION
    options: Options = field(default_factory=Options)

    def read(self, document: SourceDocument, register: Register) -> ReadDocument:
        """Run stages 1 to 4 on one document."""
        from comparator.engine.pipeline import read_document

        return read_document(document, register, self.options)

    def collate(
        self, call: Call, sentences: Sequence[Sentence], register: Register, decisions: Sequence[PairDecision] = ()
    ) -> CallResult:
        """Run stages 5 and 6 on the sentences of one call, with what people decided about pairs of them."""
        from comparator.engine.pipeline import collate_call

        return collate_call(call, sentences, register, self.options, decisions)

    def echoes(self, sentences: Sequence[Sentence], register: Register) -> EchoFindings:
        """Run stage 7 on the sentences of several calls."""
        from comparator.engine.echo import find_echoes

        return find_echoes(sentences, register, self.options)


PACKAGED: Engine = PackagedEngine()
