"""Every kind of page, in both colour schemes and at the width of a small phone, as axe and a ruler see it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import WHOLE

pytestmark = pytest.mark.browser

KINDS = [
    "home",
    "calls",
    "call",
    "own order",
    "echoes",
    "formula",
    "timeline",
    "terms",
    "term",
    "matrix",
    "silence",
    "side by side",
    "statement",
    "document",
    "raw",
    "search",
    "method",
]
COLOURS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
STANDARDS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
GRAVE = {"serious", "critical"}


def grave_findings(page):
    violations = Axe().run(page, options=STANDARDS).response["violations"]
    return [
        f"{found['id']} ({found['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for found in violations
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("colours", COLOURS.values(), ids=COLOURS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_grave(open_page, site, paths, kind, colours):
    page = open_page(viewport=WHOLE, **colours)
    page.goto(site.url + paths[kind])
    assert grave_findings(page) == []


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_never_scrolls_sideways(open_page, site, paths, kind, width):
    page = open_page(viewport={"width": width, "height": 740})
    page.goto(site.url + paths[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["hi", "ru"])
def test_no_language_makes_a_phone_scroll_sideways(open_page, site, paths, language):
    page = open_page(viewport={"width": 320, "height": 740}, locale=language)
    wide = []
    for kind in KINDS:
        page.goto(site.url + paths[kind])
        assert page.locator("html").get_attribute("lang") == language
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(kind)
    assert wide == []


WATCH_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifted += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_while_a_page_loads(page, site, paths, kind):
    page.add_init_script(WATCH_SHIFTS)
    page.goto(site.url + paths[kind], wait_until="networkidle")
    page.wait_for_timeout(100)
    assert page.evaluate("window.shifted") < 0.01  # a tenth of what Core Web Vitals call good


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_one_heading_a_title_and_its_language(page, site, paths, kind):
    page.goto(site.url + paths[kind])
    assert page.locator("h1").count() == 1
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang") == "en"
