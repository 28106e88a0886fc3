"""Stage 1: what of a text is its report.

Takes a document as it was given and tells the report's own text from headlines and from furniture (credits, date
lines, promotions, lists of other stories, menus, a moderator's courtesies), each with the name of the rule that took
it; and keeps what the text says of itself (date, title, byline) as metadata. Every character that is not white space
is in exactly one block, in order. Nothing is deleted or changed.
"""

from __future__ import annotations

from comparator.engine.cleaning.frontmatter import find_front_matter, plain_value
from comparator.engine.cleaning.furniture import judge_units
from comparator.engine.cleaning.paragraphs import paragraph_spans
from comparator.engine.cleaning.turns import divide_turns
from comparator.engine.cleaning.units import Unit, split_prefixes
from comparator.engine.records import Block, CleanText, MetadataItem, Role, SourceDocument


def clean(document: SourceDocument) -> CleanText:
    """Return the blocks of a document, with the metadata found in its text."""
    text = document.text
    blocks: list[Block] = []
    metadata: list[MetadataItem] = []
    start = 0
    matter = find_front_matter(text)
    if matter is not None:
        start = matter.span.end
        blocks.append(Block(matter.span, Role.FURNITURE, "front matter", 0))
        metadata.extend(MetadataItem(i.key, plain_value(i.value), i.span) for i in matter.items)
    units: list[Unit] = []
    for number, span in enumerate(paragraph_spans(text, start), start=len(blocks)):
        units.extend(split_prefixes(text, span, number))
    units = divide_turns(units)
    for unit, verdict in zip(units, judge_units(units), strict=True):
        blocks.append(Block(unit.span, verdict.role, verdict.rule, unit.paragraph))
        metadata.extend(verdict.metadata)
    return CleanText(text, tuple(blocks), tuple(metadata))
