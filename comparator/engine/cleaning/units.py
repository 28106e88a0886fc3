"""Units that stage 1 judges: a paragraph, or what is glued to its ends.

Takes the span of a paragraph and gives its units: the paragraph itself, a date line that runs into its first
sentence, or the parts of a web page that was flattened into one line (menu words, the date under the title, a table
of tags at the end). It only divides; ``furniture`` judges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from comparator.engine.cleaning.stamps import first_stamp, is_stamp, stamp_prefix
from comparator.engine.cleaning.vocabulary import listed
from comparator.engine.records import Role, Span
from comparator.engine.segmenting.datelines import dateline_length
from comparator.engine.text import fold_punctuation, readable, trim, word_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

DATELINE, PATH = "agency and place", "path of sections"
_LONGEST_SLUG = 220
_TERMINAL = re.compile(r"[.!?…।॥。！？؟][\"'”’»›)\]}*]*$")
_EDGES = " \t:;,.!?*_#-|/\\()[]<>»\"'•→←…"
_ENDS = frozenset('.!?…»”")')
_FEWEST_LABELS = 3
"""Different labels that make a table: two may be words of the report."""
_LONGEST_NOTE = 300
_LONGEST_MARK = 60
_LONGEST_TRAIL = 160
_LONGEST_SECTION = 4
"""Words; what follows a path and is longer is a title."""
_TRAIL = re.compile(r"(?i:home|news)(?:\s?[/›»>|]\s?[^/›»>|\n]{2,40}?){0,5}\s?[/›»>|]\s+(?=\S)")
"""The path of sections above a title."""
_LONGEST_TABLE = 3000
_LONGEST_HEAD = 1200
_STOP_INSIDE = re.compile(r"[.!?][\"'”’»)\]]*\s+(?=[A-ZÀ-Ž\"“'‘«])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|St|Gen|Sen|Jr))\.$"
)
_ITEM = re.compile(r"(?:[-*+•⁃▪‣●○◦·]|\(?\d{1,3}[.)]|[a-zA-Z][.)])\s+\S")


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
        """The words in its first 4,000 characters."""
        return word_texts(self.text[:4000])

    @cached_property
    def folded(self) -> str:
        """Its text in lower case with plain quotation marks and no marks at the ends, at most 600 characters."""
        return fold_punctuation(self.text[:600]).lower().strip(_EDGES)

    @cached_property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_TERMINAL.search(self.text[-20:]))

    @cached_property
    def is_single(self) -> bool:
        """Whether it is one sentence at most."""
        return all(
            _ABBREVIATED.search(self.text[: match.start() + 1]) for match in _STOP_INSIDE.finditer(self.text[:600])
        )

    @cached_property
    def is_item(self) -> bool:
        """Whether it begins as an item of a list does."""
        return bool(_ITEM.match(self.text))


def split_prefixes(raw: str, span: Span, paragraph: int) -> Iterator[Unit]:
    """Yield the units of a paragraph."""
    tail = _table_start(raw, span)
    if tail is None:
        note = _note_start(raw, span)
        yield from _without_stamp(raw, trim(raw, span.start, note), paragraph)
        if note < span.end:
            yield Unit(raw, trim(raw, note, span.end), paragraph)
        return
    yield from _flat_head(raw, trim(raw, span.start, tail), paragraph)
    yield Unit(raw, trim(raw, tail, span.end), paragraph, Role.FURNITURE, "table of a flattened page")


def _without_stamp(raw: str, span: Span, paragraph: int) -> Iterator[Unit]:
    trail = _TRAIL.match(raw, span.start, min(span.end, span.start + _LONGEST_TRAIL))
    if trail and len(raw[trail.end() : span.end].split()) > _LONGEST_SECTION:
        yield Unit(raw, trim(raw, span.start, trail.end()), paragraph, Role.FURNITURE, PATH)
        span = trim(raw, trail.end(), span.end)
    prefix = stamp_prefix(raw[span.start : min(span.end, span.start + 200)])
    if prefix is not None and not is_stamp(readable(raw, span.start, min(span.end, span.start + 400))):
        yield Unit(raw, trim(raw, span.start, span.start + prefix.length), paragraph, Role.FURNITURE, "date line")
        span = trim(raw, span.start + prefix.length, span.end)
    slug = _slug_length(raw, span)
    if slug:
        yield Unit(raw, trim(raw, span.start, span.start + slug), paragraph, Role.FURNITURE, DATELINE)
        span = trim(raw, span.start + slug, span.end)
    yield Unit(raw, span, paragraph)


def _slug_length(raw: str, span: Span) -> int:
    """Return the length of the agency's slug that heads a paragraph as a sentence of its own: "MOSCOW, June 30. /TASS/.".

    One that a dash joins to the sentence ("BERLIN (Reuters) -") is part of it.
    """
    head = raw[span.start : min(span.end, span.start + _LONGEST_SLUG)]
    slug = dateline_length(head)
    ended = head[:slug].endswith(".") and "\n" not in head[:slug].strip()
    return slug if ended and raw[span.start + slug : span.end].strip() else 0


def _note_start(raw: str, span: Span) -> int:
    """Where the note begins that follows the last sentence ("… in touch. (ANI)", "… in touch. Enditem"), or the end."""
    mark = _patterns().mark.search(raw, max(span.start, span.end - _LONGEST_MARK), span.end)
    if mark and mark.start() > span.start:
        return mark.start()
    start = max(span.start, span.end - _LONGEST_NOTE)
    opened = max(raw.rfind("(", start, span.end), raw.rfind("[", start, span.end))
    if opened <= span.start or raw[span.end - 1] not in ")]":
        return span.end
    before = raw[max(span.start, opened - 8) : opened].rstrip()
    return opened if before[-1:] and before.rstrip("\"'”’»")[-1:] in {".", "!", "?", "।"} else span.end


def _table_start(raw: str, span: Span) -> int | None:
    """Where the table of labels begins that ends a page flattened into one line, if one does."""
    start = max(span.start, span.end - _LONGEST_TABLE)
    labels = list(_patterns().label.finditer(raw, start, span.end))
    if len({match.group() for match in labels}) < _FEWEST_LABELS:
        return None
    for position, match in enumerate(labels):
        rest = {label.group() for label in labels[position:]}
        ended = raw[: match.start()][-3:].rstrip()[-1:] in _ENDS if match.start() > span.start else True
        if ended and len(rest) >= _FEWEST_LABELS:
            return match.start()
    return None


def _flat_head(raw: str, span: Span, paragraph: int) -> Iterator[Unit]:
    """Divide the head of a flattened page: menu word, title, lead, date, and the report."""
    menu = _patterns().menu.match(raw, span.start, span.end)
    if menu is None:
        yield from _without_stamp(raw, span, paragraph)
        return
    yield Unit(raw, Span(menu.start(), menu.end()), paragraph, Role.FURNITURE, "menu or button")
    span = trim(raw, menu.end(), span.end)
    stamp = first_stamp(raw, span.start, min(span.end, span.start + _LONGEST_HEAD))
    if stamp is None:
        yield Unit(raw, span, paragraph)
        return
    yield from _title_and_lead(raw, trim(raw, span.start, stamp.start), paragraph)
    yield Unit(raw, stamp, paragraph, Role.FURNITURE, "date line")
    rest = trim(raw, stamp.end, span.end)
    if rest.start < rest.end:
        yield Unit(raw, rest, paragraph)


def _title_and_lead(raw: str, span: Span, paragraph: int) -> Iterator[Unit]:
    """Divide what stands above the date: a title, and a lead if it ends as a sentence does."""
    if span.start == span.end:
        return
    lead = None
    if raw[span.start : span.end].rstrip()[-1] in _ENDS:
        lead = _patterns().lead.search(raw, span.start, span.end)
        if lead is None:
            yield Unit(raw, span, paragraph)
            return
    cut = lead.start() if lead else span.end
    title = trim(raw, span.start, cut)
    if title.start < title.end:
        yield Unit(raw, title, paragraph, Role.HEADLINE, "title above the report")
    if lead:
        yield Unit(raw, trim(raw, cut, span.end), paragraph)


@dataclass(frozen=True, slots=True)
class _Patterns:
    label: re.Pattern[str]
    menu: re.Pattern[str]
    lead: re.Pattern[str]
    mark: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    label, menu, lead = (listed(key) for key in ("table_labels", "page_menus", "lead_openers"))
    return _Patterns(
        label=re.compile(rf"(?<!\S)(?:{label})(?=[\s:])"),
        menu=re.compile(rf"(?:{menu})(?=\s)"),
        lead=re.compile(rf"(?<=\s)(?:{lead})(?=\s)"),
        mark=re.compile(
            rf"(?:(?<=[.!?।])|(?<=[.!?।][\"”’']))\s{{1,4}}(?=[A-Z\W])(?:(?i:{listed('end_marks')})(?:\s[A-Z]{{2,4}}(?:/[A-Z]{{2,4}})?){{0,4}})[.]?$"
        ),
    )
