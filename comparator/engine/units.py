"""Units that stage 1 judges: a paragraph, or what is glued to its ends.

Takes the span of a paragraph and gives its units: the paragraph itself, a date line that runs into its first sentence, or the parts of a web page
that was flattened into one line (menu words, the date under the title, a table of tags at the end). It only divides; ``furniture`` judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from comparator.engine.records import Role, Span
from comparator.engine.stamps import stamp_prefix
from comparator.engine.text import fold_punctuation, readable, trim

_TERMINAL = re.compile(r"[.!?…।॥。！？؟][\"'”’»›)\]}*]*$")
_LETTERS = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")


@dataclass(frozen=True)
class Unit:
    """A stretch of text that is judged as a whole."""

    raw: str
    """The whole document."""
    span: Span
    paragraph: int
    role: Role | None = None
    """Set where dividing the text already settled what it is."""
    rule: str | None = None

    @cached_property
    def text(self) -> str:
        """The unit as people read it."""
        return readable(self.raw, self.span.start, self.span.end)

    @cached_property
    def words(self) -> list[str]:
        """Its words, at most 400."""
        return _LETTERS.findall(self.text[:4000])[:400]

    @cached_property
    def folded(self) -> str:
        """Its text in lower case with plain quotation marks and no marks at the ends, at most 600 characters."""
        return fold_punctuation(self.text[:600]).lower().strip(" \t:;,.!?*_#-|/\\()[]<>»>\"'•→←…")

    @cached_property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_TERMINAL.search(self.text[-20:]))


def split_prefixes(raw: str, span: Span, paragraph: int) -> Iterator[Unit]:
    """Yield the units of a paragraph."""
    prefix = stamp_prefix(raw[span.start : span.start + 200])
    if prefix is not None:
        head = Span(span.start, span.start + prefix.length)
        yield Unit(raw, trim(raw, head.start, head.end), paragraph, Role.FURNITURE, "date line")
        span = trim(raw, head.end, span.end)
    yield Unit(raw, span, paragraph)
