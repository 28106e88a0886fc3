"""Make the pictures of the README from the real pages of the demo: ``python -m tests.browser.screenshots``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.site import ROOT, Site, one_of_each, prepare, serve

PICTURES = ROOT / "static" / "docs"
WINDOW: ViewportSize = {"width": 1180, "height": 1250}
PAGES = {"call": "comparison.png", "matrix": "matrix.png", "statement": "evidence.png"}
"""Kind of page → file."""


def take(browser: Browser, site: Site, path: str, name: str) -> None:
    """Save what a visitor sees first of a page."""
    page = browser.new_page(viewport=WINDOW, reduced_motion="reduce", color_scheme="light")
    page.goto(site.url + path)
    target = PICTURES / name
    page.screenshot(path=target)
    page.close()
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KB")


def main() -> None:
    """Run the program."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        prepare(Path(folder))
        with serve(Path(folder)) as site:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            paths = one_of_each(site)
            for kind, name in PAGES.items():
                take(browser, site, paths[kind], name)
            browser.close()


if __name__ == "__main__":
    main()
