"""A real Chromium and a running site. Where there is no browser these tests fail; ``--no-browser`` leaves them out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.chromium import DESKTOP, FLAGS, WHOLE, find_chromium
from tests.browser.site import one_of_each, prepare, serve, serve_copy

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Path:
    """A folder with the database of the demo; journeys that write use a copy of it."""
    folder = tmp_path_factory.mktemp("site") / "data"
    folder.mkdir()
    prepare(folder)
    return folder


@pytest.fixture(scope="session")
def site(demo):
    with serve(demo) as running:
        yield running


@pytest.fixture(scope="module")
def workshop(demo):
    """The site as those see it who change it: with the page of patterns."""
    with serve(demo, debug=True) as running:
        yield running


@pytest.fixture(scope="session")
def paths(site) -> dict[str, str]:
    """One page of each kind."""
    return one_of_each(site)


@pytest.fixture
def own_site(demo, tmp_path):
    """A site of one test's own, which it may change."""
    with serve_copy(demo, tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, artifacts, request):
    """Return a function that opens a page in a fresh profile; what the console complains of fails the test, but for ``tolerated``."""
    complaints: list[str] = []
    pages: list[Page] = []

    def new_page(*, tolerated: str | None = None, **options) -> Page:
        def note(complaint: str) -> None:
            if tolerated is None or tolerated not in complaint:
                complaints.append(complaint)

        context = chromium.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options})
        context.set_default_timeout(30_000)  # on a machine that does much else at once
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                note(f"{message.text} {message.location}") if message.type in {"error", "warning"} else None
            ),
        )
        page.on("pageerror", lambda error: note(str(error)))
        page.on("requestfailed", lambda failed: note(f"{failed.url}: {failed.failure}") if _real(failed) else None)
        pages.append(page)
        return page

    yield new_page
    name = re.sub(r"[^\w.-]+", "-", request.node.name)
    for number, page in enumerate(pages):
        if not page.is_closed():
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height, WHOLE["height"])})
            page.screenshot(path=artifacts / f"{name}-{number}.png", full_page=True)
        page.context.close()
    assert not complaints, f"the browser complained: {complaints}"


@pytest.fixture
def page(open_page) -> Page:
    return open_page()


def _real(request) -> bool:
    """Whether a failed request is a fault: one that was given up because the page was left is none."""
    return "ERR_ABORTED" not in (request.failure or "")
