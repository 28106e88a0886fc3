"""The block of metadata that heads a Markdown file.

Takes a raw text and gives the span of its front matter (``---`` to ``---``) with the items in it. Only the flat "key:
value" part of YAML is read, with quoted strings and folded lines, as static site tools write it; nothing is ever
evaluated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comparator.engine.records import MetadataItem, Span

_FENCE = re.compile(r"[ \t]*(?:-{3}|\+{3})[ \t]*\r?(?:\n|$)")
_ITEM = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]*[:=](?:[ \t]+|$)(?P<value>.*)")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_NAMED = {"_": "\u00a0", "n": "\n", "t": "\t", "N": "\u0085"}
_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The span of the front matter, fences included, and its items."""

    span: Span
    items: tuple[MetadataItem, ...]


def find_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter that ``text`` begins with, if it does."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    fence = _FENCE.match(text, start)
    if fence is None:
        return None
    items: list[MetadataItem] = []
    position = fence.end()
    for _ in range(_MOST_LINES):
        closing = _FENCE.match(text, position)
        if closing:
            return (
                FrontMatter(Span(start, position + len(text[position : closing.end()].rstrip())), tuple(items))
                if items
                else None
            )
        end = text.find("\n", position)
        if end < 0:
            return None
        line = text[position:end].rstrip("\r")
        item = _ITEM.match(line) if len(line) < 2000 else None
        if item:
            span = Span(position, position + len(line.rstrip()))
            items.append(MetadataItem(item["key"].strip().lower().replace(" ", "_"), item["value"].strip(), span))
        elif line[:1].isspace() and items:
            last = items[-1]
            span = Span(last.span.start, position + len(line.rstrip()))
            items[-1] = MetadataItem(last.key, f"{last.value}\n{line.strip()}", span)
        elif line.strip() and not line.lstrip().startswith(("#", "-")):
            return None
        position = end + 1
    return None


def plain_value(value: str) -> str:
    """Return a YAML scalar as text: quotes off, escapes resolved, lines folded."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        joined = re.sub(r"\\\n\\?", "", value[1:-1]).replace("\n", " ")
        return " ".join(_ESCAPE.sub(_resolve, joined).split())
    if len(value) > 1 and value[0] == value[-1] == "'":
        return " ".join(value[1:-1].replace("''", "'").split())
    return " ".join(value.split())


def _resolve(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _NAMED.get(match[3], match[3])
