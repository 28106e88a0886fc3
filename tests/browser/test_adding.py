"""What an editor does: from a pasted text to what it added, with JavaScript and without, and never losing anything."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.site import ADMIN, PASSWORD
from tests.browser.test_accessibility import grave_findings
from tests.browser.test_journeys import WITHOUT_SCRIPT

pytestmark = pytest.mark.browser

REPORT = """scrollToTop

NEW DELHI, 3 May 2024: Prime Minister Narendra Modi spoke with French President Emmanuel Macron on 2 May 2024.

The Prime Minister's Office said that both leaders reviewed defence cooperation. It added that France will join the summit.

The Elysee said that Macron raised the situation in Gaza.
"""


def log_in(page, site):
    page.goto(f"{site.url}/add/")
    expect(page).to_have_url(re.compile("/login/"))
    page.get_by_label("Username").fill(ADMIN)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{site.url}/add/")


def begin(page):
    page.get_by_label("Paste the text").fill(REPORT)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Outlet", exact=True).select_option("new")
    page.get_by_label("Name of the new outlet").fill("Gazette")
    page.get_by_label("news article").check()
    page.get_by_label("Published on").fill("2024-05-03")
    page.get_by_role("button", name="Keep, and see how it is cleaned").click()
    expect(page).to_have_url(re.compile("/cleaning/"))


def sentence(page, words):
    return page.locator("ol.split > li", has_text=words)


def choose(page, label, words, value, *, script):
    sentence(page, words).get_by_label(label).select_option(value)
    if not script:
        page.get_by_role("button", name="Apply").click()
    expect(sentence(page, words).locator("label", has_text=label)).to_contain_text("yours")


@WITHOUT_SCRIPT
def test_from_a_pasted_text_to_what_it_added(open_page, own_site, script):
    page = open_page(java_script_enabled=script)
    log_in(page, own_site)
    begin(page)
    removed = page.locator("tr.l-furniture", has_text="scrollToTop")
    expect(removed.locator(".rule")).not_to_be_empty()
    removed.get_by_label("Keep").check()
    page.get_by_role("button", name="Keep, and see the sentences").click()
    expect(sentence(page, "scrollToTop")).to_have_count(1)
    choose(page, "Voice", "raised the situation", "outlet", script=script)
    sentence(page, "It added that").get_by_role("button", name="Join").click()
    expect(sentence(page, "cooperation. It added")).to_have_count(1)
    sentence(page, "cooperation. It added").get_by_role("link", name="Split").click()
    page.get_by_role("button", name="It", exact=True).click()
    expect(sentence(page, "cooperation. It added")).to_have_count(0)
    page.get_by_role("button", name="Accept this call").click()
    expect(page.locator(".proposed")).to_contain_text("You have accepted")
    page.get_by_role("button", name="Keep, and look for duplicates").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Save and compare").click()
    expect(page.locator(".job-headline")).to_contain_text("What this document added")
    page.locator(".job-lines a").first.click()
    expect(page.locator(".text")).to_contain_text("scrollToTop")


@WITHOUT_SCRIPT
def test_leaving_in_the_middle_loses_nothing(open_page, own_site, script):
    page = open_page(java_script_enabled=script)
    log_in(page, own_site)
    begin(page)
    page.goto(f"{own_site.url}/calls/")
    page.get_by_role("link", name="Add", exact=True).click()
    page.locator(".drafts a").click()
    expect(page.get_by_label("Name of the new outlet")).to_have_value("Gazette")


def test_every_step_fits_a_phone(open_page, own_site):
    page = open_page(viewport={"width": 390, "height": 844})
    log_in(page, own_site)
    begin(page)
    draft = page.url.removesuffix("cleaning/")
    for step in ("", "cleaning/", "sentences/", "duplicates/", "save/"):
        page.goto(draft + step)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, step


def test_every_step_passes_the_accessibility_checks(open_page, own_site):
    page = open_page()
    log_in(page, own_site)
    begin(page)
    draft = page.url.removesuffix("cleaning/")
    for path in (
        draft,
        f"{draft}cleaning/",
        f"{draft}sentences/",
        f"{draft}duplicates/",
        f"{draft}save/",
        f"{own_site.url}/add/",
    ):
        page.goto(path)
        assert grave_findings(page) == [], path
