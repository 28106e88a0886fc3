"""Stage 2: sentences.

Takes the blocks of a cleaned document and gives its sentences: one or more of each block of the report (``sentences`` finds them), one of each
block of furniture or headline. Sentences tile the text: every character that is not white space is in exactly one. Flags mark what a person
should look at. It does not say who speaks or of what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comparator.engine.options import Options
from comparator.engine.paragraphs import paragraph_spans
from comparator.engine.quotes import Balance
from comparator.engine.records import Block, CleanText, Role, Segment, Span
from comparator.engine.sentences import sentence_spans
from comparator.engine.text import readable

UNBALANCED_QUOTE = "unbalanced-quote"
TOO_LONG = "too-long"
FRAGMENT = "fragment"

_TERMINALS = ".!?…।॥。！？؟:;"
_CLOSERS = "\"'”’»›)]}* "
_SHORTEST = 3
"""Words; what is shorter and ends in no mark is a fragment."""


def segment(cleaned: CleanText, options: Options | None = None) -> tuple[Segment, ...]:
    """Return the sentences of a cleaned document in reading order."""
    options = options or Options()
    balance = Balance()
    segments: list[Segment] = []
    paragraph = -1
    for block in cleaned.blocks:
        if block.paragraph != paragraph:
            paragraph = block.paragraph
            balance.new_paragraph()
        segments.extend(_segments(cleaned.text, block, balance, options))
    return tuple(segments)


def segment_text(text: str, options: Options | None = None) -> tuple[Segment, ...]:
    """Return the sentences of a text that is taken as it is, all of it content.

    Example:
        >>> [s.text for s in segment_text("Mr. Modi spoke. He left.")]
        ['Mr. Modi spoke.', 'He left.']
    """
    blocks = tuple(Block(span, Role.CONTENT, None, number) for number, span in enumerate(paragraph_spans(text)))
    return segment(CleanText(text, blocks), options)


def _segments(text: str, block: Block, balance: Balance, options: Options) -> Iterator[Segment]:
    if block.role is not Role.CONTENT:
        yield _segment(text, block, block.span, ())
        return
    raw = text[block.span.start : block.span.end]
    for sentence in sentence_spans(raw):
        span = Span(block.span.start + sentence.start, block.span.start + sentence.end)
        flags = (UNBALANCED_QUOTE,) if balance.is_broken(text[span.start : span.end]) else ()
        pieces = _pieces(text, span, options.max_sentence_length)
        for piece in pieces:
            yield _segment(text, block, piece, (*flags, TOO_LONG) if len(pieces) > 1 else flags)


def _segment(text: str, block: Block, span: Span, flags: tuple[str, ...]) -> Segment:
    shown = readable(text, span.start, span.end)
    if block.role is Role.CONTENT and _is_fragment(shown):
        flags = (*flags, FRAGMENT)
    return Segment(span, shown, block.role, block.rule, block.paragraph, flags)


def _is_fragment(shown: str) -> bool:
    ended = shown.rstrip(_CLOSERS)[-1:]
    return (
        (ended not in _TERMINALS or not ended) and len(shown.split()) < _SHORTEST or not any(c.isalnum() for c in shown)
    )


def _pieces(text: str, span: Span, limit: int) -> Sequence[Span]:
    """Cut a span that is over the limit at the last white space before it, or at the limit where there is none."""
    pieces = []
    start = span.start
    while span.end - start > limit:
        window = text[start : start + limit]
        cut = start + (
            max(window.rfind(space) for space in " \n\t\u00a0") if any(s in window for s in " \n\t\u00a0") else limit
        )
        cut = cut if cut > start else start + limit
        body = text[start:cut]
        if body.strip():
            pieces.append(Span(start + len(body) - len(body.lstrip()), start + len(body.rstrip())))
        start = cut
        while start < span.end and text[start].isspace():
            start += 1
    if start < span.end:
        pieces.append(Span(start, span.end))
    return pieces
