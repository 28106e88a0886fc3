"""Stage 2: sentences.

Takes the blocks of a cleaned document and gives its sentences: one or more of each block of the report (``sentences``
finds them), one of each block of furniture or headline. Sentences tile the text: every character that is not white
space is in exactly one. Flags mark what a person should look at. It does not say who speaks or of what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.engine.cleaning.paragraphs import paragraph_spans
from comparator.engine.options import Options
from comparator.engine.records import Block, CleanText, Role, Segment, Span
from comparator.engine.segmenting.fragments import FRAGMENT, is_fragment
from comparator.engine.segmenting.quotes import Balance
from comparator.engine.segmenting.sentences import sentence_spans
from comparator.engine.text import readable, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

UNBALANCED_QUOTE = "unbalanced-quote"
TOO_LONG = "too-long"


def segment(cleaned: CleanText, options: Options | None = None) -> tuple[Segment, ...]:
    """Return the sentences of a cleaned document in reading order."""
    limit = (options or Options()).max_sentence_length
    sentences = [(block, span) for block in cleaned.blocks for span in _spans(cleaned.text, block)]
    broken = _broken_quotes(cleaned.text, sentences)
    segments: list[Segment] = []
    for number, (block, span) in enumerate(sentences):
        pieces = _pieces(cleaned.text, span, limit) if block.role is Role.CONTENT else [span]
        flags = ((UNBALANCED_QUOTE,) if number in broken else ()) + ((TOO_LONG,) if len(pieces) > 1 else ())
        segments.extend(_segment(cleaned.text, block, piece, flags) for piece in pieces)
    return tuple(segments)


def segment_text(text: str, options: Options | None = None) -> tuple[Segment, ...]:
    """Return the sentences of a text that is taken as it is, all of it content.

    Example:
        >>> [s.text for s in segment_text("Mr. Modi spoke. He left.")]
        ['Mr. Modi spoke.', 'He left.']
    """
    blocks = tuple(Block(span, Role.CONTENT, None, number) for number, span in enumerate(paragraph_spans(text)))
    return segment(CleanText(text, blocks), options)


def _spans(text: str, block: Block) -> list[Span]:
    """The sentences of a block of the report; furniture and headlines stay whole."""
    if block.role is not Role.CONTENT:
        return [block.span]
    start = block.span.start
    return [Span(start + s.start, start + s.end) for s in sentence_spans(text[start : block.span.end])]


def _broken_quotes(text: str, sentences: Sequence[tuple[Block, Span]]) -> set[int]:
    balance = Balance()
    paragraph = -1
    for number, (block, span) in enumerate(sentences):
        if block.role is Role.CONTENT:
            balance.feed(number, text[span.start : span.end], begins_paragraph=block.paragraph != paragraph)
            paragraph = block.paragraph
    balance.finish()
    return balance.broken


def _segment(text: str, block: Block, span: Span, flags: tuple[str, ...]) -> Segment:
    shown = readable(text, span.start, span.end)
    if block.role is Role.CONTENT and is_fragment(shown):
        flags = (*flags, FRAGMENT)
    return Segment(span, shown, block.role, block.rule, block.paragraph, flags)


def _pieces(text: str, span: Span, limit: int) -> list[Span]:
    """Cut a span that is over the limit at the last white space before it, or at the limit where there is none."""
    pieces = []
    start = span.start
    while span.end - start > limit:
        cut = next((i for i in range(start + limit, start, -1) if text[i].isspace()), start + limit)
        pieces.append(trim(text, start, cut))
        start = cut
        while text[start].isspace():
            start += 1
    return [*pieces, Span(start, span.end)]
