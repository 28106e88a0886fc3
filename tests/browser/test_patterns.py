"""The page of patterns, which has every component in every state, as axe and a ruler see it."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.test_accessibility import COLOURS, grave_findings

pytestmark = pytest.mark.browser


WHOLE: ViewportSize = {"width": 1280, "height": 40_000}
"""High enough for all of it to be drawn."""


@pytest.fixture
def patterns(open_page, workshop):
    def opened(**options):
        page = open_page(**options)
        page.goto(f"{workshop.url}/patterns/")
        return page

    return opened


@pytest.mark.parametrize("colours", COLOURS.values(), ids=COLOURS)
def test_axe_finds_nothing_grave_in_any_state(patterns, colours):
    page = patterns(viewport=WHOLE, **colours)
    assert grave_findings(page) == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_state_makes_the_page_scroll_sideways(patterns, width):
    page = patterns(viewport={"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_drawing_is_drawn(patterns):
    page = patterns(viewport={"width": 1000, "height": 16_000})
    pictures = page.locator("img[src^='/patterns/']")
    assert pictures.count() >= 5
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function("picture => picture.complete", arg=picture.element_handle())
        assert picture.evaluate("picture => picture.naturalWidth") > 0
