"""Contrast of the colours, computed from the style sheet itself (WCAG 2.2: 1.4.3 for text, 1.4.11 for what must be seen)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static"
CSS = (STATIC / "css" / "site.css").read_text(encoding="utf-8")
OTHER_CSS = {
    path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("css/*.css") if path.name != "site.css"
}
"""Style sheets that only some pages load, beside the one of all pages."""
TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS)
}
TEXT = 4.5
LARGE = 3.0

TEXT_ON = {
    "ink": ("paper", "wash", "mark", "mark-x", "only-tint"),
    "muted": ("paper", "wash", "mark", "only-tint"),
    "agree": ("paper", "agree-tint", "wash"),
    "diverge": ("paper", "diverge-tint", "wash"),
    "only": ("paper", "only-tint", "wash"),
}
SEEN_ON = {
    "control": ("paper", "wash"),
    "focus": ("paper", "wash", "mark"),
    "agree": ("paper",),
    "diverge": ("paper",),
    "only": ("paper",),
}
DECORATIVE = {"line"}
"""Hairlines that tell nothing that the layout does not."""


def luminance(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs(table):
    return [(front, back, theme) for front, backs in table.items() for back in backs for theme in ("light", "dark")]


@pytest.mark.parametrize(("front", "back", "theme"), pairs(TEXT_ON))
def test_text_can_be_read(front, back, theme):
    assert contrast(TOKENS[front][theme], TOKENS[back][theme]) >= TEXT


@pytest.mark.parametrize(("front", "back", "theme"), pairs(SEEN_ON))
def test_borders_and_focus_can_be_seen(front, back, theme):
    assert contrast(TOKENS[front][theme], TOKENS[back][theme]) >= LARGE


def test_every_token_is_measured():
    backs = {back for table in (TEXT_ON, SEEN_ON) for found in table.values() for back in found}
    assert set(TOKENS) == set(TEXT_ON) | set(SEEN_ON) | backs | DECORATIVE


def test_no_colour_stands_outside_the_tokens():
    rules = CSS[CSS.index("*, ::before") :]
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules) == ["#ffffff"], "only the print style names a colour: white paper"


@pytest.mark.parametrize("name", OTHER_CSS)
def test_other_style_sheets_name_no_colour(name):
    assert re.findall(r"#[0-9a-f]{3,8}\b", OTHER_CSS[name]) == []
    assert "light-dark" not in OTHER_CSS[name]


def test_the_files_of_drawings_have_the_colours_of_the_light_theme():
    style = (STATIC.parent / "templates" / "charts" / "_style.css").read_text(encoding="utf-8")
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", style)) <= {themes["light"] for themes in TOKENS.values()}


def test_no_text_is_made_paler_by_opacity():
    assert "opacity" not in CSS + "".join(OTHER_CSS.values())


def test_the_budgets_are_kept():
    """Of style sheets, what a page loads counts: ``tests/views/test_markup.py`` holds it for each kind of page."""
    assert sum(len(f.read_bytes()) for f in STATIC.glob("js/*.js")) <= 6_000


def test_the_measure_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
