"""With keys alone: every kind of page, the shortcuts, the search and the way from a text to what it added."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.site import ADMIN, PASSWORD
from tests.browser.test_accessibility import KINDS
from tests.browser.test_adding import REPORT
from tests.browser.test_journeys import diverging_call

pytestmark = pytest.mark.browser

STOPS = 400
"""Presses of Tab after which a page counts as one that is never left."""
WHERE = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const shown = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
    const middle = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, 40) / 2];
    const top = document.elementFromPoint(...middle);
    if (!one.dataset.stop) one.dataset.stop = String(++window.stops || (window.stops = 1));
    return {
        stop: Number(one.dataset.stop), name: one.outerHTML.slice(0, 120), shown,
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
        covered: Boolean(top && !one.contains(top) && !top.contains(one) && top.closest(".masthead, .colhead, .ticks")),
        inLine: one.getClientRects().length > 1, ordered: one.tabIndex <= 0,
    };
}"""


def stops(page):
    """Press Tab through a page; return what had the focus, in order, until it comes round."""
    found = []
    for _press in range(STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        if here is None or (found and here["stop"] == found[0]["stop"]):
            return found
        if not found or here["stop"] != found[-1]["stop"]:  # the parts of a date are stops of their own
            found.append(here)
    raise AssertionError(f"the focus never leaves the page: {[stop['name'] for stop in found[-5:]]}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_stop_of_a_page_is_seen_once_and_in_order(page, site, paths, kind):
    page.goto(site.url + paths[kind])
    found = stops(page)
    assert "skip" in found[0]["name"], "the first stop leads past the navigation"
    reachable = page.evaluate(
        """() => Array.from(document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']"))
            .filter(one => one.checkVisibility() && !one.disabled && one.type !== "hidden" && one.tabIndex >= 0
                           && !one.closest("dialog:not([open])")).length"""
    )
    assert len(found) == len({stop["stop"] for stop in found})
    assert len(found) >= reachable, "all that can be used is reached"
    assert [stop["name"] for stop in found if not stop["shown"]] == [], "no visible focus"
    assert [stop["name"] for stop in found if not stop["seen"] or not stop["ordered"]] == []
    assert [stop["name"] for stop in found if stop["covered"] and not stop["inLine"]] == [], (
        "covered by what stays in place"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_skip_link_leads_past_the_navigation(page, site, paths, kind):
    page.goto(site.url + paths[kind])
    page.keyboard.press("Tab")
    expect(page.locator("a.skip").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, footer') !== null")


@pytest.mark.parametrize(
    "kind", ["call", "own order", "calls", "echoes", "matrix", "silence", "statement", "document", "search"]
)
def test_letters_go_through_the_items_of_a_page(page, site, paths, kind):
    page.goto(site.url + paths[kind])
    seen = []
    for key in "jjk":
        page.keyboard.press(key)
        seen.append(
            page.evaluate(
                "document.activeElement.dataset.item === '' && (document.activeElement.id || document.activeElement.innerText)"
            )
        )
    assert all(seen)
    assert seen[2] == seen[0] or seen[1] == seen[0], "a page of one item stays there"
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.item") == "", "the help gives the focus back"


def test_divergences_follow_each_other_and_lead_back(page, site):
    diverging_call(page, site)
    focused = "document.activeElement.matches('.v-diverge') && document.activeElement.id"
    page.keyboard.press("n")
    first = page.evaluate(focused)
    page.keyboard.press("j")
    page.keyboard.press("p")
    assert first
    assert page.evaluate(focused) == first


def test_letters_are_switched_off_with_keys_and_stay_off(page, site, paths):
    page.goto(site.url + paths["call"])
    page.keyboard.press("?")
    for _press in range(5):
        if page.evaluate("document.activeElement.id") == "use-keys":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.goto(site.url + paths["document"])
    for key in "jnk?":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    expect(page.locator("#keys")).to_be_hidden()


def reach(page, label):
    """Press Tab until what is called so has the focus."""
    wanted = page.get_by_label(label, exact=True).or_(page.get_by_role("button", name=label, exact=True))
    wanted = wanted.or_(page.get_by_role("link", name=label, exact=True))
    for _press in range(120):
        page.keyboard.press("Tab")
        if any(wanted.nth(n).evaluate("one => one === document.activeElement") for n in range(wanted.count())):
            return
    raise AssertionError(f"{label} is not reached by Tab")


def test_a_search_is_narrowed_and_opened(page, site):
    page.goto(f"{site.url}/search/")
    reach(page, "Words, or a phrase in quotation marks")
    page.keyboard.type("violence")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=violence"))
    page.locator("main").focus()
    reach(page, "Said by")
    page.keyboard.type("India")
    expect(page).to_have_url(re.compile("voice=IN"))
    expect(page.get_by_label("Said by", exact=True)).to_be_focused()
    page.keyboard.press("j")
    page.locator("main").focus()
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/(documents|calls|statements)/"))


def test_a_document_is_added(open_page, own_site):
    page = open_page()
    page.goto(f"{own_site.url}/add/")
    reach(page, "Username")
    page.keyboard.type(ADMIN)
    reach(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{own_site.url}/add/")
    reach(page, "Paste the text")
    page.keyboard.insert_text(REPORT)
    reach(page, "Go on")
    page.keyboard.press("Enter")
    reach(page, "Outlet")
    page.keyboard.type("A new outlet")
    reach(page, "Name of the new outlet")
    page.keyboard.type("Gazette")
    reach(page, "readout (a government’s own account)")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("news article")).to_be_checked()
    reach(page, "Keep, and see how it is cleaned")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/cleaning/"))
    reach(page, "Keep")
    page.keyboard.press("Space")
    reach(page, "Keep, and see the sentences")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sentences/"))
    expect(page.locator("ol.split > li", has_text="scrollToTop")).to_have_count(1)
    reach(page, "Accept this call")
    page.keyboard.press("Enter")
    expect(page.locator(".proposed")).to_contain_text("You have accepted")
    page.locator("main").focus()
    reach(page, "Keep, and look for duplicates")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/duplicates/"))
    reach(page, "Go on")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/save/"))
    reach(page, "Save and compare")
    page.keyboard.press("Enter")
    expect(page.locator(".job-headline")).to_contain_text("What this document added")
