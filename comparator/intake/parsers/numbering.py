"""The numbers and bullets of a Word file's lists, which its text does not hold: they are counted as Word counts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_BULLET = "• "
_PLACE = re.compile(r"%([1-9])")
_ROMAN = {
    1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i",
}  # fmt: skip
_MOST_NUMBER = 3999


class Numbering:
    """Counts the paragraphs of each list of a document."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, _Element]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._of_style = {
            style.style_id: number
            for style in document.styles
            if (number := style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")) is not None
        }
        self._load(document)

    def label(self, paragraph: _Element) -> str:
        """Return what stands before a paragraph of a list ("2.1. ", "• "), or nothing."""
        list_id, level = self._place(paragraph)
        definition = self._levels.get(self._lists.get(list_id, ""), {}).get(level)
        if definition is None:
            return ""
        counts = self._counts.setdefault(self._lists[list_id], {})
        counts[level] = counts.get(level, _start(definition) - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]
        return self._written(definition, level, counts)

    def _load(self, document: WordDocument) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # there are no lists
            return
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"), "0")): level for level in abstract.iter(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for number in root.iter(qn("w:num")):
            self._lists[number.get(qn("w:numId"), "")] = _value(number, "w:abstractNumId")

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return "", 0
        number = properties.find(qn("w:numPr"))
        if number is None:
            number = self._of_style.get(_value(properties, "w:pStyle"))
        if number is None:
            return "", 0
        level = _value(number, "w:ilvl")
        return _value(number, "w:numId"), int(level) if level.isdecimal() else 0

    def _written(self, definition: _Element, level: int, counts: dict[int, int]) -> str:
        if _value(definition, "w:numFmt") in {"bullet", "none", ""}:
            return _BULLET if _value(definition, "w:numFmt") == "bullet" else ""
        levels = self._levels[next(key for key, value in self._levels.items() if value.get(level) is definition)]

        def count(match: re.Match[str]) -> str:
            number = int(match[1]) - 1
            form = _value(levels[number], "w:numFmt") if number in levels else "decimal"
            return _number(counts.get(number, 1), form)

        return _PLACE.sub(count, _value(definition, "w:lvlText")) + " "


def _start(definition: _Element) -> int:
    start = _value(definition, "w:start")
    return int(start) if start.isdecimal() else 1


def _number(number: int, form: str) -> str:
    if form.endswith("Letter") and number <= 26:
        text = chr(ord("a") + number - 1)
    elif form.endswith("Roman") and 0 < number <= _MOST_NUMBER:
        text = ""
        for value, letters in _ROMAN.items():
            text += letters * (number // value)
            number %= value
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text


def _value(element: _Element, tag: str) -> str:
    found = element.find(qn(tag))
    return str(found.get(qn("w:val"), "")) if found is not None else ""
