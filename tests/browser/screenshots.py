"""Make the pictures of the README from the real pages of the demo: ``python -m tests.browser.screenshots``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser.chromium import FLAGS, find_chromium
from tests.browser.site import ROOT, STATEMENT, Site, find_link, one_of_each, prepare, serve

PICTURES = ROOT / "static" / "docs"
WINDOW: ViewportSize = {"width": 1180, "height": 1250}


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
            take(browser, site, paths["call"], "comparison.png")
            take(browser, site, paths["matrix"], "matrix.png")
            take(browser, site, find_link(site, f"{paths['call']}?verdict=diverge", STATEMENT), "evidence.png")
            browser.close()


if __name__ == "__main__":
    main()
