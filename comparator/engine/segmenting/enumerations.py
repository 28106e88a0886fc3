"""Items of a list that runs on inside one paragraph: "1) … 2) …", "a. … b. …", "• … • …".

Takes the text of a paragraph and gives its item markers. A list is believed only where the paragraph begins with a
marker and the next markers count on from it, so that "in 2022. The" or "plan B. It" never begins one.
"""

from __future__ import annotations

import re

from comparator.engine.records import Span

_BULLETS = "•⁃▪‣●○◦■□➢➤"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBER = r"(?:\d{1,3}|[a-zA-Z])(?:\.\)|[.)])(?=\s)"
_MARKER = re.compile(
    rf"(?:(?<=\s)|^)(?P<bullet>[{_BULLETS}]\s?)?(?P<number>{_NUMBER})|(?:(?<=\s)|^)(?P<bare>[{_BULLETS}])"
)


def item_starts(text: str) -> list[Span]:
    """Return the markers of the items of ``text``, or nothing if it is not a list of two items or more."""
    first = _MARKER.match(text, len(text) - len(text.lstrip()))
    if first is None:
        return []
    form, expected = _form(first), _value(first)
    items = []
    for match in _MARKER.finditer(text, first.start()):
        if _form(match) != form or _value(match) != expected:
            continue
        items.append(Span(match.start(), match.end()))
        expected = _next_value(expected)
    return items if len(items) > 1 else []


def _form(match: re.Match[str]) -> tuple[str, str]:
    """The bullet and the closing sign of a marker."""
    return (match["bare"] or match["bullet"] or "").strip(), (match["number"] or "").lstrip("0123456789").lstrip(
        _LETTERS
    )


def _value(match: re.Match[str]) -> str:
    return (match["number"] or "").rstrip(".)")


def _next_value(value: str) -> str:
    if not value:
        return ""
    return str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
