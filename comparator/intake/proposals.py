"""What a text says of itself: title, day, author, publisher, address, language, kind.

Takes a text with what its format says (the metadata of a web page, the properties of a Word file) and proposes the rest
from the text: front matter, the title, date line and byline that the engine tells from the report, an agency's
dateline, the language of its sentences. Every proposal names where it was found. Nothing is decided: a person may know
better.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.engine.clean import clean
from comparator.engine.cleaning.frontmatter import find_front_matter
from comparator.engine.location.dates import find_dates, resolve
from comparator.engine.records import Kind, Role, SourceDocument
from comparator.engine.segmenting.datelines import dateline_length
from comparator.intake.language import detect_language
from comparator.intake.records import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from comparator.engine.records import Block, CleanText, MetadataItem

FRONT_MATTER: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "published": ("date", "published_time", "published", "date_published", "datepublished", "pubdate", "publish_date"),
    "author": ("author", "authors", "byline"),
    "outlet": ("outlet", "publisher", "site_name", "site", "publication", "source"),
    "url": ("source_url", "canonical_url", "canonical", "url", "original_url", "link"),
    "language": ("language", "lang", "locale"),
    "kind": ("kind",),
}
"""Field of ``Facts`` → the keys that static site tools and archives use for it, best first."""
_NAMES = tuple(item.name for item in fields(Facts))
_AUTHOR_LABELS = ("byline", "author", "authors", "written_by", "reported_by", "reporter", "автор")
_HEAD_BLOCKS = 2
"""Blocks of the report before which its date line stands; later dates are those of other stories."""
_LOOKED_AT = 60_000
"""Characters in which a text says what it is; more would only cost time."""
_LANGUAGE_SAMPLE = 12_000
_URL = re.compile(r"https?://[^\s<>\"']{3,480}\Z")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}\Z")
_READOUT = re.compile(
    r"(?:readout|(?:tele)?phone (?:call|conversation|talk)s? (?:with|between)|call with|press release|"
    r"телефонн(?:ый разговор|ая беседа|ые переговоры) с|телефонна розмова|отбулася телефонна|टेलीफोन पर बातचीत)",
    re.IGNORECASE,
)
"""How official pages head their account of a call."""
_STATEMENT = re.compile(
    r"(?:(?:joint )?statement (?:by|from|of|on)|remarks by|press (?:briefing|conference)|заявлени[ея]|заява)",
    re.IGNORECASE,
)


def propose(text: str, given: Facts, where: str) -> tuple[Facts, Mapping[str, str]]:
    """Return what is known of a text and, field by field, where it was found.

    Args:
        text: as it is to be stored.
        given: what its format says of it.
        where: how to name the place of what is given; empty where the person gave it.
    """
    head = text[:_LOOKED_AT]
    cleaned = clean(SourceDocument("", head))
    matter = find_front_matter(head)
    end = matter.span.end if matter else 0
    sources = (
        (where, given),
        (_("the front matter"), _from_front_matter([item for item in cleaned.metadata if item.span.start < end])),
        (_("the text"), _from_text(cleaned, [item for item in cleaned.metadata if item.span.start >= end])),
    )
    facts = Facts()
    evidence: dict[str, str] = {}
    for source, found in sources:
        merged = facts.over(found)
        if source:
            evidence |= {name: source for name in _NAMES if getattr(merged, name) != getattr(facts, name)}
        facts = merged
    kind = facts.kind or _kind_of(facts)
    if kind and not facts.kind:
        evidence["kind"] = _("the byline") if kind == Kind.ARTICLE else _("the title")
    return replace(facts, kind=kind), evidence


def day_of(text: str) -> date | None:
    """Return the first whole day (day, month and year) that a text names.

    >>> day_of("Published: 2 March 2022, 10:30").isoformat()
    '2022-03-02'
    """
    for expression in find_dates(text[:300]):
        day = resolve(expression, None)
        if day is not None:
            return day
    return None


def is_address(url: str) -> bool:
    """Tell whether a text is a web address."""
    return bool(_URL.match(url))


def language_tag(text: str) -> str:
    """Return a BCP 47 tag as it is written in the register ("en", "pt-BR"), or nothing."""
    text = text.strip()
    if not _TAG.match(text) or len(text) > 12:
        return ""
    language, *rest = re.split(r"[-_]", text)
    return "-".join([language.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _from_front_matter(items: Iterable[MetadataItem]) -> Facts:
    values = {item.key.lower().replace("-", "_"): item.value for item in items}
    found = {name: next((values[key] for key in keys if values.get(key)), "") for name, keys in FRONT_MATTER.items()}
    return Facts(
        title=found["title"],
        published=day_of(found["published"]),
        author=found["author"],
        outlet=found["outlet"],
        url=found["url"] if is_address(found["url"]) else "",
        language=language_tag(found["language"]),
        kind=found["kind"] if found["kind"] in set(Kind) else "",
    )


def _from_text(cleaned: CleanText, items: list[MetadataItem]) -> Facts:
    report = [block for block in cleaned.blocks if block.role is Role.CONTENT]
    return Facts(
        title=next((item.value for item in items if item.key == "title" and _is_above(item, report, 0)), ""),
        published=_date_line(items, report) or _dateline(items, cleaned.text, report),
        author=next((item.value for item in items if item.key in _AUTHOR_LABELS), ""),
        language=detect_language(_sample(cleaned.text, report)),
    )


def _date_line(items: Iterable[MetadataItem], report: list[Block]) -> date | None:
    for item in items:
        if item.key == "date" and _is_above(item, report, _HEAD_BLOCKS):
            return day_of(item.value)
    return None


def _is_above(item: MetadataItem, report: list[Block], number: int) -> bool:
    """Tell whether something stands above the block of the report with this number (from 0)."""
    return len(report) <= number or item.span.start < report[number].span.start


def _dateline(items: Iterable[MetadataItem], text: str, report: list[Block]) -> date | None:
    """Return the day of an agency's dateline ("MOSCOW, June 30, 2023. /TASS/.") where it has its year, before the report or in it."""
    before = next((item.value for item in items if item.key == "dateline" and _is_above(item, report, 0)), "")
    if before or not report:
        return day_of(before)
    head = text[report[0].span.start : report[0].span.end]
    return day_of(head[: dateline_length(head)])


def _sample(text: str, report: list[Block]) -> str:
    parts: list[str] = []
    size = 0
    for block in report:
        if size > _LANGUAGE_SAMPLE:
            break
        parts.append(text[block.span.start : min(block.span.end, block.span.start + _LANGUAGE_SAMPLE)])
        size += len(parts[-1])
    return "\n".join(parts) or text[:_LANGUAGE_SAMPLE]


def _kind_of(facts: Facts) -> str:
    if _READOUT.match(facts.title):
        return Kind.READOUT
    if _STATEMENT.match(facts.title):
        return Kind.STATEMENT
    return Kind.ARTICLE if facts.author else ""
