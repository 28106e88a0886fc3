"""What a reviewer does: looks at what is in doubt, decides, and takes it back, with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.site import ADMIN, PASSWORD
from tests.browser.test_accessibility import grave_findings
from tests.browser.test_journeys import WITHOUT_SCRIPT

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def log_in(page, site):
    page.goto(f"{site.url}/review/")
    page.get_by_label("Username").fill(ADMIN)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{site.url}/review/")


def pages_of(page, site):
    """One page of each kind."""
    page.goto(f"{site.url}/review/?kind=links")
    yield page.url
    page.get_by_role("link", name="Begin with the first").click()
    yield page.url
    document = page.get_by_role("link", name="Review the whole document").first.get_attribute("href")
    statement = page.get_by_role("link", name="The statement that has both").get_attribute("href")
    for path in (document, statement, "/review/?kind=misdated", "/review/item/?kind=misdated", "/review/decisions/"):
        yield site.url + path


@WITHOUT_SCRIPT
def test_a_passage_of_another_call_is_put_there_and_taken_back(open_page, own_site, script):
    page = open_page(java_script_enabled=script)
    log_in(page, own_site)
    page.goto(f"{own_site.url}/review/item/?kind=misdated")
    suggested = page.get_by_label("Call").locator("option", has_text="perhaps this one").get_attribute("value")
    page.get_by_label("Call").select_option(suggested)
    page.get_by_label("Your reason").fill("It names the days of June.")
    page.get_by_role("button", name="So it is").click()
    expect(page.locator(".messages")).to_contain_text("Kept.")
    expect(page.locator(".empty")).to_be_visible()
    page.goto(f"{own_site.url}/review/decisions/")
    decision = page.locator(".decisions > li").first
    expect(decision).to_contain_text("It names the days of June.")
    expect(decision).to_contain_text(ADMIN)
    decision.get_by_role("button", name="Take back").click()
    page.goto(f"{own_site.url}/review/?kind=misdated")
    expect(page.locator(".waiting > li")).to_have_count(1)


@WITHOUT_SCRIPT
def test_two_sentences_are_parted_and_the_next_pair_comes(open_page, own_site, script):
    page = open_page(java_script_enabled=script)
    log_in(page, own_site)
    page.goto(f"{own_site.url}/review/item/?kind=links")
    first = page.locator(".claim").all_inner_texts()
    page.get_by_role("button", name="They have nothing to do with each other").click()
    expect(page.locator(".messages")).to_contain_text("Kept.")
    assert page.locator(".claim").all_inner_texts() != first
    page.goto(f"{own_site.url}/review/decisions/")
    expect(page.locator(".decisions > li").first).to_contain_text("Link: They have nothing to do with each other")


@WITHOUT_SCRIPT
def test_a_voice_is_corrected_in_a_stored_document(open_page, own_site, script):
    page = open_page(java_script_enabled=script)
    log_in(page, own_site)
    page.goto(f"{own_site.url}/calls/")
    page.goto(own_site.url + page.locator("a[href^='/calls/2']").first.get_attribute("href"))
    page.goto(own_site.url + page.locator("a[href^='/documents/']").first.get_attribute("href").split("?")[0])
    page.get_by_role("link", name="Review", exact=True).last.click()
    expect(page).to_have_url(re.compile("/review/documents/"))
    spoken = page.locator("ol.split > li", has=page.locator("select[name^=voice-]")).first
    spoken.get_by_label("Voice").select_option("")
    page.get_by_role("button", name="Keep these decisions").click()
    expect(page.locator("ol.split label", has_text="Voice · decided")).to_have_count(1)


def test_every_page_fits_a_phone_and_passes_the_accessibility_checks(open_page, own_site):
    page = open_page()
    log_in(page, own_site)
    for path in list(pages_of(page, own_site)):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        assert grave_findings(page) == [], path
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
