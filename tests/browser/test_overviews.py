"""What a reader does with the pages that look over many calls: timeline, stock phrases, terms, and drawings to take along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LINES = "#results > .scroll tbody tr"
WITHOUT_SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])


@WITHOUT_SCRIPT
def test_from_the_timeline_to_what_a_version_does_not_have(open_page, site, script):
    page = open_page(java_script_enabled=script)
    page.goto(f"{site.url}/timeline/")
    every = page.locator(LINES).count()
    page.get_by_label("From").select_option(index=1)
    if not script:
        page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"from=\d{4}"))
    expect(page.locator(LINES)).not_to_have_count(every)
    page.goto(f"{site.url}/timeline/")
    page.get_by_role("link", name=re.compile(r"not in the .+ version")).first.click()
    expect(page).to_have_url(re.compile("verdict=one_sided"))
    expect(page.locator("#results .rows > li.v-diverge")).to_have_count(0)


@WITHOUT_SCRIPT
def test_a_count_of_a_term_leads_to_its_sentences(open_page, site, script):
    page = open_page(java_script_enabled=script)
    page.goto(f"{site.url}/terms/")
    count = page.locator(".term-table td a").first
    number = int(re.search(r"\d+$", count.inner_text()).group())
    count.click()
    expect(page.locator(".hits > li")).to_have_count(number)
    expect(page.locator(".hits mark").first).to_be_in_viewport()


def test_a_phrase_is_followed_from_its_drawing_with_keys_alone(page, site, paths):
    page.goto(site.url + paths["formula"])
    row = page.locator("figure.chart svg > a").last
    row.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#w2$"))
    expect(page.locator("#w2")).to_be_in_viewport()


def test_ticks_lead_to_their_statement(page, site, paths):
    page.goto(site.url + paths["call"])
    tick = page.locator(".ticks a").last
    target = tick.get_attribute("href")
    tick.locator(".hit").click()
    expect(page.locator(target)).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["formula", "timeline", "matrix", "call"])
def test_a_drawing_can_be_taken_along(page, site, paths, kind):
    page.goto(site.url + paths[kind])
    link = page.locator("a[href*='.svg']").first
    with page.expect_download() as download:
        link.click()
    assert b"Readout Comparator" in download.value.path().read_bytes()
